import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as fc from "fast-check";
import { commandLine, type CommandWords, type ShellKind } from "../../src/core/shellQuote.ts";
import { findProgram, missing } from "../support/peers/program.ts";

/** Real shells, without the person's own settings; PowerShell and cmd are none of Debian's: their grammar is held by unit tests. */
const shells: readonly { readonly program: string; readonly kind: ShellKind; readonly args: readonly string[] }[] = [
  { program: "bash", kind: "posix", args: ["--norc", "--noprofile", "-c"] },
  // As at a prompt, where `!` is history.
  { program: "bash", kind: "posix", args: ["--norc", "--noprofile", "-o", "history", "-o", "histexpand", "-c"] },
  { program: "dash", kind: "posix", args: ["-c"] },
  { program: "zsh", kind: "posix", args: ["-f", "-c"] },
  { program: "zsh", kind: "posix", args: ["-f", "-o", "rcquotes", "-o", "banghist", "-o", "extendedglob", "-c"] },
  { program: "fish", kind: "fish", args: ["--no-config", "-c"] },
];

/** Prints its arguments as JSON. */
const echo: CommandWords = [process.execPath, "-e", "console.log(JSON.stringify(process.argv.slice(1)))", "--"];

const printable = fc
  .string({ unit: "grapheme", maxLength: 30 })
  // oxlint-disable-next-line no-control-regex
  .filter((word) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\p{Surrogate}/u.test(word));
const meaningful = fc.string({ unit: fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%^@:, ab-".split("")), maxLength: 12 });
const words = fc.array(fc.oneof(printable, meaningful), { minLength: 1, maxLength: 40 });

for (const { program, kind, args } of shells) {
  void test(`${program} ${args.slice(0, -1).join(" ")} hands every word on as it is`, { skip: missing(program) }, () => {
    const shell = findProgram(program) ?? "";
    fc.assert(
      fc.property(words, (given) => {
        const line = commandLine(kind, [[...echo, ...given]]);
        const printed = execFileSync(shell, [...args, line], { encoding: "utf8", env: { PATH: process.env["PATH"], LANG: "C.UTF-8" } });
        assert.deepEqual(JSON.parse(printed), given);
      }),
      { numRuns: 60 },
    );
  });

  void test(`${program} ${args.slice(0, -1).join(" ")} stops at the first failure`, { skip: missing(program) }, () => {
    const line = commandLine(kind, [["echo", "one"], ["false"], ["echo", "three"]]);
    const run = (text: string): string => {
      try {
        return execFileSync(findProgram(program) ?? "", [...args, text], { encoding: "utf8" });
      } catch (error) {
        return String((error as { readonly stdout?: string }).stdout);
      }
    };
    assert.equal(run(line), "one\n");
  });
}
