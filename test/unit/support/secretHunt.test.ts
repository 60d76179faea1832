import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { filesThatHold, formsOf, holds, ProcessHunt } from "../../support/secretHunt.ts";
import { eventually } from "../../support/workbench/eventually.ts";

const secret = "canary 7d3f/é?";

void describe("looking for a secret", () => {
  const hidden: readonly (readonly [what: string, text: string | Buffer])[] = [
    ["plain", `a${secret}b`],
    ["in an address", `?q=${encodeURIComponent(secret)}`],
    ["in a form", new URLSearchParams({ password: secret }).toString()],
    ["in UTF-16", Buffer.from(`a${secret}b`, "utf16le")],
    ...["", "u:", "us:", "use:"].map(
      (before) => [`in base64 after ${before.length} bytes`, Buffer.from(`${before}${secret}`).toString("base64")] as const,
    ),
    ["in base64url", Buffer.from(`use:${secret}>>>`).toString("base64url")],
  ];
  for (const [what, text] of hidden) void test(`finds it ${what}`, () => assert.ok(holds(Buffer.from(text as string), formsOf(secret))));

  void test("finds nothing in other text", () => {
    const other = "canary 7d3e/é?";
    for (const text of [other, encodeURIComponent(other), Buffer.from(other).toString("base64")])
      assert.ok(!holds(Buffer.from(text), formsOf(secret)));
  });

  void test("names the files", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "hunt-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "state.vscdb"), `\0\0${secret}\0`);
    writeFileSync(join(folder, "other"), "other");
    assert.deepEqual(filesThatHold(folder, formsOf(secret)), [join("deep", "state.vscdb")]);
  });

  void test("stays in the folder: a link to another one is not followed", (t) => {
    const folder = mkdtempSync(join(tmpdir(), "hunt-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    for (const each of ["searched", "elsewhere"]) mkdirSync(join(folder, each));
    writeFileSync(join(folder, "elsewhere", "file"), secret);
    symlinkSync(join(folder, "elsewhere"), join(folder, "searched", "link"));
    assert.deepEqual(filesThatHold(join(folder, "searched"), formsOf(secret)), []);
  });

  const given: readonly (readonly [what: string, args: readonly string[], environment: NodeJS.ProcessEnv])[] = [
    ["as an argument", [secret], {}],
    ["in its environment", ["harmless"], { SECRET: secret }],
  ];
  for (const [what, args, environment] of given) {
    void test(`names the program that was given it ${what}`, { skip: !ProcessHunt.isPossible }, async (t) => {
      const hunt = new ProcessHunt();
      t.after(() => hunt.stop());
      const program = spawn("/bin/sh", ["-c", "read line; :", ...args], { env: { PATH: "/bin", ...environment } });
      await eventually(
        () => Promise.resolve(hunt.programsThatHold(formsOf(secret))),
        (programs) => programs.includes("/bin/sh"),
        "the program",
      );
      program.stdin.end();
      await once(program, "close");
      assert.deepEqual(hunt.programsThatHold(formsOf("something else")), []);
    });
  }
});
