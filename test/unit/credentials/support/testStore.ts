import { systemClock } from "../../../../src/core/clock.ts";
import { CredentialStore, type CredentialStoreDependencies } from "../../../../src/credentials/credentialStore.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { LabSpawn } from "./labHelper.ts";
import { MemoryFileSystem } from "./memoryFileSystem.ts";
import { noWatch } from "../../../support/noWatch.ts";

export const configPath = "/home/me/.docker/config.json";

export interface TestStore {
  readonly store: CredentialStore;
  readonly files: MemoryFileSystem;
  readonly spawn: LabSpawn;
}

/** A store over a file system in memory; `config` is the text of config.json, null for no file. */
export function testStore(
  config: string | null,
  { files = new MemoryFileSystem(), spawn = new LabSpawn(), ...others }: Partial<CredentialStoreDependencies> & Partial<TestStore> = {},
): TestStore {
  files.mkdir("/home/me");
  if (config !== null) files.write(configPath, config);
  const store = new CredentialStore({
    configPath,
    watch: noWatch,
    clock: systemClock,
    logger: silentLogger,
    environment: {},
    platform: "linux",
    homeDirectory: "/home/me",
    ...others,
    files,
    spawn,
  });
  return { store, files, spawn };
}
