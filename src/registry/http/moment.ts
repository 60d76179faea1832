/**
 * A moment as servers write it, in milliseconds since the Unix epoch: seconds from `now`, also in fractions, Unix time in seconds
 * or milliseconds, or a date. Which number is meant its size tells: nobody is asked to wait for thirty years. Undefined for
 * anything else.
 */
export function readMoment(text: string | undefined, now: number): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(trimmed)) {
    const count = Number(trimmed);
    if (count >= 1e11) return count;
    return count >= 1e9 ? count * 1000 : now + count * 1000;
  }
  // Date.parse takes "5 seconds" and "-5" for dates, too: a real one has a time of day.
  const date = /\d:\d\d/.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}
