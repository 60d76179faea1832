// A reporter for node --test: prints each failure in full and nothing else, and writes the counts as JSON to the file
// that TEST_RESULTS names.
import { writeFileSync } from "node:fs";
import path from "node:path";

/** @typedef {{ title: string, reason: string }} Skipped */
/** @typedef {{ passed: number, failed: number, skipped: Skipped[] }} Tally */

/**
 * What this uses of the events test:start, test:pass and test:fail.
 * @typedef {object} TestEnd
 * @property {string} name
 * @property {string} [file]
 * @property {number} [line]
 * @property {number} nesting
 * @property {string | boolean} [skip]
 * @property {string | boolean} [todo]
 * @property {{ type?: string, error?: Error & { failureType?: string } }} details
 */

/** @param {TestEnd} data @returns {string} where it stands and what it is called */
function titleOf({ file, line, name }) {
  return file === undefined ? name : `${path.relative(process.cwd(), file)}:${line ?? 0} ${name}`;
}

/** @param {TestEnd} data @returns {boolean} whether it stands for a whole file, which is no test */
function isFile({ name, file }) {
  return file !== undefined && path.resolve(name) === file;
}

/** @param {string | boolean} mark @returns {string} the reason that a skipped test gives */
function reasonOf(mark) {
  return typeof mark === "string" && mark !== "" ? mark : "no reason given";
}

/**
 * The names of the tests that are being reported, outermost first: a test that runs for several versions of VS Code says in the
 * name of its suite which one it is. Tests report themselves one after another, in the order in which they are defined.
 */
class Path {
  /** @type {string[]} */
  #names = [];

  /** @param {TestEnd} data */
  enter({ nesting, name }) {
    this.#names.length = Math.min(this.#names.length, nesting);
    this.#names[nesting] = name;
  }

  /** @param {TestEnd} data @returns {TestEnd} with the names of its suites before its own */
  withSuites(data) {
    return { ...data, name: [...this.#names.slice(0, data.nesting), data.name].join(" › ") };
  }
}

/** @param {TestEnd} data @returns {string} */
function describeFailure(data) {
  const { error } = data.details;
  // The runner wraps what the test threw.
  const cause = error?.cause instanceof Error ? error.cause : error;
  return `\n✖ ${titleOf(data)}\n${(cause?.stack ?? cause?.message ?? "no error").replaceAll(/^/gm, "    ")}\n`;
}

/**
 * @param {"test:pass" | "test:fail"} type @param {TestEnd} data
 * @returns {"passed" | "failed" | Skipped | undefined} undefined: it is not counted
 */
function outcomeOf(type, data) {
  const mark = data.skip ?? data.todo;
  if (mark !== undefined && mark !== false) return { title: titleOf(data), reason: reasonOf(mark) };
  // A suite, or a test with subtests, fails with its children: they are counted and shown.
  if (type === "test:fail") return data.details.error?.failureType === "subtestsFailed" ? undefined : "failed";
  return data.details.type === "suite" || isFile(data) ? undefined : "passed";
}

/**
 * @param {AsyncIterable<{ type: "test:stdout" | "test:stderr", data: { message: string } } | { type: "test:start" | "test:pass" | "test:fail", data: TestEnd }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* report(events) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: [] };
  const names = new Path();
  for await (const event of events) {
    if (event.type === "test:start") names.enter(event.data);
    if (event.type === "test:stderr" || event.type === "test:stdout") yield event.data.message;
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    const outcome = outcomeOf(event.type, event.data);
    if (outcome === "passed" || outcome === "failed") tally[outcome] += 1;
    else if (outcome !== undefined) tally.skipped.push(outcome);
    if (outcome === "failed") yield describeFailure(names.withSuites(event.data));
  }
  const file = process.env["TEST_RESULTS"];
  if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
}
