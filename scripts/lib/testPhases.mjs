// What `npm test` runs, in order, each phase ending in a tally.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureGoPrograms } from "./goPrograms.mjs";
import { run } from "./processes.mjs";
import { root } from "./setup.mjs";
import { makeTemporaryFolder } from "./temporaryFolder.mjs";
import { hosts } from "./vscodeServer.mjs";

/** @typedef {import("./testReporter.mjs").Tally} Tally */

/**
 * @typedef {object} Phase
 * @property {string} name
 * @property {() => Promise<Tally>} run
 * @property {readonly string[]} [needs] programs without which it is skipped
 * @property {string} [folder] the folder of its tests
 * @property {boolean} [needsBuild] it tests the bundle, in windows that nothing else may slow
 * @property {boolean} [waits] mostly for programs that it starts: it runs beside the phases that compute, and shows at its end what it printed
 */

/** @param {string} title @param {string} reason @returns {Tally} */
function skippedTally(title, reason) {
  return { passed: 0, failed: 0, skipped: [{ title, reason }] };
}

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** A tool that is one check: it passes when it exits with 0. @param {readonly (readonly string[])[]} commands arguments for Node */
async function check(commands) {
  for (const args of commands) {
    const { code } = await run(process.execPath, args, { cwd: root });
    if (code !== 0) return { passed: 0, failed: 1, skipped: [] };
  }
  return { passed: 1, failed: 0, skipped: [] };
}

/** @param {string} folder below the project's @returns {string[]} its files of tests, relative */
function findTests(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => path.join(folder, file))
    .toSorted();
}

/**
 * @param {string} folder @param {readonly string[]} [args] for node --test
 * @param {boolean} [quiet] shows the failures at the end, not while they come
 * @returns {Promise<Tally>}
 */
async function nodeTests(folder, args = [], quiet = false) {
  const files = findTests(folder);
  const scratch = makeTemporaryFolder("container-registries-tests-");
  const results = path.join(scratch.folder, "results.json");
  // No test shall read or write the docker configuration of the person who runs it.
  const env = { ...process.env, TEST_RESULTS: results, DOCKER_CONFIG: path.join(scratch.folder, "docker") };
  try {
    const reporter = ["--test-reporter", path.join(root, "scripts/lib/testReporter.mjs"), "--test-reporter-destination", "stdout"];
    const all = ["--disable-warning=ExperimentalWarning", "--test", ...reporter, ...args, ...files];
    const { code, output } = await run(process.execPath, all, { cwd: root, env, quiet });
    if (output !== "") console.log(output.trimEnd());
    if (!existsSync(results)) throw new Error(`node --test ended with code ${code} and without results.`);
    /** @type {Tally} */
    const tally = JSON.parse(readFileSync(results, "utf8"));
    if (code !== 0 && tally.failed === 0) throw new Error(`node --test ended with code ${code}, though no test failed.`);
    return tally;
  } finally {
    scratch.remove();
  }
}

/** The mocha suites inside VS Code, on each version. @returns {Promise<Tally>} */
async function integration() {
  const { bundleSuites } = await import("../../test/support/vscode/bundleSuites.ts");
  const { runIntegration } = await import("../../test/support/vscode/runIntegration.ts");
  const suites = path.join(root, "out/test/integration");
  await bundleSuites(path.join(root, "test/integration"), suites);
  /** @type {Tally[]} */
  const tallies = [];
  for (const host of /** @type {import("./vscodeServer.mjs").Host[]} */ (Object.keys(hosts))) {
    const { passed, failures, skipped } = await runIntegration({ host, extension: root, suites });
    for (const { title, error } of failures) console.log(`\n✖ VS Code ${host}: ${title}\n${error.replaceAll(/^/gm, "    ")}`);
    if (passed + failures.length === 0) throw new Error(`No test ran in VS Code ${host}.`);
    tallies.push({
      passed,
      failed: failures.length,
      skipped: skipped.map((title) => ({ title: `VS Code ${host}: ${title}`, reason: "skipped by the suite" })),
    });
  }
  return sum(tallies);
}

const bin = (/** @type {string} */ file) => path.join(root, "node_modules", file);

/** At a time; each takes one to two gigabytes of memory. */
const maxWorkbenches = 4;

/** @type {readonly Phase[]} */
export const phases = [
  {
    name: "typecheck",
    run: () =>
      check([
        [bin("typescript/bin/tsc"), "--noEmit"],
        [bin("typescript/bin/tsc"), "--noEmit", "-p", "test"],
      ]),
  },
  { name: "build", run: () => check([["esbuild.mjs", "--production"]]) },
  {
    name: "lint",
    run: () =>
      check([
        [bin("oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"],
        [bin("prettier/bin/prettier.cjs"), "--check", "."],
        ["scripts/lint/figures.mjs"],
      ]),
  },
  // In one process: to start one for each file took most of the time.
  { name: "unit", folder: "test/unit", run: () => nodeTests("test/unit", ["--experimental-test-isolation=none"]) },
  { name: "server", folder: "test/server", run: () => nodeTests("test/server") },
  {
    name: "peers",
    folder: "test/peers",
    waits: true,
    needs: ["docker-registry", "skopeo", "htpasswd", "nginx", "openssl", "docker-credential-pass", "pass", "gpg", "containerd"],
    run: async () => {
      await ensureGoPrograms();
      return nodeTests("test/peers", ["--test-concurrency=1", "--test-timeout=600000"], true);
    },
  },
  { name: "integration", folder: "test/integration", needs: ["chromium"], needsBuild: true, run: integration },
  {
    name: "ui",
    folder: "test/ui",
    needs: ["chromium"],
    needsBuild: true,
    // A page leaves a processor idle while it waits: each file has its own VS Code, Chromium (with its clipboard) and folders.
    // The time is that of a whole file, of which the longest takes ten minutes on a machine that has much else to do.
    run: () =>
      nodeTests("test/ui", [`--test-concurrency=${Math.min(os.availableParallelism(), maxWorkbenches)}`, "--test-timeout=1800000"]),
  },
  {
    name: "package",
    folder: "test/package",
    needs: ["chromium"],
    needsBuild: true,
    run: () => nodeTests("test/package", ["--test-concurrency=1", "--test-timeout=600000"]),
  },
];

/**
 * @param {Phase} phase @param {readonly string[]} missing programs
 * @returns {Promise<Tally>} never rejects: a phase that crashes, or that runs no test, is one failure
 */
export async function runPhase(phase, missing) {
  const lacking = (phase.needs ?? []).filter((program) => missing.includes(program));
  if (lacking.length > 0) return skippedTally(phase.name, `${lacking.join(", ")} not installed`);
  if (phase.folder !== undefined && findTests(phase.folder).length === 0)
    return skippedTally(phase.name, `there are no tests in ${phase.folder}`);
  try {
    const tally = await phase.run();
    if (tally.passed + tally.failed + tally.skipped.length === 0) throw new Error("No test ran.");
    return tally;
  } catch (error) {
    console.log(`\n✖ ${phase.name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  }
}
