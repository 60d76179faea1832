import { type ShellWord, shellWords } from "./shellWords.ts";

/** A command line as people paste it, taken apart. */
export interface CommandLine {
  /** Without its path and `.exe`; empty where there is none. */
  readonly program: string;
  /** What follows the program. */
  readonly words: readonly ShellWord[];
  /** All words of the line, operators too. */
  readonly all: readonly ShellWord[];
}

/** Programs that run the one that is named behind them. */
const wrapper = /^(?:sudo|doas|lima|k3s)$|^[A-Za-z_]\w*=/;

/** The last command of a line, perhaps after a prompt, `sudo`, variables or a pipe. */
export function readCommandLine(line: string): CommandLine {
  const all = shellWords(line.trim().replace(/^[$#%>]\s+/, ""));
  const words = lastCommand(all);
  const start = words.findIndex(({ text }) => !wrapper.test(text));
  const program = (words[start]?.text ?? "").replace(/^.*\//, "").replace(/\.exe$/i, "");
  return { program, words: words.slice(start + 1), all };
}

/** What a pipe leads to: `aws … | docker login …`. */
function lastCommand(words: readonly ShellWord[]): readonly ShellWord[] {
  const rest = words.slice(words.findLastIndex(isPipe) + 1);
  const end = rest.findIndex(({ text }) => /^[;&<>]$/.test(text));
  return end < 0 ? rest : rest.slice(0, end);
}

export function isPipe({ text, isExpanded }: ShellWord): boolean {
  return text === "|" && !isExpanded;
}
