import { Lazy } from "../../src/core/lazy.ts";
import { tagRow } from "../../src/ui/tree/details/tagRow.ts";
import type { TagNode } from "../../src/ui/tree/node.ts";
import type { TreeContext } from "../../src/ui/tree/nodeKind.ts";

const nothing = { facts: undefined, sameAs: [], news: undefined };

/** A tree in which nothing is known, and nothing is found. */
export const emptyTree: TreeContext = {
  view: () => Promise.resolve(undefined),
  folderOf: ({ registry }) => Promise.resolve(registry),
  addedTo: () => [],
  registriesInHelper: () => Promise.resolve([]),
  tags: new Lazy(() =>
    Promise.resolve({
      nodes: () => [],
      row: (node: TagNode) => tagRow(node, nothing),
      known: () => nothing,
      lookAtTag: () => Promise.resolve(undefined),
      lookAtDetail: () => Promise.resolve(undefined),
      lookAtAttached: () => Promise.resolve(undefined),
      read: () => Promise.reject(new Error("nothing is known of tags")),
    }),
  ),
  report: () => undefined,
};
