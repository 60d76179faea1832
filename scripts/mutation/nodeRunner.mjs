// Stryker's test runner for files of node:test that Node runs as they stand: of the files that reach a mutant, first those that are
// named after the mutated file, which mostly kill it, then the rest. Each of these runs is a process of its own, since a module that is
// loaded stays as it is.
import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const runFiles = path.join(import.meta.dirname, "runFiles.mjs");

/** A loop that does not end is cut off after this time of the processor, and so many times what the files took without a mutant. */
const [patienceMs, patienceFactor] = [1500, 4];
/** Nothing that hangs without computing is waited for longer. */
const hangMs = 60_000;
/** What each file took in the dry run, of which only one of the runners has charge. */
const timesFile = "out/kept/times.json";
/**
 * They take longer than the rest of their rooms together, and measure time or repeat whole conversations: what they hold, others hold
 * as well.
 */
const leftOut = new Set(["providerFlows", "providerSamples", "longConfig", "ordinaryFiles"]);
/** A file that takes longer runs after the others. */
const slowMs = 700;

/**
 * @typedef {object} Outcome
 * @property {boolean} passed
 * @property {string} [failure] the first test that failed, with its message
 * @property {boolean} timedOut
 * @property {number} cpuMs what it took of the processor's time
 * @property {Record<string, number>} hits how often each mutant was reached; empty while one is active
 */

export class NodeRunner {
  static inject = /** @type {const} */ ([]);
  /** Ends what runs. */
  #end = () => {};
  /** @type {Record<string, number> | undefined} */
  #times;

  capabilities() {
    return { reloadEnvironment: true };
  }

  /** Each file by itself, which tells what it reaches. @param {{ testFiles?: string[] }} options */
  async dryRun({ testFiles = [] }) {
    const tests = [];
    /** @type {Record<string, Record<string, number>>} */
    const perTest = {};
    /** @type {Record<string, number>} */
    const times = {};
    for (const file of testFiles.filter((each) => !leftOut.has(path.basename(each, ".test.ts")))) {
      const id = path.relative(process.cwd(), file);
      const { passed, failure, cpuMs, hits } = await this.#run([id], {});
      if (!passed) return { status: "error", errorMessage: `${id}: ${failure}` };
      perTest[id] = hits;
      times[id] = cpuMs;
      tests.push({ id, name: id, fileName: file, timeSpentMs: cpuMs, status: 0 });
    }
    writeFileSync(timesFile, JSON.stringify(times));
    return { status: "complete", tests, mutantCoverage: { static: {}, perTest } };
  }

  /** @param {{ activeMutant: { id: string }, testFilter?: string[], sandboxFileName: string, hitLimit?: number }} options */
  async mutantRun({ activeMutant, testFilter = [], sandboxFileName, hitLimit }) {
    for (const files of this.#turns(testFilter, path.basename(sandboxFileName, ".ts"))) {
      const expectedMs = files.reduce((sum, file) => sum + this.#cpuMs(file), 0);
      const limits = { HIT_LIMIT: String(hitLimit ?? ""), CPU_LIMIT_MS: String(patienceMs + expectedMs * patienceFactor) };
      const { passed, failure = "", timedOut } = await this.#run(files, { __STRYKER_ACTIVE_MUTANT__: activeMutant.id, ...limits });
      if (timedOut) return { status: "timeout", reason: files.join(" ") };
      if (!passed) return { status: "killed", killedBy: files.slice(0, 1), failureMessage: failure, nrOfTests: files.length };
    }
    return { status: "survived", nrOfTests: testFilter.length };
  }

  /** @param {string} file */
  #cpuMs(file) {
    this.#times ??= /** @type {Record<string, number>} */ (JSON.parse(readFileSync(timesFile, "utf8")));
    return this.#times[file] ?? 0;
  }

  /** @param {readonly string[]} files @param {string} mutated its name @returns {string[][]} what runs together, in order */
  #turns(files, mutated) {
    const sorted = files.toSorted((a, b) => this.#cpuMs(a) - this.#cpuMs(b));
    const isNamesake = (/** @type {string} */ file) => path.basename(file).startsWith(`${mutated}.`);
    const turns = Object.groupBy(sorted, (file) => (isNamesake(file) ? "first" : this.#cpuMs(file) < slowMs ? "second" : "third"));
    return [turns.first ?? [], turns.second ?? [], turns.third ?? []].filter((turn) => turn.length > 0);
  }

  async dispose() {
    this.#end();
  }

  /** @param {readonly string[]} files @param {NodeJS.ProcessEnv} env @returns {Promise<Outcome>} */
  #run(files, env) {
    return new Promise((resolve) => {
      const child = fork(runFiles, files, {
        // No test shall read or write the docker configuration of the person who runs it.
        env: { ...process.env, ...env, DOCKER_CONFIG: path.resolve("out/docker") },
        execArgv: ["--disable-warning=ExperimentalWarning"],
        stdio: "ignore",
      });
      this.#end = () => child.kill("SIGKILL");
      /** @type {Partial<Outcome>} */
      let told = {};
      const timer = setTimeout(this.#end, hangMs);
      child.on("message", (message) => (told = /** @type {Partial<Outcome>} */ (message)));
      child.on("exit", (code, signal) => {
        clearTimeout(timer);
        resolve({ passed: false, failure: `ended with ${code ?? signal}`, hits: {}, cpuMs: 0, ...told, timedOut: signal === "SIGKILL" });
      });
    });
  }
}

export const strykerPlugins = [{ kind: "TestRunner", name: "node", injectableClass: NodeRunner }];
