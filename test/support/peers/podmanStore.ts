import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, temporaryDirectory } from "./program.ts";

/** A store of podman's own in a temporary directory. */
export interface PodmanStore {
  /** Leads podman to it. */
  readonly environment: Readonly<Record<string, string>>;
  remove(): void;
}

/** Makes a store with one small image by each of the names. The kernel's overlays are not there for everybody, so files are copied. */
export async function createPodmanStore(...names: readonly string[]): Promise<PodmanStore> {
  const directory = temporaryDirectory("podman-store");
  const { path } = directory;
  const configuration = join(path, "storage.conf");
  writeFileSync(configuration, `[storage]\ndriver = "vfs"\ngraphroot = "${path}/root"\nrunroot = "${path}/run"\n`);
  // Podman fails where DOCKER_CONFIG names a directory without a config.json.
  const logins = join(path, "auth.json");
  writeFileSync(logins, '{"auths": {}}');
  const environment = { CONTAINERS_STORAGE_CONF: configuration, REGISTRY_AUTH_FILE: logins };
  mkdirSync(join(path, "files"));
  writeFileSync(join(path, "files", "hello.txt"), "Hello from a container registry\n");
  await succeed("tar", ["-C", join(path, "files"), "-cf", join(path, "files.tar"), "."]);
  for (const name of names) await succeed("podman", ["import", join(path, "files.tar"), name], environment);
  return { environment, remove: () => directory.remove() };
}

async function succeed(program: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const { exitCode, stderr } = await run(program, args, { env: { ...process.env, ...environment } });
  if (exitCode !== 0) throw new Error(`${program}: ${stderr}`);
}
