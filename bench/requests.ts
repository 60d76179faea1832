// How often a registry with Bearer authentication is asked.
import type { IncomingMessage, ServerResponse } from "node:http";
import { basicCredential, createNetworkClient } from "../test/support/networkClient.ts";
import { listen } from "../test/support/registry/listen.ts";
import { seedTags } from "../test/support/registry/seed/seedTags.ts";
import { createRegistry } from "../test/support/registry/startRegistry.ts";
import type { Measurement, Measurements, RunningBenchmark } from "./support/benchmark.ts";

const account = { username: "bench", password: "bench" };
const tags = 200;
const visible = 50;
const listings = 1000;
const latencyMs = 2;
const repositories = ["bench/a", "bench/b", "bench/c", "bench/d"];

function requests(ours: number, atMost: number): Measurement {
  return { unit: "requests", ours, peers: {}, goals: [{ atMost }] };
}

/** What one piece of work made the registry see. */
interface Seen {
  readonly all: number;
  readonly tokens: number;
  readonly mostInFlight: number;
}

/** The embedded registry, slow enough that requests sent together are in flight together. */
class SlowRegistry {
  readonly #registry = createRegistry({ auth: { kind: "bearer", accounts: [account] } });
  readonly store = this.#registry.store;
  #urls: string[] = [];
  #inFlight = 0;
  #mostInFlight = 0;

  readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.#urls.push(request.url ?? "");
    this.#mostInFlight = Math.max(this.#mostInFlight, ++this.#inFlight);
    response.once("close", () => this.#inFlight--);
    setTimeout(() => this.#registry.listener(request, response), latencyMs);
  };

  async count(work: () => Promise<unknown>): Promise<Seen> {
    this.#urls = [];
    this.#mostInFlight = 0;
    await work();
    return {
      all: this.#urls.length,
      tokens: this.#urls.filter((url) => url.startsWith("/token")).length,
      mostInFlight: this.#mostInFlight,
    };
  }
}

export async function start(): Promise<RunningBenchmark> {
  const registry = new SlowRegistry();
  const [first = ""] = repositories;
  const names = seedTags(registry.store, first, tags, { distinct: true });
  for (const repository of repositories.slice(1)) seedTags(registry.store, repository, 3);
  const server = await listen(registry.listener);
  const url = `http://127.0.0.1:${server.port}`;
  const run = async (): Promise<Measurements> => {
    const connection = createNetworkClient({ url, credential: basicCredential(account) });
    const fresh = createNetworkClient({ url, credential: basicCredential(account) });
    const { client } = connection;
    const details = async (tag: string): Promise<void> => {
      const { digest } = await client.resolve(first, tag);
      await client.getManifest(first, digest);
    };
    try {
      const cold = await registry.count(() => client.listTags(first));
      const warm = await registry.count(() => client.listTags(first));
      const detailed = await registry.count(() => Promise.all(names.slice(0, visible).map(details)));
      await fresh.client.ping();
      const many = await registry.count(() =>
        Promise.all(Array.from({ length: listings }, (_, index) => fresh.client.listTags(repositories[index % repositories.length] ?? ""))),
      );
      return {
        "list-200: cold": requests(cold.all, 3),
        "list-200: warm": requests(warm.all, 1),
        "list-200: details of 50 tags": requests(detailed.all, 2 * visible),
        "list-200: most in flight": requests(detailed.mostInFlight, 6),
        "token-reuse: tokens for 1000 listings of 4 repositories": requests(many.tokens, repositories.length),
        "token-reuse: all requests for them": { unit: "requests", ours: many.all, peers: {} },
      };
    } finally {
      fresh.dispose();
      connection.dispose();
    }
  };
  return { run, close: () => server.close() };
}
