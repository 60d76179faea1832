/** What a row of a quick pick surely shows at VS Code's width: of its label behind an icon, and of a line without one. */
const longest = 80;
const longestPlain = 86;

/** Where a pause divides the first line into no two short ones, there; else where other lines are divided. */
function firstBreakOf(text: string): number {
  const line = text.slice(0, longest + 1);
  const pause = Math.max(...[": ", "; ", ", "].map((mark) => line.lastIndexOf(mark)));
  return pause > longest / 2 ? pause + 1 : breakOf(text, longest);
}

/** At the last space; a word that no line holds, anywhere but between the halves of a character. */
function breakOf(text: string, length: number): number {
  const space = text.slice(0, length + 1).lastIndexOf(" ");
  if (space > 0) return space;
  return /[\uD800-\uDBFF]/.test(text[length - 1] ?? "") ? length - 1 : length;
}

/** Between sentences. */
const sentenceEnd = /(?<=\.) (?=[\p{Lu}“„])/u;

/** As many whole sentences of texts as a line without an icon shows, and whether these are all. */
export function wholeSentences(...texts: readonly string[]): { readonly line: string; readonly isAll: boolean } {
  const sentences = texts.flatMap((text) => (text === "" ? [] : text.split(sentenceEnd)));
  let line = "";
  for (const each of sentences) {
    const longer = line === "" ? each : `${line} ${each}`;
    if (longer.length > longestPlain) return { line, isAll: false };
    line = longer;
  }
  return { line, isAll: true };
}

/** A note for rows, each of which cuts off what is longer than a line: its first sentence, and what follows, in as many lines as that takes. */
export function noteLines(note: string): readonly [first: string, ...rest: string[]] {
  const [sentence = "", ...others] = note.split(sentenceEnd);
  if (sentence.length <= longest) return [sentence, ...plainLines(others.join(" "))];
  const end = firstBreakOf(note);
  return [note.slice(0, end), ...plainLines(note.slice(end).replace(/^ /, ""))];
}

/** A text in lines without an icon. */
export function plainLines(text: string): readonly string[] {
  const lines: string[] = [];
  let left = text;
  while (left.length > longestPlain) {
    const end = breakOf(left, longestPlain);
    lines.push(left.slice(0, end));
    left = left.slice(end).replace(/^ /, "");
  }
  return left === "" ? lines : [...lines, left];
}
