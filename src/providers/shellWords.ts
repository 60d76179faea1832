/** A word of a command line. */
export interface ShellWord {
  readonly text: string;
  /** A shell would have put something else in its place: a variable, or the output of a command. */
  readonly isExpanded: boolean;
}

interface WordScan {
  readonly words: ShellWord[];
  text: string;
  isExpanded: boolean;
  /** A word has begun, although it may be empty: `''` is one. */
  hasBegun: boolean;
}

/**
 * Splits a command line as a POSIX shell would (XCU, section 2.2, quoting), as far as people paste it: quotes, backslashes and line
 * continuations. Nothing is expanded. A pipe and other operators stand as words of their own.
 */
export function shellWords(line: string): readonly ShellWord[] {
  const reading: WordScan = { words: [], text: "", isExpanded: false, hasBegun: false };
  let at = 0;
  while (at < line.length) at = readPiece(line, at, reading);
  endWord(reading);
  return reading.words;
}

/** Reads the piece that begins at an index, and answers where the next one does. */
function readPiece(line: string, at: number, reading: WordScan): number {
  const character = line[at] ?? "";
  if (/\s/.test(character)) {
    endWord(reading);
    return at + 1;
  }
  if (/[|;&<>]/.test(character)) {
    endWord(reading);
    reading.words.push({ text: character, isExpanded: false });
    return at + 1;
  }
  if (character === "\\") {
    const next = line[at + 1] ?? "";
    // A field of one line drops the line's end that stood behind the backslash, and keeps the next line's indentation.
    if (/^\s?$/.test(next)) endWord(reading);
    else add(reading, next);
    return at + 2;
  }
  if (character === "'") return readQuoted(line, at + 1, /'/, reading);
  if (character === '"') return readDoubleQuoted(line, at + 1, reading);
  if (/[$`]/.test(character)) reading.isExpanded = true;
  add(reading, character);
  return at + 1;
}

function readQuoted(line: string, start: number, quote: RegExp, reading: WordScan): number {
  const length = line.slice(start).search(quote);
  const end = length < 0 ? line.length : start + length;
  add(reading, line.slice(start, end));
  return end + 1;
}

function readDoubleQuoted(line: string, start: number, reading: WordScan): number {
  add(reading, "");
  let at = start;
  for (; at < line.length && line[at] !== '"'; at++) {
    if (/[$`]/.test(line[at] ?? "")) reading.isExpanded = true;
    if (line[at] === "\\" && /[$`"\\\n]/.test(line[at + 1] ?? "")) at++;
    add(reading, line[at] ?? "");
  }
  return at + 1;
}

function add(reading: WordScan, text: string): void {
  reading.text += text;
  reading.hasBegun = true;
}

function endWord(reading: WordScan): void {
  if (reading.hasBegun) reading.words.push({ text: reading.text, isExpanded: reading.isExpanded });
  reading.text = "";
  reading.isExpanded = false;
  reading.hasBegun = false;
}
