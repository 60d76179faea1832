import { type CancellationToken, EventEmitter, type TreeDataProvider, type TreeItem } from "vscode";
import type { Lazy } from "../../core/lazy.ts";
import type { ListOrder } from "../../core/listOrder.ts";
import { inSlices, Turns } from "../../core/slices.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import type { KnownRegistries, KnownRegistry } from "../../services/browse/knownRegistries.ts";
import type { NameFilter } from "../../services/browse/nameFilter.ts";
import type { PagedList } from "../../services/browse/pagedList.ts";
import type { AddedRepositories } from "../../services/remembered/addedRepositories.ts";
import type { PinnedRepositories } from "../../services/remembered/pinnedRepositories.ts";
import {
  type ErrorNode,
  type FolderNode,
  listAt,
  type ListedItem,
  type ListNode,
  type NoteNode,
  type RegistryNode,
  type RepositoryNode,
  type TreeNode,
} from "./node.ts";
import type { Parent, TreeContext } from "./nodeKind.ts";
import { childrenOf, hoverOf, itemOf, parentOf } from "./nodeKinds.ts";
import { say } from "../../platform/say.ts";
import { localized } from "../sentences/localized.ts";
import { orLate } from "./orLate.ts";
import { registryNode } from "./nodes/registry.ts";
import { repositoryNode } from "./nodes/repository.ts";
import type { ShownRepositories } from "./repositoryRows.ts";
import { tagNode } from "./nodes/tag.ts";
import type { TagLooks } from "./tagLooks.ts";
import { setHover } from "../../platform/treeRow.ts";
import { unlessCancelled } from "../../platform/cancellation.ts";

/** Of what is wrong with the files, so much stands above the registries. */
const maxShownProblems = 20;

export interface RegistryTreeDependencies {
  readonly browsing: Lazy<Browsing>;
  readonly tags: Lazy<TagLooks>;
  /** Ends the sessions with a registry, or with all. */
  readonly endSessions: (host?: string) => void;
  readonly known: KnownRegistries;
  readonly added: AddedRepositories;
  readonly pinned: PinnedRepositories;
  /** The registries that the workspace names and that are not here. */
  readonly ofWorkspace: () => Promise<readonly string[]>;
  readonly reportError: (error: unknown) => void;
}

/** Loaded with the first list. */
const rowsOfRepositories = () => import("./repositoryRows.ts");

/** The tree of registries: what is unfolded and when it is drawn anew. Its lists are Browsing's, its rows those of `nodes/`. */
export class RegistryTree implements TreeDataProvider<TreeNode> {
  readonly #dependencies: RegistryTreeDependencies;
  readonly #didChange = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#didChange.event;
  /** What the helper knows, while its node is unfolded: a redraw must not run it again. */
  #inHelper: Promise<readonly KnownRegistry[]> | undefined;
  /** Errors that were reported since something was last refreshed: a redraw shows them again. */
  readonly #reported = new Set<string>();
  /** The folders that are unfolded where there is no filter. */
  readonly #openFolders = new Set<string>();
  readonly #turns = new Turns();
  readonly #context: TreeContext;

