// One repository behind Bearer authentication, listed by what people use today: how long it takes, and how often the registry is asked.
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureGoPrograms } from "../scripts/lib/goPrograms.mjs";
import { basicCredential, createNetworkClient } from "../test/support/networkClient.ts";
import { installNpmFile } from "../test/support/peers/npmProgram.ts";
import { findProgram, temporaryDirectory } from "../test/support/peers/program.ts";
import { inTurns, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";

const runFile = promisify(execFile);
const account = { username: "bench", password: "bench" };
const repository = "bench/tags";
const many = 10_000;
const few = 200;
/** Each order of the programs twice. */
const turns = 10;
const microsoft = "@microsoft/vscode-docker-registries";

/** How each program lists the tags of a repository, by the login of config.json. */
const programs: Readonly<Record<string, (host: string, config: string) => readonly string[]>> = {
  skopeo: (host, config) => [
    "list-tags",
    "--tls-verify=false",
    "--authfile",
    join(config, "config.json"),
    `docker://${host}/${repository}`,
  ],
  crane: (host) => ["ls", "--insecure", `${host}/${repository}`],
  regctl: (host) => ["--host", `reg=${host},tls=disabled`, "tag", "ls", `${host}/${repository}`],
  oras: (host) => ["repo", "tags", "--plain-http", `${host}/${repository}`],
};

type Lister = () => Promise<void>;

/** A registry in a process of its own. */
class CountedRegistry {
  readonly #process: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, url: string) {
    this.#process = child;
    this.url = url;
  }

  static async start(count: number): Promise<CountedRegistry> {
    const args = [String(count), repository, account.username, account.password];
    const child = fork(join(import.meta.dirname, "support/countingServer.ts"), args);
    const [url] = (await once(child, "message")) as [string];
    return new CountedRegistry(child, url);
  }

  /** How often the registry is asked while the tags are listed. */
  async requestsOf(list: Lister): Promise<number> {
    await this.#seen();
    await list();
    return this.#seen();
  }

  async #seen(): Promise<number> {
    this.#process.send("count");
    const [seen] = (await once(this.#process, "message")) as [number];
    return seen;
  }

  async close(): Promise<void> {
    const gone = once(this.#process, "exit");
    this.#process.kill();
    await gone;
  }
}

/** With a client, and connections, of its own. */
async function listHere(url: string, count: number): Promise<void> {
  const connection = createNetworkClient({ url, credential: basicCredential(account) });
  try {
    let listed = 0;
    for await (const page of connection.client.eachTagPage(repository)) listed += page.length;
    if (listed !== count) throw new Error(`${listed} tags instead of ${count}`);
  } finally {
    connection.dispose();
  }
}

export async function start(): Promise<RunningBenchmark> {
  await ensureGoPrograms();
  const main = await installNpmFile(microsoft, "0.4.2", "dist/cjs/index.js");
  const [large, small] = await Promise.all([CountedRegistry.start(many), CountedRegistry.start(few)]);
  const config = temporaryDirectory("other-tools");
  for (const { url } of [large, small]) writeConfig(join(config.path, new URL(url).host), new URL(url).host);

  /** The programs that are here. */
  const listersOf = (url: string, count: number): Readonly<Record<string, Lister>> => {
    const { host } = new URL(url);
    const directory = join(config.path, host);
    const env = { ...process.env, DOCKER_CONFIG: directory, HOME: directory };
    const entries = Object.entries(programs).flatMap(([name, argsOf]) => {
      const program = findProgram(name);
      if (program === undefined) return [];
      const list = async (): Promise<void> => {
        const { stdout } = await runFile(program, [...argsOf(host, directory)], { env, maxBuffer: 2 ** 26 });
        const listed = (name === "skopeo" ? (JSON.parse(stdout) as { readonly Tags: readonly string[] }).Tags : stdout.trim().split("\n"))
          .length;
        if (listed !== count) throw new Error(`${name}: ${listed} tags instead of ${count}`);
      };
      return [[name, list] as const];
    });
    return Object.fromEntries(entries);
  };
  const withMicrosoft = async (): Promise<void> => {
    const args = [join(import.meta.dirname, "support/listWithDockerRegistries.mjs"), main ?? "", small.url, repository];
    const { stdout } = await runFile(process.execPath, [...args, account.username, account.password]);
    const { count } = JSON.parse(stdout) as { readonly count: number };
    if (count !== few) throw new Error(`${microsoft}: ${count} tags instead of ${few}`);
  };
  const requests = async (registry: CountedRegistry, count: number): Promise<Measurements[string]> => {
    const listers = { ...listersOf(registry.url, count), ...(count === few && main !== undefined && { [microsoft]: withMicrosoft }) };
    const peers: Record<string, number> = {};
    for (const [name, list] of Object.entries(listers)) peers[name] = await registry.requestsOf(list);
    const ours = await registry.requestsOf(() => listHere(registry.url, count));
    return { unit: "requests", ours, peers, goals: Object.keys(peers).map((of) => ({ atMost: 1, of })) };
  };
  const run = async (): Promise<Measurements> => {
    const listers = listersOf(large.url, many);
    const times = await inTurns(turns, () => listHere(large.url, many), listers);
    return {
      "other tools, 10,000 tags": { ...times, goals: Object.keys(listers).map((of) => ({ atMost: 1, of })) },
      "other tools, 10,000 tags: requests": await requests(large, many),
      "other tools, 200 tags: requests": await requests(small, few),
    };
  };
  const close = async (): Promise<void> => {
    config.remove();
    await Promise.all([large.close(), small.close()]);
  };
  return { run, close };
}

function writeConfig(directory: string, host: string): void {
  const auth = Buffer.from(`${account.username}:${account.password}`).toString("base64");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "config.json"), JSON.stringify({ auths: { [host]: { auth } } }));
}
