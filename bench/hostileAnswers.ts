// Lists and manifests that are meant to keep a client busy, from a registry in a process of its own: how long everything else of the process
// has to wait meanwhile.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { RegistryError } from "../src/core/registryError.ts";
import type { RegistryClient } from "../src/registry/registryClient.ts";
import { createNetworkClient } from "../test/support/networkClient.ts";
import { collectGarbage, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";
import { hostileBodies, hostileManifests } from "./support/hostileBodies.ts";

/** @returns milliseconds */
async function longestPause(url: string, ask: (client: RegistryClient) => Promise<unknown>): Promise<number> {
  const connection = createNetworkClient({ url });
  collectGarbage();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await sleep(20);
  delays.reset();
  try {
    await ask(connection.client);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
  } finally {
    // The last pause is over when a timer has run.
    await sleep(5);
    delays.disable();
    connection.dispose();
  }
  return delays.max / 1e6;
}

export async function start(): Promise<RunningBenchmark> {
  const server = fork(join(import.meta.dirname, "support/hostileServer.ts"));
  const [url] = (await once(server, "message")) as [string];
  const run = async (): Promise<Measurements> => {
    const pauses: number[] = [];
    for (const repository of Object.keys(hostileBodies)) pauses.push(await longestPause(url, (client) => client.listTags(repository, {})));
    const manifests: number[] = [];
    for (const repository of Object.keys(hostileManifests))
      manifests.push(await longestPause(url, (client) => client.getManifest(repository, "latest")));
    return {
      "hostile lists: longest pause": { unit: "ms", ours: Math.max(...pauses), peers: {}, goals: [{ atMost: 100 }] },
      "hostile manifests: longest pause": { unit: "ms", ours: Math.max(...manifests), peers: {}, goals: [{ atMost: 100 }] },
      "1,000,000 tags: longest pause": { unit: "ms", ours: pauses[0] ?? Number.NaN, peers: {}, goals: [{ atMost: 100 }] },
    };
  };
  const close = async (): Promise<void> => {
    const gone = once(server, "exit");
    server.kill();
    await gone;
  };
  return { run, close };
}