  constructor(dependencies: RegistryTreeDependencies) {
    this.#dependencies = dependencies;
    this.#context = {
      view: (list) => this.#viewInTime(list),
      folderOf: async ({ registry, repository }) =>
        (await rowsOfRepositories()).folderOfRepository(registry, await this.#shownOf(registry), repository) ?? registry,
      addedTo: (host) => this.#dependencies.added.of(host),
      registriesInHelper: () => (this.#inHelper ??= this.#dependencies.known.inHelper()),
      tags: dependencies.tags,
      report: (error) => this.#report(error),
    };
  }

  /** VS Code asks for all rows of a list at once. */
  getTreeItem(node: TreeNode): TreeItem | Promise<TreeItem> {
    return this.#turns.do(() => this.#itemOf(node));
  }

  #itemOf(node: TreeNode): TreeItem | Promise<TreeItem> {
    if (node.kind === "folder" && this.#openFolders.has(keyOf(node))) return itemOf({ ...node, wasOpen: true }, this.#context);
    const isPinned = node.kind === "repository" && this.#dependencies.pinned.has(node);
    return itemOf(isPinned ? { ...node, pinned: true } : node, this.#context);
  }

  /** Asked when the pointer rests on a row without a hover. */
  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    const load = async (signal: AbortSignal) => hoverOf(node, this.#context, signal);
    const lines = await unlessCancelled(token, load, this.#dependencies.reportError);
    if (lines !== undefined) setHover(item, lines);
    return item;
  }

  /** Never rejects: what fails becomes an error node in its place, and the rest of the tree works on. */
  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    return node === undefined ? this.#roots() : childrenOf(node, this.#context);
  }

  /** Asked when a node is to be revealed. */
  getParent(node: TreeNode): Parent | Promise<Parent> {
    return parentOf(node, this.#context);
  }

  /** Asks again for one list, or for everything. */
  refresh(node?: ListNode): void {
    this.#inHelper = undefined;
    this.#reported.clear();
    if (node?.kind === "repository") this.#dependencies.browsing.made?.forget(node.host, node.repository);
    else this.reset(node?.host);
    this.redraw();
  }

  /** Logins may have changed: asks again for the lists of those registries; the others stay as they are. */
  async loginsChanged(): Promise<void> {
    this.#inHelper = undefined;
    this.#reported.clear();
    const { made } = this.#dependencies.browsing;
    if (made === undefined) this.#dependencies.endSessions();
    else await made.renew();
    this.redraw();
  }

  /** Forgets the lists of a registry, or of all, and ends the sessions. */
  reset(host?: string): void {
    this.#dependencies.browsing.made?.reset(host);
    this.#dependencies.endSessions(host);
  }

  /** Refreshes the list that the node is, or stands in; one that failed with some of it loaded goes on from there. */
  async retry(node: TreeNode): Promise<void> {
    if (node.kind === "error" && node.at !== undefined) {
      this.#reported.clear();
      this.#dependencies.tags.made?.forget(node.at);
      return this.redraw();
    }
    const list = listAt(node);
    const paged = list === undefined || node.kind !== "error" ? undefined : await this.#listOf(list);
    if (paged === undefined || (await paged.view()).loaded === 0) return this.refresh(list);
    this.#reported.clear();
    await paged.more();
    this.redraw();
  }

  /**
   * Shows everything again as it is known, without asking for it anew. Always from the root: VS Code knows nodes by their objects
   * and drops a change of one that a redraw from the root, which may be under way, has replaced.
   */
  redraw(): void {
    this.#didChange.fire(undefined);
  }

  /** Shows the next items of the list whose last node this is. Resolves with the first of them, if any came. */
  async loadMore(node: TreeNode): Promise<TreeNode | undefined> {
    const list = listAt(node);
    if (list === undefined) return undefined;
    const paged = await this.#listOf(list);
    const before = (await paged.view()).items.length;
    await paged.more();
    const { items, filter } = await paged.view();
    const first = items[before];
    this.redraw();
    return first === undefined ? undefined : this.#toNode(list, first, filter);
  }

  /** The person has opened the node. */
  expanded(node: TreeNode): void {
    if (node.kind === "folder" && node.filter === undefined) this.#openFolders.add(keyOf(node));
  }

  /** The person has closed the node: what it was still loading is not wanted, and comes anew when it is opened again. */
  collapsed(node: TreeNode): void {
    if (node.kind === "helper") this.#inHelper = undefined;
    if (node.kind === "folder" && node.filter === undefined) this.#openFolders.delete(keyOf(node));
    if (node.kind === "tag" || node.kind === "detail") this.#dependencies.tags.made?.collapsed(node);
    if (node.kind === "registry" || node.kind === "folder" || node.kind === "repository") this.#leave(node);
  }

  /** Ends what loads for a row, and for all that stands in it. */
  #leave(node: RegistryNode | FolderNode | RepositoryNode): void {
    const { browsing, tags } = this.#dependencies;
    for (const list of node.kind === "folder" ? node.repositories : [node]) tags.made?.collapsed(list);
    const { host } = node.kind === "folder" ? node.list : node;
    // VS Code keeps what it is answered last, so it has to forget that after the answer that was cut short.
    void browsing.made?.abort(host, isWithin(node))?.then(() => setTimeout(() => this.redraw()));
  }

  /** Loads all that the registry has for the list, and shows it. */
  async loadAll(list: ListNode, signal: AbortSignal): Promise<void> {
    await (await this.#listOf(list)).loadAll(signal);
    this.redraw();
  }

  async filterOf(list: ListNode): Promise<NameFilter | undefined> {
    return (await this.#dependencies.browsing.get()).filterOf(list.host, repositoryOf(list));
  }

  /** Shows of a list what the filter lets through; all of it without one. */
  async filter(list: ListNode, filter: NameFilter | undefined): Promise<void> {
    (await this.#dependencies.browsing.get()).filterBy(list.host, repositoryOf(list), filter);
    this.redraw();
  }

  /** What is filtered, and by what. */
  get filters(): readonly NameFilter[] {
    return this.#dependencies.browsing.made?.filters ?? [];
  }

  /** The first row of what a list shows. */
  async firstOf(list: ListNode): Promise<TreeNode | undefined> {
    if (list.kind === "registry") return (await rowsOfRepositories()).firstRepository(list, await this.#shownOf(list));
    const { items, filter } = await (await this.#listOf(list)).view();
    return items[0] === undefined ? undefined : this.#toNode(list, items[0], filter);
  }

  /** In which order the tags of a repository are shown. */
  async orderOf(list: RepositoryNode): Promise<ListOrder> {
    return (await (await this.#listOf(list)).view()).order;
  }

  async sort(list: RepositoryNode, order: ListOrder): Promise<void> {
    (await this.#listOf(list)).sortBy(order);
    this.redraw();
  }

  async #listOf(node: ListNode): Promise<PagedList<ListedItem>> {
    return listIn(await this.#dependencies.browsing.get(), node);
  }

  async #shownOf(registry: RegistryNode): Promise<ShownRepositories> {
    const {
      items: listed,
      filter,
      hasMore: isPartial,
    } = await (await this.#dependencies.browsing.get()).repositories(registry.host).view();
    return { listed, added: this.#dependencies.added.of(registry.host), filter, isPartial };
  }

  #toNode(list: ListNode, item: ListedItem, filter: NameFilter | undefined): TreeNode {
    return list.kind === "repository"
      ? tagNode(list, item, filter)
      : repositoryNode(list, item, this.#dependencies.added.of(list.host).includes(item.name), filter);
  }

  async #viewInTime(list: ListNode): ReturnType<TreeContext["view"]> {
    return orLate(
      this.#listOf(list).then((paged) => paged.view()),
      () => this.redraw(),
    );
  }

  async #roots(): Promise<TreeNode[]> {
    try {
      const { registries, problems, credsStore } = await this.#dependencies.known.overview();
      void inSlices(this.#reportAll(problems));
      // That podman does not see a helper's logins is how it is, not something to fix: the log has it.
      const names = await this.#dependencies.ofWorkspace();
      const shown = problems.filter(({ code }) => code !== "store-hidden-from-podman");
      return [
        ...rowsOf(shown.slice(0, maxShownProblems)),
        ...noteOfRest(shown.length - maxShownProblems),
        ...registries.map(registryNode),
        ...(credsStore === "" ? [] : [{ kind: "helper", helper: credsStore } as const]),
        ...(names.length === 0 ? [] : [{ kind: "workspace", names } as const]),
      ];
    } catch (error) {
      this.#report(error);
      return [{ kind: "error", list: undefined, error }];
    }
  }

  /** A file has room for 25,000. */
  *#reportAll(problems: readonly Error[]): Generator<undefined, void> {
    for (const problem of problems) {
      this.#report(problem);
      yield;
    }
  }

  #report(error: unknown): void {
    const text = String(error);
    if (this.#reported.has(text)) return;
    this.#reported.add(text);
    this.#dependencies.reportError(error);
  }
}

function keyOf({ list, path }: FolderNode): string {
  return `${list.host}/${path}`;
}

/** Two of the same words would be one row to VS Code, which then shows none of the tree. */
function rowsOf(problems: readonly Error[]): readonly ErrorNode[] {
  const byWords = new Map(problems.map((error) => [String(error), error]));
  return [...byWords.values()].map((error) => ({ kind: "error", list: undefined, error }));
}

function noteOfRest(count: number): readonly NoteNode[] {
  return count <= 0 ? [] : [{ kind: "note", list: undefined, sentence: say("{0} more problems are in the log.", localized(count)) }];
}

/** Whether a list stands in the row: that of a repository's tags, or of the registry where there is none. */
function isWithin(node: RegistryNode | FolderNode | RepositoryNode): (repository: string | undefined) => boolean {
  if (node.kind === "registry") return () => true;
  const names = new Set(node.kind === "repository" ? [node.repository] : node.repositories.map(({ repository }) => repository));
  return (repository) => repository !== undefined && names.has(repository);
}

function repositoryOf(list: ListNode): string | undefined {
  return list.kind === "repository" ? list.repository : undefined;
}

function listIn(browsing: Browsing, node: ListNode): PagedList<ListedItem> {
  return node.kind === "registry" ? browsing.repositories(node.host) : browsing.lookAtTags(node.host, node.repository);
}
