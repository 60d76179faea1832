/** What a row of a quick pick surely shows, at VS Code's width: of its label, and of the line below. */
const longest = 80;

/** Where a pause divides the line into no two short ones, there; else at its last space; a word that no line holds, anywhere. */
function breakOf(text: string): number {
  const line = text.slice(0, longest + 1);
  const pause = Math.max(...[": ", "; ", ", "].map((mark) => line.lastIndexOf(mark)));
  const at = pause > longest / 2 ? pause + 1 : line.lastIndexOf(" ");
  if (at > 0) return at;
  // Not between the halves of a character.
  return /[\uD800-\uDBFF]/.test(text[longest - 1] ?? "") ? longest - 1 : longest;
}

/** A note for rows, each of which cuts off what is longer than a line: its first sentence, and what follows, in as many lines as that takes. */
export function noteLines(note: string): readonly [first: string, ...rest: string[]] {
  const [sentence = "", ...others] = note.split(/(?<=\.) (?=[\p{Lu}“])/u);
  if (sentence.length <= longest) return [sentence, ...wrapped(others.join(" "))];
  const [first = "", ...rest] = wrapped(note);
  return [first, ...rest];
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let left = text;
  while (left.length > longest) {
    const end = breakOf(left);
    lines.push(left.slice(0, end));
    left = left.slice(end).replace(/^ /, "");
  }
  return left === "" ? lines : [...lines, left];
}
