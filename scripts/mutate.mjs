// Mutation tests: `npm run mutate`, or `npm run mutate -- registry/auth src/credentials/configLock.ts` for rooms or files below
// src, or lines of a file (`challenge.ts:40-62`). Flags go to Stryker (`--concurrency 1`). docs/TESTING.md tells how to read what comes out.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { npmCommand, root, setUp } from "./lib/setup.mjs";

/** Comes by npx, as knip does: a hundred packages for a program that runs by hand alone. */
const stryker = "@stryker-mutator/core@10.1.1";

/** What is judged by default; of a file in one of them, the tests of its room run. */
const rooms = ["registry/auth", "credentials", "hosts/resolve"];

await setUp();
const { run, runMain, UserError } = await import("./lib/processes.mjs");

/** @param {string} source @returns {string} */
function withoutLines(source) {
  return source.replace(/:[\d:-]+$/, "");
}

/** @param {string} name a room or a file, below src or with it, or lines of one (`file.ts:40-62`) @returns {string} relative to the project */
function findSource(name) {
  const source = path.posix.join("src", path.posix.relative("src", path.posix.normalize(name).replace(/^(?!src\/)/, "src/")));
  if (!existsSync(path.join(root, withoutLines(source)))) throw new UserError(`There is no ${source}.`);
  return source;
}

/** @param {string} source @returns {string} the folder of tests that is laid out as its room */
function testsOf(source) {
  const room = rooms.find((each) => `${source}/`.startsWith(`src/${each}/`));
  if (room === undefined) throw new UserError(`${source} is in none of ${rooms.join(", ")}.`);
  return `test/unit/${room}/**/*.test.ts`;
}

await runMain(async () => {
  const args = process.argv.slice(2);
  const firstFlag = args.findIndex((arg) => arg.startsWith("-"));
  const flags = firstFlag < 0 ? [] : args.splice(firstFlag);
  const sources = (args.length === 0 ? rooms : args).map(findSource);
  const mutated = sources.map((source) => (statSync(path.join(root, withoutLines(source))).isDirectory() ? `${source}/**/*.ts` : source));
  const tests = [...new Set(sources.map(testsOf))];
  const [command, npmArgs, shell] = npmCommand();
  const chosen = ["--mutate", mutated.join(), "--testFiles", tests.join()];
  const whole = [
    ...npmArgs,
    "exec",
    "--yes",
    `--package=${stryker}`,
    "--",
    "stryker",
    "run",
    "scripts/mutation/config.mjs",
    ...chosen,
    ...flags,
  ];
  const { code } = await run(command, whole, { cwd: root, shell });
  return code;
});
