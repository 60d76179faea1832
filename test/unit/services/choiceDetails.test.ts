import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

const source = path.resolve(import.meta.dirname, "../../../src");

/** What a quick pick shows of a choice's second line, which goes on nowhere: notes do (`platform/noteLines.ts`). */
const longest = 90;

test("what a choice means fits into the line below it", () => {
  const files = globSync(["providers/**/*.ts", "services/**/*.ts"], { cwd: source });
  const details = files.flatMap((file) =>
    [...readFileSync(path.join(source, file), "utf8").matchAll(/\bdetail: text\(\s*"((?:[^"\\]|\\.)*)"/g)].map(
      ([, detail = ""]) => `${file}: ${detail}`,
    ),
  );
  assert.ok(details.length > 100, String(details.length));
  assert.deepEqual(
    details.filter((each) => each.length - each.indexOf(": ") - 2 > longest),
    [],
  );
});
