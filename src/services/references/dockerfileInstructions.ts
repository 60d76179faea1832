/** Where an instruction stands in a Dockerfile, in UTF-16 units: with the lines on which it goes on, without the texts of its here-documents. */
export interface InstructionPlace {
  readonly start: number;
  readonly end: number;
}

export interface Directive {
  readonly name: string;
  readonly value: string;
  /** Of the value. */
  readonly start: number;
}

/** More of an instruction is not looked through for here-documents. */
const longestHead = 8 * 1024;

/** The directives of a Dockerfile, which stand before everything else, in lower case (Dockerfile reference, "Parser directives"). */
export function directivesOf(text: string): readonly Directive[] {
  const found: Directive[] = [];
  const directive = /\uFEFF?[ \t]*#[ \t]*([A-Za-z][A-Za-z\d]*)[ \t]*=[ \t]*([^\r\n]*)(?:\r\n|\n|\r|$)/y;
  for (let match = directive.exec(text); match !== null; match = directive.exec(text)) {
    const [whole, name = "", rest = ""] = match;
    const value = rest.trimEnd();
    found.push({ name: name.toLowerCase(), value, start: match.index + whole.trimEnd().length - value.length });
  }
  return found;
}

/** The instructions of a Dockerfile, as BuildKit divides it (frontend/dockerfile/parser). Yields undefined for a line that is none. */
export function* dockerfileInstructions(text: string, escape: string): Generator<InstructionPlace | undefined> {
  const lines = new Lines(text);
  const goesOn = escape === "`" ? /(?:^|[^`])`[ \t]*$/ : /(?:^|[^\\])\\[ \t]*$/;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    yield undefined;
    if (isBlank(line.text)) continue;
    const { start } = line;
    let { end } = line;
    while (line !== undefined && goesOn.test(line.text)) {
      // What is blank, or a comment, ends nothing.
      do line = lines.next();
      while (line !== undefined && isBlank(line.text));
      end = line?.end ?? text.length;
    }
    yield { start, end };
    for (const { name, isIndented } of hereDocuments(text.slice(start, Math.min(end, start + longestHead))))
      for (let next = lines.next(); next !== undefined; next = lines.next()) {
        yield undefined;
        if ((isIndented ? next.text.replace(/^\t+/, "") : next.text) === name) break;
      }
  }
}

function isBlank(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** Of `ADD`, `COPY` and `RUN`: `<<EOF`, `<<-EOF` with tabs before its lines, `3<<"EOF"` for another descriptor than the standard input. */
function hereDocuments(instruction: string): readonly { readonly name: string; readonly isIndented: boolean }[] {
  if (!instruction.includes("<<") || !/^\s*(?:ONBUILD\s+)?(?:ADD|COPY|RUN)\s/i.test(instruction)) return [];
  const words = instruction.replaceAll(/^[ \t]*#.*$/gm, "").match(/(?:[^\s"'\\]|\\[\s\S]|"[^"]*"|'[^']*')+/g) ?? [];
  return words.flatMap((word) => {
    const [, dash, name = ""] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    return name === "" ? [] : [{ name: name.replaceAll(/["'\\]/g, ""), isIndented: dash === "-" }];
  });
}

/** One line after another, each with its place, without what ends it. */
class Lines {
  readonly #text: string;
  readonly #line = /([^\r\n]*)(?:\r\n|\n|\r|$)/y;

  constructor(text: string) {
    this.#text = text;
    // What marks the order of bytes is no part of the first line.
    if (text.startsWith("\uFEFF")) this.#line.lastIndex = 1;
  }

  next(): (InstructionPlace & { readonly text: string }) | undefined {
    const start = this.#line.lastIndex;
    const [, text = ""] = start < this.#text.length ? (this.#line.exec(this.#text) ?? []) : [];
    return start < this.#text.length ? { start, end: start + text.length, text } : undefined;
  }
}
