// A catalog of 100,000 repositories in pages of 1,000, from a registry in a process of its own.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createNetworkClient } from "../test/support/networkClient.ts";
import { bareRead } from "./support/bareRead.ts";
import { collectGarbage, type Measurements, type RunningBenchmark, timed } from "./support/benchmark.ts";

const count = 100_000;
const bare = "bare undici read";

interface Listing {
  readonly firstPageMs: number;
  readonly wholeMs: number;
  /** Of this process's heap while the list grew, above what it was before, garbage included. */
  readonly peakGrowthMB: number;
}

async function listRepositories(url: string): Promise<Listing> {
  const connection = createNetworkClient({ url });
  try {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    const begin = performance.now();
    const names: string[] = [];
    let firstPageMs = Number.NaN;
    let peak = before;
    for await (const page of connection.client.eachRepositoryPage({ pageSize: 1000 })) {
      if (names.length === 0) firstPageMs = performance.now() - begin;
      names.push(...page);
      peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
    if (names.length !== count) throw new Error(`${names.length} repositories instead of ${count}`);
    return { firstPageMs, wholeMs: performance.now() - begin, peakGrowthMB: (peak - before) / 2 ** 20 };
  } finally {
    connection.dispose();
  }
}

export async function start(): Promise<RunningBenchmark> {
  const server = fork(join(import.meta.dirname, "support/catalogServer.ts"), [String(count)]);
  const [url] = (await once(server, "message")) as [string];
  const readAll = (): Promise<{ readonly ms: number }> => timed(() => bareRead(`${url}/v2/_catalog?n=1000`));
  let isOursFirst = false;
  const run = async (): Promise<Measurements> => {
    isOursFirst = !isOursFirst;
    const first = await timed(() => bareRead(`${url}/v2/_catalog?n=1000`, { pages: 1 }));
    const before = isOursFirst ? undefined : await readAll();
    const ours = await listRepositories(url);
    const whole = before ?? (await readAll());
    return {
      "catalog-100000: first page": { unit: "ms", ours: ours.firstPageMs, peers: { [bare]: first.ms } },
      "catalog-100000: all pages": { unit: "ms", ours: ours.wholeMs, peers: { [bare]: whole.ms } },
      "catalog-100000: peak heap growth": { unit: "MB", ours: ours.peakGrowthMB, peers: {}, goals: [{ atMost: 40 }] },
    };
  };
  const close = async (): Promise<void> => {
    const gone = once(server, "exit");
    server.kill();
    await gone;
  };
  return { run, close };
}
