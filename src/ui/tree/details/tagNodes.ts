import { isAttachedTag } from "../../../core/attachedTag.ts";
import type { ListedTag } from "../../../core/listed.ts";
import type { NameFilter } from "../../../services/browse/nameFilter.ts";
import type { RepositoryNode, TreeNode } from "../node.ts";
import { tagNode } from "../nodes/tag.ts";

/** The rows of a repository's tags. Those that are attached to others come last, below a row of their own. `digestOf`: what was found out. */
export function tagNodes(
  list: RepositoryNode,
  tags: readonly ListedTag[],
  filter: NameFilter | undefined,
  digestOf: (tag: string) => string | undefined,
): TreeNode[] {
  const sharing = sharingIn(tags);
  const nodes = tags.map((listed) => {
    const digest = digestOf(listed.name);
    return {
      ...tagNode(list, listed, filter),
      ...(digest === undefined ? {} : { digest }),
      ...(listed.digest === undefined ? {} : { sharing: sharing.get(listed.digest) ?? [] }),
    };
  });
  const attached = nodes.filter(({ tag }) => isAttachedTag(tag));
  if (attached.length === 0) return nodes;
  return [...nodes.filter(({ tag }) => !isAttachedTag(tag)), { kind: "attachedTags", list, tags: attached }];
}

/** The names of the tags of each digest, as far as the list tells them. */
function sharingIn(tags: readonly ListedTag[]): ReadonlyMap<string, readonly string[]> {
  const sharing = new Map<string, string[]>();
  for (const { digest, name } of tags) {
    if (digest === undefined) continue;
    const names = sharing.get(digest);
    if (names === undefined) sharing.set(digest, [name]);
    else names.push(name);
  }
  return sharing;
}
