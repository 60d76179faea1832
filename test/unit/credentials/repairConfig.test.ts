import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ConfigRepair } from "../../../src/credentials/repairConfig.ts";
import { configPath, testStore } from "./support/testStore.ts";

const auth = Buffer.from("u:p").toString("base64");
const hub = "https://index.docker.io/v1/";
const damaged = { auths: { h: { auth: "%" }, other: { auth } } };

async function repaired(config: object, repair: ConfigRepair): Promise<unknown> {
  const { store, files } = testStore(JSON.stringify(config));
  await store.repair(repair);
  return JSON.parse(Buffer.from(files.nodes.get(configPath)?.content ?? "").toString("utf8"));
}

describe("a repair of config.json", () => {
  test("drops the entry that nobody can decode, and no other", async () => {
    assert.deepEqual(await repaired(damaged, { kind: "dropDamaged", key: "h" }), { auths: { other: { auth } } });
  });

  test("writes nothing where something else is wrong as well", async () => {
    const two = { auths: { h: { auth: "%" }, i: { auth: "%" } } };
    await assert.rejects(repaired(two, { kind: "dropDamaged", key: "h" }), (error: { code?: string; params?: { key?: string } }) => {
      assert.deepEqual([error.code, error.params?.key], ["config-invalid-entry", "i"]);
      return true;
    });
    await assert.rejects(repaired({ ...damaged, proxies: 1 }, { kind: "dropDamaged", key: "h" }), { code: "config-wrong-type" });
  });

  test("moves a login to the key that every tool reads, unless one is there by now", async () => {
    const move: ConfigRepair = { kind: "moveEntry", from: "docker.io", to: hub };
    assert.deepEqual(await repaired({ auths: { "docker.io": { auth } } }, move), { auths: { [hub]: { auth } } });
    assert.deepEqual(await repaired({ auths: { other: { auth } } }, move), { auths: { other: { auth } } });
    await assert.rejects(repaired({ auths: { "docker.io": { auth }, [hub]: { auth } } }, move), { code: "config-changed" });
  });

  test("takes a store from the file, if it is still the one that was meant", async () => {
    const config = { auths: {}, credsStore: "desktop" };
    assert.deepEqual(await repaired(config, { kind: "removeStore", helper: "desktop" }), { auths: {} });
    assert.deepEqual(await repaired(config, { kind: "removeStore", helper: "pass" }), config);
  });
});
