import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { run } from "../../../scripts/lib/processes.mjs";
import { root } from "../../../scripts/lib/setup.mjs";
import { makeTemporaryFolder } from "../../../scripts/lib/temporaryFolder.mjs";
import { cleanEnvironment } from "../../../scripts/lib/vscodeServer.mjs";

const suites = `import { describe, test } from "node:test";
for (const version of ["new", "old"])
  describe("in version " + version, () => {
    test("goes well", () => {});
    test("fails", () => { if (version === "old") throw new Error("what happened"); });
  });
`;

void test("a failure says in which file, and in which suite of it", async (t) => {
  const { folder, remove } = makeTemporaryFolder("reporter-");
  t.after(remove);
  const [file, results] = [path.join(folder, "sample.test.mjs"), path.join(folder, "results.json")];
  writeFileSync(file, suites);
  const reporter = path.join(root, "scripts/lib/testReporter.mjs");
  const args = ["--test", "--test-reporter", reporter, "--test-reporter-destination", "stdout", file];
  const { output } = await run(process.execPath, args, { cwd: folder, quiet: true, env: { ...cleanEnvironment(), TEST_RESULTS: results } });
  assert.match(output, /^✖ sample\.test\.mjs:5 in version old › fails\n {4}Error: what happened$/m);
  assert.deepEqual(output.match(/✖/g), ["✖"]);
  assert.deepEqual(JSON.parse(readFileSync(results, "utf8")), { passed: 3, failed: 1, skipped: [] });
});
