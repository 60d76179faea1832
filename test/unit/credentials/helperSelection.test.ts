import assert from "node:assert/strict";
import { test } from "node:test";
import { detectNativeStore, selectStore } from "../../../src/credentials/helperSelection.ts";
import { parseConfig } from "../../support/parseConfig.ts";
import { LabSpawn } from "./support/labHelper.ts";

function documentOf(config: object) {
  return parseConfig(Buffer.from(JSON.stringify(config)), "/config.json");
}

test("a registry's own helper comes before the general one, under the key with and without the port", () => {
  const document = documentOf({ credsStore: "general", credHelpers: { h: "own", "p:443": "own", file: "" } });
  for (const key of ["h", "h:443", "p", "p:443"]) assert.deepEqual(selectStore(document, key), { helper: "own", by: "credHelpers" }, key);
  assert.deepEqual(selectStore(document, "file"), { helper: "", by: "credHelpers" });
  for (const key of ["h:80", "other"]) assert.deepEqual(selectStore(document, key), { helper: "general", by: "credsStore" }, key);
  assert.deepEqual(selectStore(documentOf({}), "h"), { helper: "", by: "none" });
});

test("each system has its own keychain, whose helper has to be there", async () => {
  const helpers = { darwin: "osxkeychain", win32: "wincred", linux: "secretservice" } as const;
  const programs = Object.values(helpers).map((helper) => `docker-credential-${helper}`);
  const detect = async (platform: NodeJS.Platform, installed: readonly string[]) =>
    (await detectNativeStore(documentOf({}), new LabSpawn("", installed), platform))?.helper;
  for (const [platform, helper] of Object.entries(helpers) as [keyof typeof helpers, string][]) {
    assert.equal(await detect(platform, programs), helper);
    assert.equal(await detect(platform, []), undefined);
  }
  assert.equal(await detect("freebsd", programs), undefined);
});

test("docker would choose it where the file has no login and no helper", async () => {
  const spawn = new LabSpawn("", ["docker-credential-wincred"]);
  const isChosen = async (config: object) => (await detectNativeStore(documentOf(config), spawn, "win32"))?.isDockersChoice;
  assert.equal(await isChosen({}), true);
  for (const config of [{ credsStore: "x" }, { credHelpers: { h: "x" } }, { auths: { h: {} } }])
    assert.equal(await isChosen(config), false);
});
