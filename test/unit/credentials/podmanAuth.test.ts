import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Logger } from "../../../src/core/logger.ts";
import { parseConfig } from "../../support/parseConfig.ts";
import { findPodmanEntry, podmanAuthPaths, readPodmanFiles } from "../../../src/credentials/podmanAuth.ts";
import { silentLogger } from "../../support/silentLogger.ts";
import { MemoryFileSystem } from "./support/memoryFileSystem.ts";

interface Place {
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: NodeJS.Platform;
  readonly paths: readonly string[];
}

const places: readonly Place[] = [
  { environment: { REGISTRY_AUTH_FILE: "/a.json", XDG_RUNTIME_DIR: "/run/u" }, platform: "linux", paths: ["/a.json"] },
  {
    environment: { XDG_RUNTIME_DIR: "/run/u" },
    platform: "linux",
    paths: ["/run/u/containers/auth.json", "/h/.config/containers/auth.json"],
  },
  { environment: {}, platform: "linux", paths: ["/run/containers/7/auth.json", "/h/.config/containers/auth.json"] },
  { environment: { XDG_CONFIG_HOME: "/x" }, platform: "darwin", paths: ["/h/.config/containers/auth.json", "/x/containers/auth.json"] },
  { environment: {}, platform: "win32", paths: ["/h/.config/containers/auth.json"] },
];

void describe("podman's files", () => {
  for (const { environment, platform, paths } of places) {
    void test(
      `on ${platform} with ${Object.keys(environment).join(", ") || "nothing set"}`,
      { skip: process.platform === "win32" },
      async () => {
        const files = new MemoryFileSystem().mkdir("/h");
        await files.changeOwner("/h", 7, 7);
        assert.deepEqual(await podmanAuthPaths({ files, environment, platform, homeDirectory: "/h", logger: silentLogger }), paths);
      },
    );
  }

  void test("that are missing, or are config.json itself, are left out", async () => {
    const files = new MemoryFileSystem().write("/c.json", "{}");
    const dependencies = {
      files,
      environment: { REGISTRY_AUTH_FILE: "/c.json" },
      platform: "linux",
      homeDirectory: "/h",
      logger: silentLogger,
    } as const;
    assert.equal((await readPodmanFiles(dependencies, "/c.json")).length, 0);
    assert.deepEqual(
      (await readPodmanFiles(dependencies, "/other.json")).map(({ path }) => path),
      ["/c.json"],
    );
    await files.remove("/c.json");
    assert.equal((await readPodmanFiles(dependencies, "/other.json")).length, 0);
  });

  void test("that are damaged are read as far as they go, and logged", async () => {
    const files = new MemoryFileSystem().write("/p.json", '{"auths":{"good":{"auth":"dTpw"},"bad":{"auth":"!"}}}');
    const logged: string[] = [];
    const logger: Logger = { ...silentLogger, debug: (message) => void logged.push(message) };
    const [file] = await readPodmanFiles(
      { files, environment: { REGISTRY_AUTH_FILE: "/p.json" }, platform: "linux", homeDirectory: "/h", logger },
      "/c.json",
    );
    assert.deepEqual([...(file?.document.auths.keys() ?? [])], ["good"]);
    assert.deepEqual(logged, ["/p.json: the entry of bad cannot be read (base64)"]);
  });

  const entry = '{"auth":"dTpw"}';
  const matches: readonly (readonly [auths: string, name: string, key: string | undefined])[] = [
    [`"h":${entry},"h/ns":${entry}`, "h/ns/img", "h/ns"],
    [`"h":${entry},"h/ns":${entry}`, "h/other", "h"],
    [`"https://h/v1/":${entry}`, "h", "https://h/v1/"],
    [`"https://index.docker.io/v1/":${entry},"docker.io":${entry}`, "docker.io", "docker.io"],
    [`"https://index.docker.io/v1/":${entry}`, "docker.io", "https://index.docker.io/v1/"],
    [`"h:443":${entry}`, "h", undefined],
    ['"h":{"username":"u","password":"p"}', "h", undefined],
    ['"h":{"identitytoken":"t"}', "h", undefined],
  ];
  for (const [auths, name, key] of matches) {
    void test(`for ${name} podman takes ${key} of {${auths.replaceAll(entry, "…")}}`, () => {
      assert.equal(findPodmanEntry(parseConfig(Buffer.from(`{"auths":{${auths}}}`), "/p"), name)?.key, key);
    });
  }
});
