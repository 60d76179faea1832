// What VS Code waits for when the extension is first needed: its code loaded, and activate() called.
import { join } from "node:path";
import { run } from "../test/support/peers/program.ts";
import { type Measurement, type Measurements, median, type RunningBenchmark } from "./support/benchmark.ts";

const root = join(import.meta.dirname, "..");
const floor = "empty extension";
/** Processes of each in one run. */
const turns = 5;

interface Activation {
  readonly load: number;
  readonly activate: number;
}

/** In a process of its own. The stub of `vscode`, of which everything can be called, serves as the extension's context too. */
async function activate(file: string): Promise<Activation> {
  const script = `
    const { default: context } = await import("vscode");
    const start = performance.now();
    const { activate } = await import(${JSON.stringify(file)});
    const loaded = performance.now();
    activate(context);
    const activated = performance.now();
    process.stdout.write(JSON.stringify({ load: loaded - start, activate: activated - loaded }), () => process.exit());
  `;
  const preload = join(root, "test/support/vscodeStub.mjs");
  const { exitCode, stdout, stderr } = await run(process.execPath, ["--import", preload, "--input-type=module", "--eval", script]);
  if (exitCode !== 0) throw new Error(`${file}: ${stderr}`);
  return JSON.parse(stdout) as Activation;
}

async function measure(): Promise<Measurements> {
  const ours: Activation[] = [];
  const empty: Activation[] = [];
  for (let turn = 0; turn < turns; turn++) {
    ours.push(await activate(join(root, "dist/extension.js")));
    empty.push(await activate(join(root, "bench/support/emptyExtension.mjs")));
  }
  const compare = (of: (activation: Activation) => number): Measurement => ({
    unit: "ms",
    ours: median(ours.map(of)),
    peers: { [floor]: median(empty.map(of)) },
  });
  return {
    "activation: activate()": { ...compare((each) => each.activate), goals: [{ atMost: 15 }] },
    "activation: load and activate()": compare((each) => each.load + each.activate),
  };
}

export async function start(): Promise<RunningBenchmark> {
  return { run: measure, close: async () => {} };
}
