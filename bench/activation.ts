// What VS Code waits for when the extension is first needed: its code loaded, and activate() called.
import { join } from "node:path";
import { run } from "../test/support/peers/program.ts";
import type { Measurements, RunningBenchmark } from "./support/benchmark.ts";

const root = join(import.meta.dirname, "..");
const floor = "empty extension";

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
  const ours = await activate(join(root, "dist/extension.js"));
  const empty = await activate(join(root, "bench/support/emptyExtension.mjs"));
  return {
    "activation: activate()": { unit: "ms", ours: ours.activate, peers: { [floor]: empty.activate }, goals: [{ atMost: 15 }] },
    "activation: load and activate()": { unit: "ms", ours: ours.load + ours.activate, peers: { [floor]: empty.load + empty.activate } },
  };
}

export async function start(): Promise<RunningBenchmark> {
  return { run: measure, close: async () => {} };
}
