/** Names longer than this are not compared: nobody mistypes a whole paragraph, and the distance is quadratic. */
const maxLength = 40;

/**
 * The name that `written` was most likely meant to be: the same but for letter case, `-`, `_` and spaces, or within a
 * third of its letters by edit distance. Undefined where none is near.
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  if (written.length > maxLength) return undefined;
  const bare = simplify(written);
  let best: string | undefined;
  let bestDistance = Math.floor(bare.length / 3) + 1;
  for (const name of names) {
    const bareName = simplify(name);
    // Each letter that one has more is an edit.
    const distance = Math.abs(bare.length - bareName.length) >= bestDistance ? bestDistance : editDistance(bare, bareName);
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, "");
}

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      const substituted = (previous[column - 1] ?? 0) + (same ? 0 : 1);
      const gap = Math.min(previous[column] ?? 0, current[column - 1] ?? 0) + 1;
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swapped = isSwap ? (beforePrevious[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(substituted, gap, swapped));
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
