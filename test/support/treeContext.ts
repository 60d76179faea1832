import type { TreeContext } from "../../src/ui/tree/nodeKind.ts";

/** A tree in which nothing is known, and nothing is found. */
export const emptyTree: TreeContext = {
  view: () => Promise.resolve(undefined),
  addedTo: () => [],
  registriesInHelper: () => Promise.resolve([]),
  tags: () =>
    Promise.resolve({
      known: () => ({ facts: undefined, sameAs: [] }),
      lookAtTag: () => Promise.resolve(undefined),
      lookAtDetail: () => Promise.resolve(undefined),
      lookAtAttached: () => Promise.resolve(undefined),
      read: () => Promise.reject(new Error("nothing is known of tags")),
    }),
  report: () => undefined,
};
