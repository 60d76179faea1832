import type { ImageTarget } from "../../remembered/imageTarget.ts";

/** A row of what a text may stand for. */
export interface Suggestion {
  readonly target: ImageTarget;
  /** `typed`: it is what the text says in whole. `listed`: a registry, repository or tag that is known. */
  readonly from: "typed" | "pinned" | "recent" | "listed";
  /** What stands in the field when the row is taken, to go on from there; undefined: the row leads to the target. */
  readonly completesTo: string | undefined;
  /** The registry is not among the person's. */
  readonly isNew: boolean;
  /** docker takes Docker Hub for a registry that is not written. */
  readonly isHubImplied: boolean;
}

/** The rows for a text at a moment. */
export interface Suggestions {
  readonly rows: readonly Suggestion[];
  /** Why the text cannot become a name, or why a list that it needs cannot be had. */
  readonly problem: unknown;
  /** Whether more may come. */
  readonly isLoading: boolean;
}
