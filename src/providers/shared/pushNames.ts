import { type Text, text } from "../../core/text.ts";
import type { PushContext } from "../push.ts";

/** The first components of the names, each once. */
export function headsOf(names: readonly string[], components = 1): readonly string[] {
  const heads = names.map((name) => name.split("/")).filter((parts) => parts.length > components);
  return [...new Set(heads.map((parts) => parts.slice(0, components).join("/")))];
}

/** The account's own name first, where it can be one, then what the listed repositories are below. */
export function accountsOf({ username, listed }: PushContext): readonly string[] {
  const own = username !== undefined && /^[a-z0-9][a-z0-9._-]*$/i.test(username) ? [username.toLowerCase()] : [];
  return [...new Set([...own, ...headsOf(listed)])];
}

/** Of how many components a repository's path is at least. */
export function atLeast(count: number, issue: Text): (repository: string) => Text | undefined {
  return (repository) => (repository.split("/").length < count ? issue : undefined);
}

export const privateByDefault = text("Private by default.");
