/** What a row of a quick pick surely shows of its label, at VS Code's width. */
const longest = 80;

/** Where a pause divides the first line into no two short ones, there; else at its last space. */
function breakOf(note: string): number {
  const line = note.slice(0, longest + 1);
  const pause = Math.max(...[": ", "; ", ", "].map((mark) => line.lastIndexOf(mark)));
  return pause > longest / 2 ? pause + 1 : line.lastIndexOf(" ");
}

/** A note for a row, which cuts off what is longer than a line: what follows stands in the line below. */
export function noteLines(note: string): readonly [first: string, rest: string] {
  const [sentence = "", ...others] = note.split(/(?<=\.) (?=[\p{Lu}“])/u);
  if (sentence.length <= longest) return [sentence, others.join(" ")];
  const end = breakOf(note);
  return end <= 0 ? [note, ""] : [note.slice(0, end), note.slice(end + 1)];
}
