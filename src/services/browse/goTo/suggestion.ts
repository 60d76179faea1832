import type { ImageTarget } from "../../remembered/imageTarget.ts";
import type { NameLists } from "./nameLists.ts";

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

export interface SuggestionSources {
  /** The person's registries. */
  readonly registries: readonly string[];
  readonly pinned: readonly ImageTarget[];
  readonly recent: readonly ImageTarget[];
  readonly lists: NameLists;
}

/** So many rows of one kind: who does not find it among them types on. */
export const mostRows = 50;

export function suggestionOf(
  target: ImageTarget,
  from: Suggestion["from"],
  { registries }: SuggestionSources,
  { completesTo, isHubImplied = false }: { readonly completesTo?: string; readonly isHubImplied?: boolean } = {},
): Suggestion {
  return { target, from, completesTo, isNew: !registries.includes(target.host), isHubImplied };
}
