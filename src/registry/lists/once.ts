/** What may be looked at without an interruption: a fraction of a millisecond of work. */
const partItems = 4096;

/** Up to here the hashes of different items are most likely different, and sorted in a fraction of a millisecond. */
const fewItems = 16_384;

/**
 * The items of a page, each once and in order: a registry lists a tag twice where it changes meanwhile. Yields where it may be
 * interrupted.
 */
export function* onceEach(items: readonly string[]): Generator<undefined, readonly string[]> {
  return mayRepeat(items) ? yield* freshItems(items, new Set()) : items;
}

/** The items that are not in `seen`, each once and in order; adds them to it while it has room for `most`. */
export function* freshItems(items: readonly string[], seen: Set<string>, most = Infinity): Generator<undefined, readonly string[]> {
  const fresh: string[] = [];
  for (const [index, item] of items.entries()) {
    if (index % partItems === partItems - 1) yield;
    if (seen.has(item)) continue;
    if (seen.size < most) seen.add(item);
    fresh.push(item);
  }
  return fresh;
}

/** A set of 10,000 tags takes V8 three times as long as this look at their hashes (FNV-1a), which nearly always does without one. */
function mayRepeat(items: readonly string[]): boolean {
  if (items.length > fewItems) return true;
  const hashes = new Uint32Array(items.map(hashOf)).toSorted();
  return hashes.some((hash, index) => index > 0 && hash === hashes[index - 1]);
}

function hashOf(item: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < item.length; at++) hash = Math.imul(hash ^ item.charCodeAt(at), 0x01000193);
  return hash;
}
