// The language server for hosts.toml over stdio, beside Tombi's, which gets the same facts as a JSON schema.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inTurns, type Measurement, type Measurements, percentile, type RunningBenchmark, timed } from "./support/benchmark.ts";
import { bundleEmptyServer } from "./support/bundleEmptyServer.ts";
import { hostsIn, hostsToml, misspell } from "./support/hostsToml.ts";
import { LanguageServer, type ServerCommand } from "./support/languageServer.ts";
import { installTombi } from "./support/tombi.ts";

const root = join(import.meta.dirname, "..");
const tombi = "Tombi";
const emptyServer = "an empty Node server";
const serverArgs = [join(root, "dist/hostsServer.js"), "--stdio"];
const ourCommand: ServerCommand = {
  program: process.execPath,
  args: ["--expose-gc", "--import", join(root, "bench/support/reportHeap.mjs"), ...serverArgs],
};
const startCommand: ServerCommand = { program: process.execPath, args: serverArgs };
/** Each takes its turn as often as any other. */
const starts = 3;

interface Size {
  readonly name: string;
  readonly hosts: number;
  /** In one run; of the peer fewer where each takes seconds. */
  readonly edits: number;
  readonly peerEdits: number;
  readonly p95Ms: number;
}

const sizes: readonly Size[] = [
  { name: "30 lines", hosts: 5, edits: 40, peerEdits: 40, p95Ms: 5 },
  { name: "1000 hosts", hosts: 1000, edits: 40, peerEdits: 10, p95Ms: 30 },
  { name: "1 MB", hosts: hostsIn(2 ** 20), edits: 20, peerEdits: 2, p95Ms: 150 },
];

interface Session {
  readonly editMs: readonly number[];
  readonly heapBytes: number | undefined;
}

async function edit(server: LanguageServer, text: string, isFaulty: boolean): Promise<number> {
  const change = misspell(text, isFaulty);
  const { ms, value } = await timed(() => server.edit(change));
  if (value > 0 !== isFaulty) throw new Error(`${value} diagnostics for a ${isFaulty ? "faulty" : "faultless"} text`);
  return ms;
}

async function runSession(command: ServerCommand, folder: string, hosts: number, edits: number, readHeap: boolean): Promise<Session> {
  const text = hostsToml(hosts);
  const server = new LanguageServer(command, pathToFileURL(join(folder, "certs.d/registry.example/hosts.toml")).href);
  try {
    await server.initialize(pathToFileURL(folder).href);
    await server.open(text);
    // Both texts once, before it counts.
    for (const isFaulty of [true, false]) await edit(server, text, isFaulty);
    const editMs: number[] = [];
    while (editMs.length < edits) editMs.push(await edit(server, text, editMs.length % 2 === 0));
    return { editMs, heapBytes: readHeap ? await server.heapInUse() : undefined };
  } finally {
    await server.stop();
  }
}

function latency(share: number, ours: Session, peer: Session | undefined, goals: Measurement["goals"] = []): Measurement {
  return {
    unit: "ms",
    ours: percentile(ours.editMs, share),
    peers: peer === undefined ? {} : { [tombi]: percentile(peer.editMs, share) },
    goals,
  };
}

async function measureSize(size: Size, folder: string, peerCommand: ServerCommand | undefined): Promise<Measurements> {
  const { name, hosts, edits, peerEdits, p95Ms } = size;
  const ours = await runSession(ourCommand, folder, hosts, edits, true);
  const peer = peerCommand && (await runSession(peerCommand, folder, hosts, peerEdits, false));
  const isLargest = size === sizes.at(-1);
  return {
    [`hosts.toml, ${name}: edit to diagnostics, median`]: latency(0.5, ours, peer),
    [`hosts.toml, ${name}: edit to diagnostics, p95`]: latency(0.95, ours, peer, [{ atMost: p95Ms }]),
    ...(isLargest && {
      [`hosts.toml, ${name}: heap in use`]: {
        unit: "MB",
        ours: (ours.heapBytes ?? Number.NaN) / 2 ** 20,
        peers: {},
        goals: [{ atMost: 60 }],
      },
    }),
  };
}

