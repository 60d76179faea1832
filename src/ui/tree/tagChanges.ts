import type { Lazy } from "../../core/lazy.ts";
import type { RepositoryName } from "../../core/reference.ts";
import type { Browsing } from "../../services/browse/browsing.ts";
import type { RepositoryNode, TreeNode } from "./node.ts";
import { tagNode } from "./nodes/tag.ts";
import type { TagLooks } from "./tagLooks.ts";

/** The parts of the tree that a change of tags is shown by. */
export interface ChangedTree {
  readonly browsing: Lazy<Browsing>;
  readonly tags: Lazy<TagLooks>;
  readonly redraw: () => void;
  readonly reveal: (node: TreeNode, options: { readonly expand: boolean }) => Promise<void>;
}

/** So many rows of a list are shown for the sake of one that was written. */
const mostShown = 1000;

/** Shows in the tree what was done to tags, without asking for their list anew. */
export class TagChanges {
  readonly #tree: ChangedTree;

  constructor(tree: ChangedTree) {
    this.#tree = tree;
  }

  /** What the tree shows that a tag points to: what was found when it was looked at, else what its list told. */
  digestOf({ host, repository }: RepositoryName, tag: string): string | undefined {
    const { tags, browsing } = this.#tree;
    return tags.made?.digestOf({ host, repository }, tag) ?? browsing.made?.listedTag(host, repository, tag)?.digest;
  }

  /** The tags are no more: their rows go, and the focus to the row that takes their place. */
  async removed(list: RepositoryNode, names: readonly string[]): Promise<void> {
    const browsing = await this.#tree.browsing.get();
    const paged = browsing.tags(list.host, list.repository);
    const { items, filter } = await paged.view();
    const isGone = ({ name }: { readonly name: string }): boolean => names.includes(name);
    const last = items.findLastIndex(isGone);
    const next = items.slice(last + 1)[0] ?? items.findLast((item) => !isGone(item));
    browsing.removeTags(list.host, list.repository, names);
    this.changed(list, names);
    await this.#tree.reveal(next === undefined ? list : tagNode(list, next, filter), { expand: false });
  }

  /** A tag was written: it has its row, with the focus on it. */
  async written(list: RepositoryNode, tag: string, digest: string): Promise<void> {
    const browsing = await this.#tree.browsing.get();
    const paged = browsing.tags(list.host, list.repository);
    const { items, filter } = await paged.view();
    const isDated = items[0]?.updatedAt !== undefined;
    const listed = { name: tag, digest, ...(isDated ? { updatedAt: new Date() } : {}) };
    browsing.putTag(list.host, list.repository, listed);
    const isShown = await paged.showUpTo(tag, mostShown);
    this.changed(list, [tag]);
    if (isShown) await this.#tree.reveal(tagNode(list, listed, filter), { expand: false });
  }

  /** What is known of the tags holds no more, and what is attached to images may be another. */
  changed(place: RepositoryName, names: readonly string[]): void {
    this.#tree.tags.made?.tagsChanged(place, names);
    this.#tree.redraw();
  }
}
