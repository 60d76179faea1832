import { writeSync } from "node:fs";
import { dirname } from "node:path";
import { systemClock } from "../../src/core/clock.ts";
import { Secret } from "../../src/core/secret.ts";
import { CredentialStore } from "../../src/credentials/credentialStore.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { silentLogger } from "../support/silentLogger.ts";

/** `credentialsWriter.ts CONFIG PREFIX FROM TO`: logs in to PREFIX-FROM…TO, and prints each number once that login is saved. */
const [configPath = "", prefix = "", from = "", to = ""] = process.argv.slice(2);

const store = new CredentialStore({
  configPath,
  files: nodeFileSystem,
  spawn: nodeSpawn,
  watch: { watchFile: () => ({ dispose() {} }) },
  clock: systemClock,
  logger: silentLogger,
  environment: {},
  platform: process.platform,
  homeDirectory: dirname(configPath),
});

for (let number = Number(from); number <= Number(to); number++) {
  const password = new Secret(`password-${number}`);
  await store.save(`${prefix}-${number}.example:5000`, { kind: "basic", username: "me", password });
  writeSync(1, `${number}\n`);
}
