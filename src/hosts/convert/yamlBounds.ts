/**
 * What the library takes a while for, or more than the process has: it was measured with texts of one kind of character.
 * The figures are far beyond any registries.yaml.
 */
const maxLength = 65_536;
const maxLines = 2_000;
const maxMarks = 1_000;
/** The library looks through the whole text for each alias. */
const maxAsterisks = 200;
const maxDepth = 64;
const marks = /[&*!"'%{}[\],?]/g;
const deepLine = /^[ \t\-?:]{200}/m;

/** Whether the library would take too long, or more than the process has. */
export function isTooComplex(source: string): boolean {
  const isLong = source.length > maxLength || source.split("\n", maxLines + 1).length > maxLines;
  const isMarked = [...source.matchAll(marks)].length > maxMarks || source.split("*", maxAsterisks + 2).length > maxAsterisks + 1;
  return isLong || isMarked || deepLine.test(source) || flowDepth(source) > maxDepth;
}

function flowDepth(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [mark] of source.matchAll(/[{}[\]]/g)) {
    depth = mark === "{" || mark === "[" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
