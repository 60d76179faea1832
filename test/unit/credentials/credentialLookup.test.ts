import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type FoundCredential, lookupKeys, lookupPodman } from "../../../src/credentials/credentialLookup.ts";
import { parseConfig } from "../../support/parseConfig.ts";
import { LabSpawn } from "./support/labHelper.ts";

const auth = Buffer.from("u:p").toString("base64");
const path = "/config.json";

function documentOf(config: object) {
  return parseConfig(Buffer.from(JSON.stringify(config)), path);
}

function inConfig(config: object, keys: readonly string[], spawn = new LabSpawn()): Promise<FoundCredential | undefined> {
  return lookupKeys({ path, document: documentOf(config), environment: new Map(), spawn }, keys);
}

describe("where a helper is responsible", () => {
  test("what it hands out tells of it", async () => {
    const found = await inConfig({ credsStore: "lab" }, ["h"], new LabSpawn("plain"));
    assert.deepEqual(found?.origin, { kind: "helper", path, key: "h", helper: "lab" });
  });

  test("the file gives a registry token, and no password that was left in it", async () => {
    assert.equal(await inConfig({ credsStore: "lab", auths: { h: { auth } } }, ["h"]), undefined);
    assert.equal(await inConfig({ credsStore: "lab", auths: {} }, ["h"]), undefined);
    const found = await inConfig({ credsStore: "lab", auths: { h: { registrytoken: "t" } } }, ["h"]);
    assert.deepEqual([found?.credential.kind, found?.origin], ["registryToken", { kind: "file", path, key: "h" }]);
  });
});

test("another spelling that is empty hides none after it", async () => {
  const found = await inConfig({ auths: { "https://h/v1/": {}, "http://h": { auth } } }, ["h"]);
  assert.equal(found?.origin.key, "http://h");
});

describe("podman's files", () => {
  const found = async (configs: readonly object[], spawn = new LabSpawn()) => {
    const files = configs.map((config, index) => ({ path: `/${index}.json`, document: documentOf(config) }));
    return (await lookupPodman(files, "h", { spawn }))?.origin;
  };

  test("are asked one after another, until one has the login", async () => {
    assert.deepEqual(await found([{}, { auths: { h: {} } }, { auths: { h: { auth } } }]), { kind: "podman", path: "/2.json", key: "h" });
    assert.equal(await found([{}, { auths: { h: {} } }]), undefined);
  });

  test("are asked on where a helper has nothing", async () => {
    const origin = await found([{ credHelpers: { h: "lab" } }, { auths: { h: { auth } } }]);
    assert.deepEqual(origin, { kind: "podman", path: "/1.json", key: "h" });
  });

  test("name the helper that has it", async () => {
    const origin = await found([{ credHelpers: { h: "lab" } }], new LabSpawn("plain"));
    assert.deepEqual(origin, { kind: "podman", path: "/0.json", key: "h", helper: "lab" });
  });
});
