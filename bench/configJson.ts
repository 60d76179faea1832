// A config.json with 1,000 entries: reading it, and saving one more login.
import { mkdtemp, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { basicCredential } from "../test/support/networkClient.ts";
import { inTurns, type Measurements, type RunningBenchmark } from "./support/benchmark.ts";
import { openCredentialStore } from "../test/support/credentialStore.ts";

const entries = 1000;
const host = "registry-0500.example";
/** Of each kind of work in one run, since each takes only a few milliseconds. */
const turns = 10;

async function read(configPath: string): Promise<void> {
  const store = openCredentialStore(configPath);
  const { registries, problems } = await store.registries();
  store.dispose();
  if (registries.length < entries || problems.length > 0) throw new Error(`${registries.length} registries, ${problems.length} problems`);
}

async function save(configPath: string, password: string): Promise<void> {
  const store = openCredentialStore(configPath);
  await store.save(host, basicCredential({ username: "bench", password }), { store: "file" });
  store.dispose();
}

async function bareWrite(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, "w", 0o600);
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(temporary, path);
}

export async function start(): Promise<RunningBenchmark> {
  // Not in memory: fsync is part of what is measured.
  const directory = await mkdtemp(join(tmpdir(), "bench-config-"));
  const configPath = join(directory, "config.json");
  const auth = Buffer.from("bench:secret").toString("base64");
  const auths = Array.from({ length: entries }, (_, index) => [`registry-${String(index).padStart(4, "0")}.example`, { auth }] as const);
  await writeFile(configPath, JSON.stringify({ auths: Object.fromEntries(auths) }, null, "\t"), { mode: 0o600 });
  const content = await readFile(configPath);

  const run = async (): Promise<Measurements> => {
    const reading = await inTurns(turns, () => read(configPath), {
      "bare read and JSON.parse": async () => JSON.parse(await readFile(configPath, "utf8")) as unknown,
    });
    const saving = await inTurns(turns, () => save(configPath, crypto.randomUUID()), {
      "bare write, fsync and rename": () => bareWrite(join(directory, "bare.json"), content),
    });
    return {
      "config-1000: read": { ...reading, goals: [{ atMost: 5 }] },
      "config-1000: save a login": { ...saving, goals: [{ atMost: 25 }] },
    };
  };
  return { run, close: () => rm(directory, { recursive: true }) };
}
