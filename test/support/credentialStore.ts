import path from "node:path";
import { systemClock } from "../../src/core/clock.ts";
import { CredentialStore, type CredentialStoreDependencies } from "../../src/credentials/credentialStore.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { noWatch } from "./noWatch.ts";
import { silentLogger } from "./silentLogger.ts";

/** A store over the real config.json at that path, in a home of its own: its directory, unless told otherwise. */
export function openCredentialStore(
  configPath: string,
  others: Partial<Omit<CredentialStoreDependencies, "configPath">> = {},
): CredentialStore {
  return new CredentialStore({
    configPath,
    files: nodeFileSystem,
    spawn: nodeSpawn,
    watch: noWatch,
    clock: systemClock,
    logger: silentLogger,
    environment: {},
    platform: process.platform,
    homeDirectory: path.dirname(configPath),
    ...others,
  });
}
