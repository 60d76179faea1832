// Measures the extension beside its peers: `npm run bench`. Arguments name files in bench to choose some; --json prints one
// JSON object instead of a table; --write puts the table into docs/BENCHMARKS.md.
import { setUp } from "./lib/setup.mjs";

await setUp();
const { readdirSync, readFileSync, writeFileSync } = await import("node:fs");
const os = await import("node:os");
const { default: path } = await import("node:path");
const { pathToFileURL } = await import("node:url");
const { parseArgs } = await import("node:util");
const { collectGarbage, median } = await import("../bench/support/benchmark.ts");
const { ensurePrograms } = await import("./lib/debianPackages.mjs");
const { run, runMain, UserError } = await import("./lib/processes.mjs");
const { root } = await import("./lib/setup.mjs");

/** @typedef {import("../bench/support/benchmark.ts").Benchmark} Benchmark */
/** @typedef {import("../bench/support/benchmark.ts").Measurement} Measurement */
/** @typedef {import("../bench/support/benchmark.ts").Measurements} Measurements */

const RUNS = 5;
const DOCUMENT = path.join(root, "docs/BENCHMARKS.md");

/** @returns {string[]} the files of bench, without suffix */
function benchmarkNames() {
  return readdirSync(path.join(root, "bench"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length));
}

/** @param {readonly string[]} chosen none means all @returns {readonly string[]} */
function chooseNames(chosen) {
  const known = benchmarkNames();
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UserError(`There is no benchmark "${unknown}"; there are ${known.join(", ")}.`);
  return chosen.length === 0 ? known : chosen;
}

/** @param {readonly Measurements[]} runs at least one @returns {Measurements} the medians */
function medians(runs) {
  const middle = (/** @type {readonly number[]} */ values) => Math.round(median(values) * 1000) / 1000;
  return Object.fromEntries(
    Object.entries(runs[0] ?? {}).map(([name, first]) => {
      const all = runs.map((each) => each[name] ?? first);
      const peers = Object.keys(first.peers).map((peer) => [peer, middle(all.map((each) => each.peers[peer] ?? Number.NaN))]);
      return [name, { ...first, ours: middle(all.map(({ ours }) => ours)), peers: Object.fromEntries(peers) }];
    }),
  );
}

/** @param {Benchmark} benchmark @returns {Promise<Measurements>} medians; the first run warms up and does not count */
async function measure(benchmark) {
  // What earlier benchmarks left behind would be collected at the cost of this one.
  collectGarbage();
  const running = await benchmark.start();
  try {
    await running.run();
    /** @type {Measurements[]} */
    const runs = [];
    while (runs.length < RUNS) runs.push(await running.run());
    return medians(runs);
  } finally {
    await running.close();
  }
}

/** @param {number} value @param {Measurement["unit"]} unit */
function format(value, unit) {
  const digits = unit === "requests" || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

/** @param {Measurement} measurement @returns {string[]} each goal, and whether it was met */
function describeGoals({ unit, ours, peers, goals = [] }) {
  return goals.flatMap(({ atMost, of }) => {
    const limit = of === undefined ? atMost : atMost * (peers[of] ?? Number.NaN);
    if (Number.isNaN(limit)) return [];
    const text = of === undefined ? `${atMost} ${unit}` : `${atMost} × ${of}`;
    return [`≤ ${text}: ${ours <= limit ? "met" : "missed"}`];
  });
}

/** @param {Measurement} measurement @returns {string[]} each peer with the ratio of ours to it */
function describePeers({ unit, ours, peers }) {
  return Object.entries(peers).map(([peer, value]) => `${peer} ${format(value, unit)} (ours is ${(ours / value).toFixed(2)} ×)`);
}

/** @param {string} name @param {Measurement} measurement @returns {string} */
function printed(name, measurement) {
  const details = [...describePeers(measurement), ...describeGoals(measurement).map((goal) => `goal ${goal}`)];
  return [`${name.padEnd(56)}${format(measurement.ours, measurement.unit).padStart(14)}`, ...details.map((line) => `    ${line}`)].join(
    "\n",
  );
}

/** @param {Measurements} results @returns {string} a table in Markdown, with what it was measured on */
function markdown(results) {
  const rows = Object.entries(results).map(([name, each]) => {
    const cells = [name, format(each.ours, each.unit), describePeers(each).join("<br>"), describeGoals(each).join("<br>")];
    return `| ${cells.join(" | ")} |`;
  });
  const cpus = os.cpus();
  const processors = `${cpus.length} × ${cpus[0]?.model.trim() ?? "unknown"}`;
  const load = `load average ${os.loadavg()[1]?.toFixed(1)} in the last five minutes`;
  const machine = `Medians of ${RUNS} runs on ${processors} (${load}), ${os.type()}, Node ${process.versions.node}.`;
  return [machine, "", "| What | Ours | Peers | Goals |", "| --- | ---: | --- | --- |", ...rows].join("\n");
}

/** @param {string} table goes between the two marks of the document */
function writeDocument(table) {
  const text = readFileSync(DOCUMENT, "utf8");
  writeFileSync(
    DOCUMENT,
    text.replace(/(?<=<!-- table -->\n).*?(?=<!-- end of table -->)/s, () => `${table}\n`),
  );
}

await runMain(async () => {
  const options = /** @type {const} */ ({ json: { type: "boolean", default: false }, write: { type: "boolean", default: false } });
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.write && positionals.length > 0) throw new UserError("--write needs all the benchmarks: leave out the names.");
  const names = chooseNames(positionals);
  const missing = await ensurePrograms();
  const { code, output } = await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root, quiet: true });
  if (code !== 0) throw new UserError(`${output}The build failed; its output is above.`);
  /** @type {Record<string, Measurement>} */
  const results = {};
  for (const name of names) {
    /** @type {Benchmark} */
    const benchmark = await import(pathToFileURL(path.join(root, `bench/${name}.ts`)).href);
    const absent = benchmark.needs?.filter((program) => missing.includes(program)) ?? [];
    if (absent.length > 0) {
      console.error(`${name}: skipped, because ${absent.join(", ")} is not installed`);
      continue;
    }
    const measured = await measure(benchmark);
    Object.assign(results, measured);
    if (!values.json) for (const [what, measurement] of Object.entries(measured)) console.log(printed(what, measurement));
  }
  if (values.json)
    console.log(
      JSON.stringify(Object.fromEntries(Object.entries(results).map(([name, { unit, ours, peers }]) => [name, { unit, ours, peers }]))),
    );
  if (values.write) writeDocument(markdown(results));
});