async function startServer(command: ServerCommand, folder: string): Promise<LanguageServer> {
  const server = new LanguageServer(command, pathToFileURL(join(folder, "certs.d/registry.example/hosts.toml")).href);
  await server.initialize(pathToFileURL(folder).href);
  await server.open(hostsToml(sizes[0]?.hosts ?? 1));
  return server;
}

/** From the process's start to the first diagnostics of an ordinary file, of a server that has run before. */
async function measureStart(folder: string, peerCommands: Readonly<Record<string, ServerCommand>>): Promise<Measurements> {
  const servers: LanguageServer[] = [];
  const startOne = async (command: ServerCommand): Promise<void> => void servers.push(await startServer(command, folder));
  const peers = Object.fromEntries(Object.entries(peerCommands).map(([name, command]) => [name, () => startOne(command)]));
  const measured = await inTurns(starts, () => startOne(startCommand), peers);
  for (const server of servers) await server.stop();
  return { "hosts.toml, 30 lines: start to first diagnostics": { ...measured, goals: [{ atMost: 1.3, of: emptyServer }] } };
}

interface Giant {
  readonly name: string;
  /** Below the folder. */
  readonly file: string;
  readonly text: string;
}

const registryTable = 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\n';
/** Each line of them has a finding. */
const giants: readonly Giant[] = [
  {
    name: "hosts.toml, 40,000 misspelled keys",
    file: "certs.d/registry.example/hosts.toml",
    text: Array.from({ length: 40_000 }, (_, index) => `capabilites${index} = 1`).join("\n"),
  },
  {
    name: "config.toml, 99,000 characters of unknown keys",
    file: "etc/containerd/config.toml",
    text:
      registryTable +
      Array.from({ length: 6_000 }, (_, index) => `mirror${index} = 1`)
        .join("\n")
        .slice(0, 98_900),
  },
];
const oneHost = "a file of one host";

/** The quick fixes for all of a text, beside those for a small one: what is left of that is asking itself. */
async function measureQuickFixes({ name, file, text }: Giant, folder: string): Promise<Measurements> {
  const timeOf = async (path: string, content: string): Promise<number> => {
    const server = new LanguageServer(startCommand, pathToFileURL(join(folder, path)).href);
    try {
      await server.initialize(pathToFileURL(folder).href);
      await server.open(content);
      return (await timed(() => server.codeActions(content))).ms;
    } finally {
      await server.stop();
    }
  };
  const [ours, floor] = [await timeOf(file, text), await timeOf("certs.d/registry.example/hosts.toml", hostsToml(1))];
  return { [`${name}: quick fixes`]: { unit: "ms", ours, peers: { [oneHost]: floor }, goals: [{ atMost: 1_000 }] } };
}

/** What an editor has open: a `certs.d`, and Tombi's settings beside it. */
function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "bench-hosts-"));
  mkdirSync(join(folder, "certs.d/registry.example"), { recursive: true });
  cpSync(join(root, "schemas/hosts.schema.json"), join(folder, "hosts.schema.json"));
  const schema = '[[schemas]]\npath = "hosts.schema.json"\ninclude = ["**/hosts.toml"]\n';
  writeFileSync(join(folder, "tombi.toml"), `toml-version = "v1.0.0"\n\n[schema]\ncatalog = { paths = [] }\n\n${schema}`);
  return folder;
}

export async function start(): Promise<RunningBenchmark> {
  const folder = makeFolder();
  const peerCommand = await installTombi();
  const emptyCommand = await bundleEmptyServer(folder);
  // What our server keeps for its next start lies in the folder, too.
  mkdirSync(join(folder, "cache"), { mode: 0o700 });
  process.env["XDG_CACHE_HOME"] = join(folder, "cache");
  await (await startServer(startCommand, folder)).end();
  const run = async (): Promise<Measurements> => {
    const measured: Measurements[] = [
      await measureStart(folder, { [emptyServer]: emptyCommand, ...(peerCommand && { [tombi]: peerCommand }) }),
    ];
    for (const size of sizes) measured.push(await measureSize(size, folder, peerCommand));
    for (const giant of giants) measured.push(await measureQuickFixes(giant, folder));
    return Object.assign({}, ...measured) as Measurements;
  };
  return { run, close: async () => rmSync(folder, { recursive: true }) };
}
