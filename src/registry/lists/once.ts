/** What may be looked at without an interruption: a fraction of a millisecond of work. */
const partItems = 4096;

/**
 * The items that are not in `seen`, each once and in order; adds them to it while it has room for `most`. Yields where it may be
 * interrupted. A registry lists a tag twice where it changes between two pages, and some do so in one.
 */
export function* onceEach<T>(items: readonly T[], seen = new Set<T>(), most = Infinity): Generator<undefined, readonly T[]> {
  const fresh: T[] = [];
  for (const [index, item] of items.entries()) {
    if (index % partItems === partItems - 1) yield;
    if (seen.has(item)) continue;
    if (seen.size < most) seen.add(item);
    fresh.push(item);
  }
  return fresh;
}
