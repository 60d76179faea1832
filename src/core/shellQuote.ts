/** The shells that command lines are written for. `posix`: sh, bash, dash, ksh and zsh. */
export type ShellKind = "posix" | "fish" | "powershell" | "cmd";

const kinds: readonly (readonly [names: RegExp, kind: ShellKind])[] = [
  // As VS Code calls them, too: Git's bash for Windows, and whatever WSL's shell is.
  [/^(?:(?:ba|da|a|k|mk|z)?sh|gitbash|wsl)$/, "posix"],
  [/^fish$/, "fish"],
  [/^(?:pwsh|powershell)(?:-preview)?$/, "powershell"],
  [/^cmd$/, "cmd"],
];

/** The kind of the shell that a path leads to; undefined for one that is written in another way: nu, csh, xonsh. */
export function shellKindOf(path: string): ShellKind | undefined {
  const name = (path.split(/[\\/]/).at(-1) ?? "").toLowerCase().replace(/\.exe$/, "");
  return kinds.find(([names]) => names.test(name))?.[1];
}

/** A program and its arguments. */
export type CommandWords = readonly [program: string, ...args: readonly string[]];

/** A text that no quoting makes a word of a shell's command line. */
export class UnquotableError extends Error {
  readonly shell: ShellKind;
  readonly word: string;

  constructor(shell: ShellKind, word: string) {
    super(`cannot be quoted safely for ${shell}: ${JSON.stringify(word)}`);
    this.name = "UnquotableError";
    this.shell = shell;
    this.word = word;
  }
}

/**
 * One line that runs the commands one after the other, each only if the one before it succeeded. Every word reaches its program as it is:
 * nothing in it means anything to the shell. Throws UnquotableError.
 */
export function commandLine(shell: ShellKind, commands: readonly CommandWords[]): string {
  const lines = commands.map((words) => words.map((word, index) => quoteWord(shell, word, index === 0)).join(" "));
  return lines.reduceRight((rest, line) => joiners[shell](line, rest));
}

/** PowerShell knows `&&` from 7 on, fish from 3.0 on; these forms are as old as the shells. */
const joiners: Readonly<Record<ShellKind, (line: string, rest: string) => string>> = {
  posix: (line, rest) => `${line} && ${rest}`,
  fish: (line, rest) => `${line}; and ${rest}`,
  powershell: (line, rest) => `${line}; if ($?) { ${rest} }`,
  cmd: (line, rest) => `${line} && ${rest}`,
};

/** C0, DEL and C1 are keys to a terminal, whatever stands around them; half a character of UTF-16 is none at all. */
// oxlint-disable-next-line no-control-regex
const unsendable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u;

function quoteWord(shell: ShellKind, word: string, isProgram: boolean): string {
  if (unsendable.test(word)) throw new UnquotableError(shell, word);
  const isBare = bare[shell].test(word) && !(isProgram && /[=%]/.test(word));
  if (isBare) return word;
  const quoted = quotes[shell](word);
  if (quoted === undefined) throw new UnquotableError(shell, word);
  // A quoted text is a value to PowerShell, unless it is called.
  return isProgram && shell === "powershell" ? `& ${quoted}` : quoted;
}

/** Words that mean themselves without quotes. */
const bare: Readonly<Record<ShellKind, RegExp>> = {
  posix: /^[\w./:@%+,-][\w./:@%+,=-]*$/,
  fish: /^[\w./:@+,-][\w./:@+,=-]*$/,
  // Behind a dash, PowerShell takes a dot or a colon for the end of a parameter's name.
  powershell: /^(?:\w[\w./:-]*|-[\w-]*)$/,
  cmd: /^[\w./:@-]+$/,
};

const quotes: Readonly<Record<ShellKind, (word: string) => string | undefined>> = {
  posix: quotePosix,
  fish: quoteFish,
  powershell: quotePowershell,
  cmd: quoteCmd,
};

/** Between single quotes nothing has a meaning (POSIX, XCU 2.2.2). With `\'` outside of them it is the same for zsh's rcquotes. */
function quotePosix(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Between single quotes, a backslash escapes itself and the quote (fish, “Quotes”). */
function quoteFish(word: string): string {
  return `'${word.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

/**
 * A quote is doubled, and typographic ones are quotes, too (about_Quoting_Rules). Windows PowerShell hands a `"`, an empty text, and a
 * backslash behind a space to programs in another way than PowerShell 7 (about_Parsing, $PSNativeCommandArgumentPassing): refused.
 */
function quotePowershell(word: string): string | undefined {
  if (word === "" || word.includes('"') || (/\s/.test(word) && word.endsWith("\\"))) return undefined;
  return `'${word.replaceAll(/['\u2018-\u201b]/g, "$&$&")}'`;
}

/**
 * cmd expands `%`, and `!` where that is on, between quotes, too, and has no way to write a `"` that every program reads in the same way.
 * Backslashes at the end are doubled: the program would read one as the escape of the quote (Microsoft, “Parsing C++ command-line arguments”).
 */
function quoteCmd(word: string): string | undefined {
  return /["%!]/.test(word) ? undefined : `"${word.replace(/\\+$/, "$&$&")}"`;
}
