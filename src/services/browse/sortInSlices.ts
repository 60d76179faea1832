/** So many items are sorted, or merged, between two turns of the event loop: a few milliseconds of work at most. */
const sliceLength = 2048;

/** Sorts as `toSorted` does, in slices that yield: 200,000 tags take longer than the event loop may be held. */
export function* sortSlices<T>(items: readonly T[], compare: (a: T, b: T) => number): Generator<undefined, readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += sliceLength) {
    runs.push(items.slice(start, start + sliceLength).toSorted(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      const [left = [], right] = [runs[index], runs[index + 1]];
      merged.push(right === undefined ? left : yield* merge(left, right, compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): Generator<undefined, readonly T[]> {
  const merged: T[] = [];
  let atLeft = 0;
  let atRight = 0;
  while (atLeft < left.length && atRight < right.length) {
    const [a, b] = [left[atLeft] as T, right[atRight] as T];
    // The left one first where both are equal: the order of before stays.
    if (compare(a, b) <= 0) {
      merged.push(a);
      atLeft++;
    } else {
      merged.push(b);
      atRight++;
    }
    if (merged.length % sliceLength === 0) yield;
  }
  for (const rest of [left.slice(atLeft), right.slice(atRight)]) for (const item of rest) merged.push(item);
  return merged;
}
