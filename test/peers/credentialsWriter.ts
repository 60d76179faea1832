import { writeSync } from "node:fs";
import { Secret } from "../../src/core/secret.ts";
import { openCredentialStore } from "../support/credentialStore.ts";

/** `credentialsWriter.ts CONFIG PREFIX FROM TO`: logs in to PREFIX-FROM…TO, and prints each number once that login is saved. */
const [configPath = "", prefix = "", from = "", to = ""] = process.argv.slice(2);

const store = openCredentialStore(configPath);

for (let number = Number(from); number <= Number(to); number++) {
  const password = new Secret(`password-${number}`);
  await store.save(`${prefix}-${number}.example:5000`, { kind: "basic", username: "me", password });
  writeSync(1, `${number}\n`);
}
