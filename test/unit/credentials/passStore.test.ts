import assert from "node:assert/strict";
import { test } from "node:test";
import { LabSpawn } from "./support/labHelper.ts";
import { testStore } from "./support/testStore.ts";

test("docker-credential-pass lists nothing where pass was never set up, which is told all the same", async () => {
  const options = { environment: { PASSWORD_STORE_DIR: "/home/me/keys" }, spawn: new LabSpawn("", ["docker-credential-pass"]) };
  const { store, files } = testStore("{}", options);
  assert.equal((await store.probeHelper("pass"))?.params["reason"], "pass-not-initialized");
  files.mkdir("/home/me/keys");
  files.write("/home/me/keys/.gpg-id", "me\n");
  assert.equal(await store.probeHelper("pass"), undefined);
});

test("other helpers are taken at their word", async () => {
  assert.equal(await testStore("{}").store.probeHelper("lab"), undefined);
});
