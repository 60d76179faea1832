import type { RepositoryName } from "../../../core/reference.ts";

/** The names of a list as far as it is loaded. */
export interface OpenList {
  /** Whether the registry may have more of them, and can be asked. */
  readonly canGrow: boolean;
  readonly isWhole: boolean;
  readonly error: unknown;
  has(name: string): boolean;
  /** At most so many of those that match a part of a name, or a pattern: the best first, then in the list's order. Asks for nothing. */
  find(text: string, most: number): Promise<readonly string[]>;
  /** The tags that are known to be a digest that begins so. */
  tagsOf(digest: string): Promise<readonly string[]>;
  /** Loads one page more. Never rejects; the signal ends the waiting. */
  grow(signal: AbortSignal): Promise<void>;
}

/** Port: the lists of registries that names are looked for in. */
export interface NameLists {
  /** Undefined where nobody has opened it, unless it is wanted: that opens it, and asks for nothing yet. */
  repositories(host: string, isWanted: boolean): OpenList | undefined;
  tags(host: string, repository: string): OpenList;
  /** The repositories whose tags somebody has looked at. */
  withOpenTags(): readonly RepositoryName[];
  /** Ends what the others are loading. */
  endAllBut(lists: readonly OpenList[]): void;
}

/** How well a name fits: as a whole, by its beginning, by that of a part between slashes, or anywhere. */
function rankOf(name: string, part: string): number {
  const lower = name.toLowerCase();
  if (lower === part) return 0;
  if (lower.startsWith(part)) return 1;
  return lower.includes(`/${part}`) ? 2 : 3;
}

/** At most so many of the items, those first whose name fits what is typed best. Yields, since there may be very many. */
export function* best<T>(items: Iterable<T>, typed: string, most: number, nameOf: (item: T) => string): Generator<undefined, readonly T[]> {
  const part = typed.toLowerCase();
  const ranks: readonly T[][] = [[], [], [], []];
  let count = 0;
  for (const item of items) {
    const rank = ranks[rankOf(nameOf(item), part)];
    if (rank !== undefined && rank.length < most) rank.push(item);
    if (++count % 1024 === 0) yield;
  }
  return ranks.flat().slice(0, most);
}
