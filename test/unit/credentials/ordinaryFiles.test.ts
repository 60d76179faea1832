import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import { maxConfigBytes } from "../../../src/credentials/configDocument.ts";
import { CredentialsError } from "../../../src/credentials/credentialsError.ts";
import type { CredentialStore } from "../../../src/credentials/credentialStore.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { openCredentialStore } from "../../support/credentialStore.ts";

// Within a suite: hooks of a file must not run for the tests of others in the same process.
describe("on the real file system", () => {
  // On the real file system: what stands where config.json, its lock or podman's file should be.

  const folder = { path: "" };
  beforeEach(() => {
    folder.path = mkdtempSync(path.join(tmpdir(), "container-registries-files-"));
  });
  afterEach(() => rmSync(folder.path, { recursive: true }));

  const configPath = (): string => path.join(folder.path, "config.json");
  const login = { kind: "basic", username: "alice", password: new Secret("s3cret") } as const;

  function openStore(environment: Readonly<Record<string, string>> = {}): CredentialStore {
    return openCredentialStore(configPath(), { spawn: new LabSpawn(), environment, platform: "linux" });
  }

  /** What can stand at a path that is no file to read, and the code of the error. */
  const kinds: readonly (readonly [what: string, put: (at: string) => unknown, code: string])[] = [
    ["a pipe", (at) => execFileSync("mkfifo", [at]), "config-refused"],
    ["a link to /dev/zero", (at) => symlinkSync("/dev/zero", at), "config-refused"],
    ["a socket", (at) => new Promise<void>((resolve) => createServer().listen(at, resolve).unref()), "config-refused"],
    ["a directory", (at) => mkdirSync(at), "config-unreadable"],
    ["a circle of links", (at) => symlinkSync(at, at), "config-unreadable"],
    ["a giant", (at) => writeFileSync(at, " ".repeat(maxConfigBytes + 1)), "config-refused"],
    ["five million brackets", (at) => writeFileSync(at, `{"auths":${"[".repeat(900_000)}`), "config-invalid-json"],
    ["nested objects", (at) => writeFileSync(at, '{"a":'.repeat(200_000)), "config-invalid-json"],
  ];

  describe("config.json that is", () => {
    for (const [what, put, code] of kinds) {
      test(`${what} is named, and neither waited for nor overwritten`, async () => {
        await put(configPath());
        const store = openStore();
        const { problems, registries } = await store.registries();
        assert.deepEqual([problems.map((problem) => problem.code), registries], [[code], []]);
        await assert.rejects(store.save("reg.example", login), (error) => CredentialsError.is(error, code as CredentialsError["code"]));
        await assert.rejects(store.erase("reg.example"), CredentialsError);
      });
    }
  });

  describe("a lock that is", () => {
    for (const [what, put] of kinds.filter(([name]) => /pipe|zero|socket|directory|giant/.test(name))) {
      test(`${what} is named at once, and nothing is written`, async () => {
        writeFileSync(configPath(), "{}");
        await put(`${configPath()}.lock`);
        const started = Date.now();
        await assert.rejects(openStore().save("reg.example", login), (error) => CredentialsError.is(error, "config-locked"));
        // Less than the time after which a lock is given up.
        assert.ok(Date.now() - started < 20_000);
        assert.equal(readFileSync(configPath(), "utf8"), "{}");
      });
    }
  });

  describe("podman's file that is", () => {
    for (const [what, put] of kinds) {
      test(`${what} hides no other login`, async () => {
        const authFile = path.join(folder.path, "auth.json");
        await put(authFile);
        writeFileSync(configPath(), JSON.stringify({ auths: { "reg.example": { auth: "YTpi" } } }), { mode: 0o600 });
        const { registries, problems } = await openStore({ REGISTRY_AUTH_FILE: authFile }).registries();
        assert.deepEqual([registries.map(({ host }) => host), problems], [["reg.example"], []]);
      });
    }
  });

  test("a string with half a million escapes is read", async () => {
    writeFileSync(configPath(), JSON.stringify({ auths: {}, note: "\n".repeat(500_000) }), { mode: 0o600 });
    assert.deepEqual((await openStore().registries()).problems, []);
  });

  test("as many logins as fit are read in time that grows with them", async () => {
    const measure = async (count: number): Promise<number> => {
      const auths = Object.fromEntries(Array.from({ length: count }, (_, index) => [`registry-${index}.example`, { auth: "YTpi" }]));
      writeFileSync(configPath(), JSON.stringify({ auths }), { mode: 0o600 });
      const best = Array.from({ length: 3 }, async () => {
        const store = openStore();
        const started = performance.now();
        assert.equal((await store.registries()).registries.length, count);
        return performance.now() - started;
      });
      return Math.min(...(await Promise.all(best)));
    };
    const few = await measure(5000);
    const many = await measure(20_000);
    assert.ok(many < 20 * few + 50, `${many} ms for four times as many as in ${few} ms`);
  });

  describe("modes", { skip: process.platform === "win32" && "Windows has none" }, () => {
    test("a file with logins that others may read is told, and is restricted when the person says so", async () => {
      const store = openStore();
      for (const mode of [0o644, 0o666, 0o640]) {
        rmSync(configPath(), { force: true });
        writeFileSync(configPath(), JSON.stringify({ auths: { "reg.example": { auth: "YTpi" } } }));
        execFileSync("chmod", [mode.toString(8), configPath()]);
        const [problem] = (await store.registries()).problems;
        assert.deepEqual([problem?.code, problem?.params["mode"]], ["config-readable-by-others", `0${mode.toString(8)}`]);
      }
      await store.restrictToOwner();
      assert.equal(statSync(configPath()).mode & 0o777, 0o600);
      assert.deepEqual((await store.registries()).problems, []);
    });

    test("a file without a secret may be read by anybody, and a new one by its owner only", async () => {
      writeFileSync(configPath(), JSON.stringify({ auths: { "reg.example": {} }, credsStore: "lab" }), { mode: 0o644 });
      const codes = (await openStore().registries()).problems.map(({ code }) => code);
      assert.deepEqual(codes, ["store-hidden-from-podman"]);
      rmSync(configPath());
      await openStore().save("reg.example", login);
      assert.equal(statSync(configPath()).mode & 0o777, 0o600);
    });
  });
});
