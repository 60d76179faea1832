/** The names of a list as far as it is loaded. */
export interface OpenList {
  /** Whether the registry may have more of them, and can be asked. */
  readonly canGrow: boolean;
  readonly isWhole: boolean;
  readonly error: unknown;
  has(name: string): boolean;
  /** Those that match a part of a name, or a pattern, in the list's order. Asks for nothing. */
  find(text: string): Promise<readonly string[]>;
  /** Loads one page more. Never rejects; the signal ends the waiting. */
  grow(signal: AbortSignal): Promise<void>;
}

/** Port: the lists of registries that names are looked for in. */
export interface NameLists {
  /** Undefined where nobody has opened it, unless it is wanted: that opens it, and asks for nothing yet. */
  repositories(host: string, isWanted: boolean): OpenList | undefined;
  tags(host: string, repository: string): OpenList;
  /** Ends what the others are loading. */
  endAllBut(lists: readonly OpenList[]): void;
}

/** The same items, those first whose name begins with what is typed, or has a part between slashes that does. */
export function rank<T>(items: readonly T[], typed: string, nameOf: (item: T) => string): readonly T[] {
  const part = typed.toLowerCase();
  const rankOf = (item: T): number => {
    const name = nameOf(item).toLowerCase();
    if (name === part) return 0;
    if (name.startsWith(part)) return 1;
    return name.includes(`/${part}`) ? 2 : 3;
  };
  return items.toSorted((a, b) => rankOf(a) - rankOf(b));
}
