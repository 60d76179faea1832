import type { Ranges } from "../../services/browse/nameFilter.ts";

/** Of places in a name, those in a part of it, as places in the part. */
export function rangesWithin(ranges: Ranges, start: number, end: number): Ranges {
  return ranges.flatMap(([from, to]) => {
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    return first < last ? [[first - start, last - start] as const] : [];
  });
}
