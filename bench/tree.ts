// What a person waits for in the real workbench, with a registry that takes 20 ms for each answer: from the click on a repository of very many
// tags to its first rows, from the last key stroke of a filter to the rows, how long the extension host pauses, and what it keeps of them.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "../test/support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../test/support/workbench/workbench.ts";
import type { Measurements, RunningBenchmark } from "./support/benchmark.ts";

const latencyMs = 20;
/** The base and the first page: the registry is asked for them one after the other. */
const firstRequests = 2;
const floor = "a bare tree of one page";
const nothing = "an idle extension host";

interface Size {
  readonly repository: string;
  readonly count: number;
  /** From the last key stroke to the rows, in milliseconds. */
  readonly filterMs: number;
  /** Stands first. */
  readonly newest: string;
}

const sizes: readonly Size[] = [
  { repository: "many/ten-thousand", count: 10_000, filterMs: 100, newest: "v99.9.9" },
  { repository: "many/two-hundred-thousand", count: 200_000, filterMs: 300, newest: "v1999.9.9" },
];

export const needs = ["chromium"];

/** In the page: how long it takes from the next press of the mouse, or key, until a row of the view reads like that. */
function watchRows({
  view,
  wanted,
  from,
}: {
  readonly view: string;
  readonly wanted: string;
  readonly from: "mousedown" | "keydown";
}): void {
  const rows = new RegExp(wanted);
  const started = new Promise<number>((resolve) => {
    addEventListener(from, () => resolve(performance.now()), { once: true, capture: true });
  });
  const isThere = (): boolean =>
    [...document.querySelectorAll(`[role="tree"][aria-label="${view}"] .monaco-list-row`)].some((row) =>
      rows.test(row.querySelector(".label-name")?.textContent ?? ""),
    );
  const waited = async (): Promise<number> => {
    const began = await started;
    while (!isThere()) await new Promise(requestAnimationFrame);
    return performance.now() - began;
  };
  Object.assign(globalThis, { waited: waited() });
}

async function waitedFor(workbench: Workbench, watch: Parameters<typeof watchRows>[0], act: () => Promise<void>): Promise<number> {
  await workbench.page.evaluate(watchRows, watch);
  await act();
  return workbench.page.evaluate(() => (globalThis as unknown as { readonly waited: Promise<number> }).waited);
}

class TreeBenchmark implements RunningBenchmark {
  readonly #registry = fork(path.join(import.meta.dirname, "support/slowRegistry.ts"), [
    String(latencyMs),
    ...sizes.map(({ repository, count }) => `${repository}=${count}`),
  ]);
  #workbench!: Workbench;

  async open(): Promise<this> {
    const [url] = (await once(this.#registry, "message")) as [string];
    const { host } = new URL(url);
    this.#workbench = await openWorkbench({
      host: "1.139",
      environment: { BENCH_REGISTRY: url, BENCH_REPOSITORIES: sizes.map(({ repository }) => repository).join(",") },
      prepare: ({ dockerConfig, folder }) => {
        const extensions = path.join(folder, "server/extensions");
        mkdirSync(extensions, { recursive: true });
        symlinkSync(path.join(import.meta.dirname, "support/bareTree"), path.join(extensions, "bench.bare-tree-1.0.0"));
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [host]: {} } }));
      },
    });
    await this.#workbench.openViewContainer("Registries");
    await this.#workbench.tree("Registries").expand(host);
    return this;
  }

  async run(): Promise<Measurements> {
    const measured = [];
    for (const size of sizes) measured.push(...Object.entries(await this.#measure(size)));
    return Object.fromEntries(measured);
  }

  async close(): Promise<void> {
    await this.#workbench.close();
    this.#registry.disconnect();
  }

  async #measure(size: Size): Promise<Measurements> {
    const tree = this.#workbench.tree("Registries");
    const { repository, count } = size;
    const name = `tree-${count}`;
    const bare = await this.#bareRows(size);
    await tree.clickContextMenu(repository, "Refresh");
    const before = await this.#inside("heap");
    await this.#inside("pause");
    await this.#workbench.page.waitForTimeout(1_000);
    const idle = await this.#inside("pause");
    const first = await this.#firstRows(size);
    const filter = await this.#filter(size);
    const pause = await this.#inside("pause");
    await tree.clickInlineAction(`1 of ${count.toLocaleString("en")}`, "Clear Filter");
    await tree.waitForRow(size.newest);
    const held = (await this.#inside("heap")) - before;
    await tree.collapse(repository);
    return {
      [`${name}: click to first rows`]: { unit: "ms", ours: first, peers: { [floor]: bare }, goals: [{ atMost: 150 }] },
      [`${name}: last key of a filter to its rows`]: { unit: "ms", ours: filter, peers: {}, goals: [{ atMost: size.filterMs }] },
      [`${name}: longest pause of the extension host`]: { unit: "ms", ours: pause, peers: { [nothing]: idle }, goals: [{ atMost: 50 }] },
      [`${name}: heap for all tags`]: { unit: "MB", ours: held, peers: {}, goals: [{ atMost: 60 }] },
    };
  }

  /** Without the registry's own time for the requests until then. */
  async #firstRows({ repository }: Size): Promise<number> {
    const tree = this.#workbench.tree("Registries");
    const watch = { view: "Registries", wanted: String.raw`^v\d`, from: "mousedown" } as const;
    const ms = await waitedFor(this.#workbench, watch, () => tree.expand(repository));
    return ms - firstRequests * latencyMs;
  }

  async #bareRows({ repository }: Size): Promise<number> {
    await this.#workbench.openViewContainer("Bare");
    await this.#inside("forget");
    const tree = this.#workbench.tree("Bare");
    const watch = { view: "Bare", wanted: String.raw`^v\d`, from: "mousedown" } as const;
    const ms = await waitedFor(this.#workbench, watch, () => tree.expand(repository));
    await tree.collapse(repository);
    await this.#workbench.openViewContainer("Registries");
    return ms - latencyMs;
  }

  /** With all tags loaded. */
  async #filter({ repository, count }: Size): Promise<number> {
    const { quickInput, page } = this.#workbench;
    const tree = this.#workbench.tree("Registries");
    const all = count.toLocaleString("en");
    await quickInput.openBy(() => tree.clickContextMenu(repository, "Filter Tags…"), /^Filter/);
    await quickInput.type("v42.1.");
    await tree.waitForRow(`10 of ${all}`);
    // VS Code draws a change at once, and what follows it within 200 ms together, at their end.
    await page.waitForTimeout(500);
    const watch = { view: "Registries", wanted: `^1 of ${all}$`, from: "keydown" } as const;
    const ms = await waitedFor(this.#workbench, watch, () => page.keyboard.press("7"));
    await quickInput.accept();
    return ms;
  }

  async #inside(question: "heap" | "pause" | "forget"): Promise<number> {
    const port = await eventually(
      () => Promise.resolve(readFileSync(path.join(this.#workbench.sandbox.home, "bench-port"), "utf8")),
      (text) => text !== "",
      "the port inside the extension host",
    );
    return (await (await fetch(`http://127.0.0.1:${port}/${question}`)).json()) as number;
  }
}

export async function start(): Promise<RunningBenchmark> {
  return new TreeBenchmark().open();
}
