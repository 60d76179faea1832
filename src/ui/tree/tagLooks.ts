import type { Contents } from "../../services/content/contents.ts";
import type { AttachedFacts } from "../../services/content/attached.ts";
import type { Capped } from "../../services/content/capped.ts";
import type { ContentFacts, TagFacts } from "../../services/content/contentFacts.ts";
import { sampleOf } from "../../services/content/sample.ts";
import type { TreeRow } from "../../platform/treeRow.ts";
import type { ListedTag } from "../../core/listed.ts";
import type { NameFilter } from "../../services/browse/nameFilter.ts";
import { tagNodes } from "./details/tagNodes.ts";
import type { Visits } from "../../services/remembered/visits.ts";
import { tagRow } from "./details/tagRow.ts";
import { orLate } from "./orLate.ts";
import { contentId, tagIdsOf } from "./listId.ts";
import { type Look, Looks } from "./looks.ts";
import type { ContentNode, DetailNode, ListNode, RepositoryNode, TagNode, TreeNode } from "./node.ts";
import type { KnownTag, TagContext } from "./nodeKind.ts";
import type { RepositoryName } from "../../core/reference.ts";

/** What is behind the tags that somebody unfolds or points at. */
export class TagLooks implements TagContext {
  readonly #contents: Contents;
  readonly #looks = new Looks();
  readonly visits: Visits;
  readonly #changed: () => void;
  /** The tags that were unfolded, whose rows say what is known; a hover, which a redraw would close, leaves its row as it is. */
  readonly #told = new Set<string>();

  /** `changed`: there is more to show. */
  constructor(contents: Contents, visits: Visits, changed: () => void) {
    this.#contents = contents;
    this.visits = visits;
    this.#changed = changed;
  }

