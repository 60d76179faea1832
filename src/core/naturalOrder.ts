/**
 * Compares as people count: `v9` before `v10`. Digits count as one number of any length, everything else by its code units; where both say
 * the same (`1`, `01`) the shorter number is first, so that only equal texts compare as 0.
 */
export function compareNaturally(a: string, b: string): number {
  let shorter = 0;
  let at = 0;
  let bt = 0;
  while (at < a.length && bt < b.length) {
    if (isDigit(a, at) && isDigit(b, bt)) {
      const aEnd = digitsEnd(a, at);
      const bEnd = digitsEnd(b, bt);
      const order = compareDigits(a, at, aEnd, b, bt, bEnd);
      if (order !== 0) return order;
      if (shorter === 0) shorter = aEnd - at - (bEnd - bt);
      at = aEnd;
      bt = bEnd;
    } else {
      const order = a.charCodeAt(at) - b.charCodeAt(bt);
      if (order !== 0) return order;
      at++;
      bt++;
    }
  }
  const rest = a.length - at - (b.length - bt);
  return rest === 0 ? shorter : rest;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text, end)) end++;
  return end;
}

/** Numbers of any length: without the zeros before them, the longer is the greater. */
function compareDigits(a: string, aStart: number, aEnd: number, b: string, bStart: number, bEnd: number): number {
  let at = aStart;
  let bt = bStart;
  while (at < aEnd - 1 && a.charCodeAt(at) === 48) at++;
  while (bt < bEnd - 1 && b.charCodeAt(bt) === 48) bt++;
  const length = aEnd - at - (bEnd - bt);
  if (length !== 0) return length;
  for (; at < aEnd; at++, bt++) {
    const order = a.charCodeAt(at) - b.charCodeAt(bt);
    if (order !== 0) return order;
  }
  return 0;
}
