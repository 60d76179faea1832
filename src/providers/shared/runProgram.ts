import { isAbort } from "../../core/errors.ts";
import type { Spawn } from "../../core/spawn.ts";
import { SpawnError } from "../../core/spawn.ts";
import { withoutTokenLike } from "../../core/tokenLike.ts";
import { type Text, text } from "../../core/text.ts";

/** A cloud's own program may look for a new token first. */
const timeoutMs = 60_000;
const maxOutputBytes = 256 * 1024;
const longestLine = 300;
/** So much of a line is looked at. */
const maxRead = 4096;

export type ProgramOutcome = { readonly output: string } | { readonly refusal: Text };

/** What a program prints, or in a sentence why there is nothing: its own first words, where it has any. Rejects with the signal's reason. */
export async function runProgram(spawn: Spawn, program: string, args: readonly string[], signal: AbortSignal): Promise<ProgramOutcome> {
  const command = [program, ...args].join(" ");
  try {
    const { exitCode, stdout, stderr } = await spawn.run({ program, args, isGroup: true, timeoutMs, maxOutputBytes, signal });
    if (exitCode === 0) return { output: stdout };
    const words = firstLine(stderr, command);
    return { refusal: words === "" ? text("“{0}” failed and did not say why.", command) : text("{0} says: {1}", program, words) };
  } catch (error) {
    if (isAbort(error)) throw error;
    const code = error instanceof SpawnError ? error.code : undefined;
    if (code === "program-not-trusted") return { refusal: text("{0} is not run, since this folder is not trusted.", program) };
    if (code === "program-not-found") return { refusal: text("{0} is not installed, or not on VS Code's PATH.", program) };
    if (code === "program-timed-out") return { refusal: text("“{0}” did not finish within a minute.", command) };
    return { refusal: text("“{0}” could not be run.", command) };
  }
}

/** Without what programs put before it (`ERROR: (gcloud.auth) …`), and without what may be a secret: a process that they start may print one. */
function firstLine(words: string, command: string): string {
  const line = words.split(/\r?\n/).find((each) => each.trim() !== "") ?? "";
  const said = line.trim().replace(/^ERROR:\s*(?:\([\w.-]+\)\s*)?/i, "");
  return withoutTokenLike(said.slice(0, maxRead), command).slice(0, longestLine);
}