  nodes(list: RepositoryNode, tags: readonly ListedTag[], filter: NameFilter | undefined): TreeNode[] {
    return tagNodes(list, tags, filter, (tag) => this.#contents.tags.get(list, tag)?.digest);
  }

  row(node: TagNode): TreeRow {
    return tagRow(node, this.known(node));
  }

  known(node: TagNode): KnownTag {
    const { tags } = this.#contents;
    const content = tags.get(node, node.tag);
    const news = this.visits.newsOf(node.host, node.repository, node.tag, node.listed?.updatedAt);
    const digest = content?.digest ?? node.listed?.digest;
    if (digest === undefined) return { facts: undefined, sameAs: [], news };
    const listed = digest === node.listed?.digest ? (node.sharing ?? []) : [];
    const same = new Set([...listed, ...tags.sharing(node, digest)]);
    same.delete(node.tag);
    return { facts: content === undefined ? undefined : this.#withSample(node, content), sameAs: [...same], news };
  }

  async lookAtTag(node: TagNode): Promise<Look<TagFacts>> {
    const id = contentId(node);
    const look = await this.#look(id, (signal) => this.#contents.tag(node, node.tag, signal));
    if (look === undefined || "error" in look) return look;
    const sample = sampleOf(look.value);
    // At the same time, since it is asked for next.
    void this.#attached(node, look.value.digest);
    if (sample !== undefined && (await this.#isLeftAtSample(node, sample))) return undefined;
    // The tag's own row says more from now on, which VS Code asks for when it has what stands below.
    if (!this.#told.has(id)) setTimeout(() => this.#changed());
    this.#told.add(id);
    return { value: this.#withSample(node, look.value) };
  }

  /** Whether the row was left while that loaded. Where it fails, whoever unfolds that platform sees why. */
  async #isLeftAtSample(node: TagNode, sample: string): Promise<boolean> {
    const looking = this.#looks.look(`${contentId(node)} > sample`, (signal) => this.#contents.digest(node, sample, signal));
    const isLeft = looking.then((look) => look === undefined);
    return (await orLate(isLeft, () => this.#changed())) === true;
  }

  lookAtDetail(node: DetailNode, digest: string): Promise<Look<ContentFacts>> {
    return this.#look(contentId(node), (signal) => this.#contents.digest(node.list, digest, signal));
  }

  lookAtAttached(node: ContentNode, digest: string): Promise<Look<Capped<AttachedFacts>>> {
    return orLate(this.#attached(node, digest), () => this.#changed());
  }

  async read(node: TagNode, signal: AbortSignal): Promise<TagFacts> {
    // What has failed is not asked again because the pointer rests on its row.
    const kept = await this.#looks.kept(contentId(node));
    if (kept !== undefined && "error" in kept) throw kept.error;
    return this.readImage(node, node.tag, undefined, signal);
  }

  /** What a digest names, or else a tag points to. Rejects with RegistryError, or with the signal's reason. */
  async readImage(place: RepositoryName, tag: string, digest: string | undefined, signal: AbortSignal): Promise<TagFacts> {
    const content = await (digest === undefined ? this.#contents.tag(place, tag, signal) : this.#contents.digest(place, digest, signal));
    const sample = sampleOf(content);
    if (sample !== undefined) await this.#contents.digest(place, sample, signal).catch(() => signal.throwIfAborted());
    return this.#withSample(place, content);
  }

  /** The digest that a tag was found to point to. */
  digestOf(place: RepositoryName, tag: string): string | undefined {
    return this.#contents.tags.get(place, tag)?.digest;
  }

  /** The tags that are known to point to a digest. */
  tagsOf(place: RepositoryName, digest: string): ReadonlySet<string> {
    return this.#contents.tags.sharing(place, digest);
  }

  /** What a digest names, checked against it. Rejects with RegistryError, or with the signal's reason. */
  readDigest(place: RepositoryName, digest: string, signal: AbortSignal): Promise<ContentFacts> {
    return this.#contents.digest(place, digest, signal);
  }

  /** What refers to a digest. Rejects with RegistryError, or with the signal's reason. */
  readAttached(place: RepositoryName, digest: string, signal: AbortSignal): Promise<Capped<AttachedFacts>> {
    return this.#contents.attached(place, digest, signal);
  }

  /** The person has closed the row: what was loading for it and the rows below it comes anew when it is opened again. */
  collapsed(node: ContentNode | ListNode): void {
    const left = node.kind === "tag" || node.kind === "detail" ? this.#looks.leave(contentId(node)) : this.#looks.leaveAll(tagIdsOf(node));
    // VS Code keeps what it is answered last, so it has to forget that after the answer that was cut short.
    void left?.then(() => setTimeout(() => this.#changed()));
  }

  /** What tags point to may have changed: in a repository, a registry, or anywhere. */
  listsForgotten(host?: string, repository?: string): void {
    void this.#looks.leaveAll(host === undefined ? "" : tagIdsOf({ host, repository }));
    this.#contents.forget(host, repository);
    this.#told.clear();
  }

  /** Tags of a repository are gone or point elsewhere. */
  tagsChanged(place: RepositoryName, tags: readonly string[]): void {
    for (const tag of tags) void this.#looks.leave(tagIdsOf(place) + tag);
    this.#contents.forgetTags(place, tags);
  }

  /** Ends what is under way below a row, and tries again what has failed there. */
  forget(node: ContentNode): void {
    void this.#looks.leave(contentId(node));
    this.#contents.forgetTorn(node.list);
  }

  #attached(node: ContentNode, digest: string): Promise<Look<Capped<AttachedFacts>>> {
    return this.#looks.look(`${contentId(node)} > attached`, (signal) => this.#contents.attached(node.list, digest, signal));
  }

  #withSample(place: RepositoryName, content: ContentFacts): TagFacts {
    const sample = sampleOf(content);
    return { content, sample: sample === undefined ? undefined : this.#contents.known(place, sample) };
  }

  #look<T>(id: string, load: (signal: AbortSignal) => Promise<T>): Promise<Look<T>> {
    return orLate(this.#looks.look(id, load), () => this.#changed());
  }
}
