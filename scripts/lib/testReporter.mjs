// A reporter for node --test: prints each failure in full and nothing else, and writes the counts as JSON to the file
// that TEST_RESULTS names.
import { writeFileSync } from "node:fs";
import path from "node:path";

/** @typedef {{ title: string, reason: string }} Skipped */
/** @typedef {{ passed: number, failed: number, skipped: Skipped[] }} Tally */

/**
 * What this uses of the events test:pass and test:fail.
 * @typedef {object} TestEnd
 * @property {string} name
 * @property {string} [file]
 * @property {number} [line]
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

/** @param {TestEnd} data @returns {string} */
function describeFailure(data) {
  const { error } = data.details;
  // The runner wraps what the test threw.
  const cause = error?.cause instanceof Error ? error.cause : error;
  return `\n✖ ${titleOf(data)}\n${(cause?.stack ?? cause?.message ?? "no error").replaceAll(/^/gm, "    ")}\n`;
}

/**
 * @param {AsyncIterable<{ type: "test:stdout" | "test:stderr", data: { message: string } } | { type: "test:pass" | "test:fail", data: TestEnd }>} events
 * @returns {AsyncGenerator<string>}
 */
export default async function* report(events) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: [] };
  for await (const event of events) {
    if (event.type === "test:stderr" || event.type === "test:stdout") yield event.data.message;
    if (event.type !== "test:pass" && event.type !== "test:fail") continue;
    const { type, data } = event;
    const mark = data.skip ?? data.todo;
    if (mark !== undefined && mark !== false) {
      tally.skipped.push({ title: titleOf(data), reason: reasonOf(mark) });
    } else if (type === "test:fail") {
      // A suite, or a test with subtests, fails with its children: they are counted and shown.
      if (data.details.error?.failureType === "subtestsFailed") continue;
      tally.failed += 1;
      yield describeFailure(data);
    } else if (data.details.type !== "suite" && !isFile(data)) {
      tally.passed += 1;
    }
  }
  const file = process.env["TEST_RESULTS"];
  if (file !== undefined) writeFileSync(file, JSON.stringify(tally));
}
