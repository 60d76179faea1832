import type { RegistryError } from "../../../core/registryError.ts";

/** Why a registry does not delete something. */
export type DeletionRefusal =
  /** It deletes nothing, or no such thing. */
  | "switched-off"
  | "immutable"
  /** A rule keeps it: retention, a lock, a protected tag. */
  | "kept-by-rule"
  /** Something else needs it: an index, or a tag that has to go first. */
  | "in-use";

/** In the words that registries have for it: Amazon ECR, Azure, Harbor, GitLab, Google, Quay, distribution. */
const words: readonly (readonly [RegExp, DeletionRefusal])[] = [
  [/immutab/i, "immutable"],
  [/retention|legal hold|lock|protect|disallowed|delete-?enabled/i, "kept-by-rule"],
  [/dangling|referenced|in use|has tags|parent image/i, "in-use"],
];

/** What a refusal of a deletion is about, by what was said of it; undefined for what is no refusal, or says nothing that is known. */
export function deletionRefusal(error: RegistryError, said: string): DeletionRefusal | undefined {
  if (error.status === undefined || error.status >= 500) return undefined;
  const known = words.find(([pattern]) => pattern.test(said))?.[1];
  return known ?? (error.code === "unsupported" ? "switched-off" : undefined);
}
