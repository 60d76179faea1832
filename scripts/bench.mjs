// Measures the extension beside its peers: `npm run bench`, with names of files in bench to choose some, and with --json
// for one JSON object.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { readdirSync } = await import("node:fs");
const { default: path } = await import("node:path");
const { pathToFileURL } = await import("node:url");
const { parseArgs } = await import("node:util");
const { ensurePrograms } = await import("./lib/debianPackages.mjs");
const { run, runMain, UserError } = await import("./lib/processes.mjs");
const { root } = await import("./lib/setup.mjs");

/** @typedef {import("../bench/support/benchmark.ts").Benchmark} Benchmark */
/** @typedef {import("../bench/support/benchmark.ts").Measurement} Measurement */
/** @typedef {Measurement & { unit: string }} Result */

const RUNS = 5;

/** @param {readonly number[]} values at least one @returns {number} */
function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return Math.round(((low + high) / 2) * 1000) / 1000;
}

/** @param {Benchmark} benchmark @returns {Promise<Result>} medians; the first run warms up and does not count */
async function measure(benchmark) {
  try {
    await benchmark.run();
    /** @type {Measurement[]} */
    const runs = [];
    while (runs.length < RUNS) runs.push(await benchmark.run());
    const names = Object.keys(runs[0]?.peers ?? {});
    const peers = Object.fromEntries(names.map((name) => [name, median(runs.map((each) => each.peers[name] ?? Number.NaN))]));
    return { unit: benchmark.unit, ours: median(runs.map(({ ours }) => ours)), peers };
  } finally {
    await benchmark.close?.();
  }
}

/** @param {readonly string[]} names of files without suffix; none means all @returns {Promise<Benchmark[]>} */
async function loadBenchmarks(names) {
  const folder = path.join(root, "bench");
  const known = readdirSync(folder).filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -".ts".length));
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UserError(`There is no benchmark "${unknown}"; there are ${known.join(", ")}.`);
  const chosen = names.length === 0 ? known : names;
  return Promise.all(chosen.map((name) => import(pathToFileURL(path.join(folder, `${name}.ts`)).href)));
}

/** @param {number} value @param {string} unit */
function format(value, unit) {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

/** @param {string} name @param {Result} result @returns {string} a line each for ours and the peers, with ours as a ratio to each */
function describe(name, { unit, ours, peers }) {
  const lines = Object.entries(peers).map(([peer, value]) => `  ${peer.padEnd(34)}${format(value, unit).padStart(14)}   ours is ${(ours / value).toFixed(2)} ×`);
  return [name, `  ${"ours".padEnd(34)}${format(ours, unit).padStart(14)}`, ...lines].join("\n");
}

await runMain(async () => {
  const { values, positionals } = parseArgs({ options: { json: { type: "boolean", default: false } }, allowPositionals: true });
  const benchmarks = await loadBenchmarks(positionals);
  const missing = await ensurePrograms();
  if (missing.length > 0) console.error(`Without ${missing.join(", ")}, some peers are not measured.`);
  const { code, output } = await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root, quiet: true });
  if (code !== 0) throw new UserError(`${output}The build failed; its output is above.`);
  /** @type {Record<string, Result>} */
  const results = {};
  for (const benchmark of benchmarks) {
    const result = await measure(benchmark);
    results[benchmark.name] = result;
    if (!values.json) console.log(describe(benchmark.name, result));
  }
  if (values.json) console.log(JSON.stringify(results));
});
