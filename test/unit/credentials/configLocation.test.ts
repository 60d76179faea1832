import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { locateConfig, snapConfigOf } from "../../../src/credentials/configLocation.ts";

const cases: readonly (readonly [setting: string, variable: string | undefined, path: string, source: string])[] = [
  ["", undefined, "/home/me/.docker/config.json", "default"],
  ["", "", "/home/me/.docker/config.json", "default"],
  ["", "/d", "/d/config.json", "environment"],
  ["", "rel", "/cwd/rel/config.json", "environment"],
  ["", "~/d", "/cwd/~/d/config.json", "environment"],
  ["/s", "/d", "/s/config.json", "setting"],
  ["~/s", "/d", "/home/me/s/config.json", "setting"],
  ["~", undefined, "/home/me/config.json", "setting"],
  ["/s/~", undefined, "/s/~/config.json", "setting"],
  ["~other/s", undefined, "/cwd/~other/s/config.json", "setting"],
];

void describe("where config.json is", { skip: process.platform === "win32" }, () => {
  for (const [setting, variable, path, source] of cases) {
    void test(`setting ${JSON.stringify(setting)}, DOCKER_CONFIG ${JSON.stringify(variable)}`, () => {
      const environment = { DOCKER_CONFIG: variable };
      assert.deepEqual(locateConfig({ setting, environment, homeDirectory: "/home/me", currentDirectory: "/cwd" }), { path, source });
    });
  }
});

void test("Docker's snap reads the config.json of its own home directory, any other docker that of the person", () => {
  assert.equal(snapConfigOf("/snap/bin/docker", "/home/me"), "/home/me/snap/docker/current/.docker/config.json");
  for (const docker of [undefined, "/usr/bin/docker", "/home/me/snap/bin/docker"])
    assert.equal(snapConfigOf(docker, "/home/me"), undefined);
});
