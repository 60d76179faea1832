import { Reader, type ReaderSet, type Span, type SyntaxProblem } from "./document.ts";

/** Of one kind, as many as anybody looks at: a text may have a problem in every line. Of more a scan cannot tell whether there are still more. */
export const maxProblems = 2000;

/** Where the scanner stands in the text, and what it has noticed so far. */
export class Cursor {
  readonly text: string;
  at = 0;
  readonly problems: SyntaxProblem[] = [];
  readonly comments: Span[] = [];
  /** By the readers that refuse the text for it, so that none of them seems to take it. */
  readonly #counts = new Map<ReaderSet, number>();

  constructor(text: string) {
    this.text = text;
  }

  /** Whether what every reader refuses is no longer kept. */
  get isFull(): boolean {
    return (this.#counts.get(Reader.all) ?? 0) >= maxProblems;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The code unit `ahead` of the cursor; NaN past the end, which equals nothing. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead);
  }

  follows(expected: string): boolean {
    return this.text.startsWith(expected, this.at);
  }

  /** Moves behind `expected` if it stands here. */
  take(expected: string): boolean {
    if (!this.follows(expected)) return false;
    this.at += expected.length;
    return true;
  }

  /** Moves behind the match of a sticky expression and returns it, or undefined. */
  match(sticky: RegExp): string | undefined {
    // Cheaper than exec, which makes an array of groups for each match.
    if (!this.sees(sticky)) return undefined;
    const start = this.at;
    this.at = sticky.lastIndex;
    return this.text.slice(start, this.at);
  }

  /** Whether a sticky expression matches here; the cursor stays. */
  sees(sticky: RegExp): boolean {
    sticky.lastIndex = this.at;
    return sticky.test(this.text);
  }

  /** Text that lacks its quotation marks. */
  unquoted(start: number, end: number, message: string): void {
    this.note({ code: "toml-syntax", start, end, message, readers: Reader.all, fix: "quote" });
  }

  problem(start: number, end: number, message: string, readers: ReaderSet = Reader.all): void {
    this.note({ code: "toml-syntax", start, end: Math.max(end, start), message, readers });
  }

  note(problem: SyntaxProblem): void {
    const count = this.#counts.get(problem.readers) ?? 0;
    if (count >= maxProblems) return;
    this.#counts.set(problem.readers, count + 1);
    this.problems.push(problem);
  }
}
