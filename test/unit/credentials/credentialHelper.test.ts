import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "node:util";
import type { Credential } from "../../../src/core/credential.ts";
import { Secret } from "../../../src/core/secret.ts";
import { SpawnError, type SpawnErrorCode } from "../../../src/core/spawn.ts";
import {
  checkHelperLimits,
  eraseFromHelper,
  getFromHelper,
  isHelperName,
  listHelper,
  probeHelper,
  storeInHelper,
} from "../../../src/credentials/credentialHelper.ts";
import { CredentialsError } from "../../../src/credentials/credentialsError.ts";
import { LabSpawn } from "./support/labHelper.ts";

const canary = "canary-9b1deb4d";
const credential: Credential = { kind: "basic", username: "u", password: new Secret(canary) };

function answering(exitCode: number, stdout: string, stderr = ""): LabSpawn {
  const spawn = new LabSpawn();
  spawn.reply = () => ({ exitCode, stdout, stderr });
  return spawn;
}

void describe("credential helpers", () => {
  void test("the secret goes to standard input only, escaped as Go does", async () => {
    const spawn = new LabSpawn();
    await storeInHelper(spawn, "lab", "h", { ...credential, password: new Secret('<&>\u2028"') });
    assert.deepEqual(spawn.calls, [["store", '{"ServerURL":"h","Username":"u","Secret":"\\u003c\\u0026\\u003e\\u2028\\""}']]);
    assert.deepEqual([spawn.requests[0]?.program, spawn.requests[0]?.args], ["docker-credential-lab", ["store"]]);
  });

  void test("an identity token is kept under the user name <token>", async () => {
    const spawn = new LabSpawn("token");
    await storeInHelper(spawn, "lab", "h", { kind: "identityToken", username: "u", token: new Secret("T") });
    assert.match(spawn.calls[0]?.[1] ?? "", /"Username":"\\u003ctoken\\u003e","Secret":"T"/);
    const found = await getFromHelper(spawn, "lab", "h");
    assert.ok(found?.kind === "identityToken" && found.token.reveal() === "IDTOK");
  });

  const notFound: readonly (readonly [exitCode: number, stdout: string])[] = [
    [1, "credentials not found in native keychain\n"],
    [1, "no usernames for h\n"],
    [0, '{"ServerURL":"h","Username":"","Secret":""}\n'],
  ];
  for (const [exitCode, stdout] of notFound) {
    void test(`${JSON.stringify(stdout)} means that there is nothing`, async () =>
      assert.equal(await getFromHelper(answering(exitCode, stdout), "lab", "h"), undefined));
  }

  const failures: readonly (readonly [stdout: string, stderr: string, reason: string])[] = [
    [`boom ${canary}`, canary, "other"],
    ["keychain cannot be accessed because the current session does not allow user interaction. x", "", "locked"],
    ["Cannot autolaunch D-Bus without X11 $DISPLAY", "", "no-dbus"],
    ["error getting credentials: The given address is empty", "", "no-dbus"],
    ["Error from store function in secretservice_linux.c likely due to error in secretservice library", "", "no-dbus"],
    ["exit status 2: gpg: x: skipped: No public key\ngpg: [stdin]: encryption failed: No public key", "", "no-gpg-key"],
    ["", "gpg: error: no usable public key", "no-gpg-key"],
    ["", "fork/exec /usr/bin/x: exec format error", "not-started"],
    ['pass not initialized: exit status 1: Error: password store is empty. Try "pass init".', "", "pass-not-initialized"],
  ];
  for (const [stdout, stderr, reason] of failures) {
    void test(`a failure is told as "${reason}", without the helper's words`, async () => {
      await assert.rejects(storeInHelper(answering(1, stdout, stderr), "lab", "h", credential), (error: Error) => {
        assert.ok(error instanceof CredentialsError);
        assert.deepEqual([error.code, error.params], ["helper-failed", { helper: "lab", action: "store", exitCode: 1, reason }]);
        return !inspect(error, { depth: 9 }).includes(canary);
      });
    });
  }

  void test("what the helper says is told with a failure, unless it has the secret in it, and never of a credential that it gives", async () => {
    const saidBy = async (stdout: string, run: (spawn: LabSpawn) => Promise<unknown>): Promise<string | undefined> => {
      const error = await run(answering(1, stdout)).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof CredentialsError);
      return error.said?.openForSurface();
    };
    const store = (spawn: LabSpawn): Promise<unknown> => storeInHelper(spawn, "lab", "h", credential);
    assert.equal(await saidBy("the vault is sealed\n", store), "the vault is sealed");
    assert.equal(await saidBy(`cannot store ${canary}`, store), undefined);
    assert.equal(await saidBy("the vault is sealed", (spawn) => getFromHelper(spawn, "lab", "h")), undefined);
    assert.equal(await saidBy("the vault is sealed", (spawn) => eraseFromHelper(spawn, "lab", "h")), "the vault is sealed");
  });

  void test("a shell that finds no program in its place means that the helper could not be started", async () => {
    for (const exitCode of [126, 127])
      assert.equal((await probeHelper(answering(exitCode, "", "sh: desktop: not found"), "lab"))?.params["reason"], "not-started");
  });

  void test("a helper is probed by its list, for a few seconds", async () => {
    const spawn = answering(0, "{}");
    assert.equal(await probeHelper(spawn, "lab"), undefined);
    assert.deepEqual([spawn.calls, spawn.requests[0]?.timeoutMs], [[["list", "unused"]], 5000]);
    // What it has started ends with it.
    assert.equal(spawn.requests[0]?.isGroup, true);
    assert.equal(await probeHelper(answering(1, "not implemented\n"), "lab"), undefined);
    assert.equal(await probeHelper(answering(0, "garbage"), "lab"), undefined);
    assert.equal((await probeHelper(answering(1, "it broke"), "lab"))?.code, "helper-failed");
    assert.equal((await probeHelper(spawn, "gone"))?.code, "helper-not-found");
    spawn.reply = () => Promise.reject(new SpawnError("program-timed-out", "it hangs"));
    assert.deepEqual((await probeHelper(spawn, "lab"))?.params["seconds"], 5);
    spawn.reply = () => Promise.reject(new Error("a fault"));
    await assert.rejects(probeHelper(spawn, "lab"), /a fault/);
  });

  const spawnFailures: readonly (readonly [from: SpawnErrorCode, to: string])[] = [
    ["program-not-found", "helper-not-found"],
    ["program-timed-out", "helper-timed-out"],
    ["program-output-too-large", "helper-invalid-output"],
    ["program-failed-to-start", "helper-failed"],
  ];
  for (const [from, to] of spawnFailures) {
    void test(`${from} becomes ${to}`, async () => {
      const spawn = new LabSpawn();
      spawn.reply = () => Promise.reject(new SpawnError(from, from));
      await assert.rejects(listHelper(spawn, "lab"), { code: to });
    });
  }

  for (const stdout of [`{"Secret": ${canary}`, `"${canary}"`, `{"Username":"u","Secret":{"x":"${canary}"}}`]) {
    void test(`an answer like ${stdout.replace(canary, "…")} is not understood, and not quoted`, async () => {
      await assert.rejects(getFromHelper(answering(0, stdout), "lab", "h"), (error: Error) => {
        assert.equal(error instanceof CredentialsError && error.code, "helper-invalid-output");
        return !inspect(error, { depth: 9 }).includes(canary);
      });
    });
  }

  void test("a helper that cannot store or erase says so in its own way", async () => {
    await assert.rejects(storeInHelper(answering(1, "not implemented\n"), "lab", "h", credential), { code: "helper-cannot-store" });
    await assert.rejects(storeInHelper(answering(1, "The stub received bad data.\n"), "lab", "h", credential), {
      code: "secret-too-long-for-wincred",
    });
    await assert.rejects(storeInHelper(answering(1, "not implemented while locked\n"), "lab", "h", credential), { code: "helper-failed" });
    assert.equal((await probeHelper(answering(1, "not implemented while locked\n"), "lab"))?.code, "helper-failed");
    await assert.rejects(eraseFromHelper(answering(1, "not implemented\n"), "lab", "h"), { code: "helper-failed" });
    const cloud = new LabSpawn("", ["docker-credential-ecr-login"]);
    cloud.reply = () => ({ exitCode: 1, stdout: "the cache is damaged\n" });
    await assert.rejects(eraseFromHelper(cloud, "ecr-login", "h"), { code: "helper-failed" });
    assert.equal(await eraseFromHelper(answering(1, "Error: x is not in the password store.\n"), "lab", "h"), false);
  });

  void test("limits are checked before anything is stored", () => {
    const long = (length: number): Credential => ({ ...credential, password: new Secret("x".repeat(length)) });
    checkHelperLimits("wincred", "h", long(2560));
    for (const helper of ["wincred", "wincred.exe"]) {
      assert.throws(() => checkHelperLimits(helper, "h", long(2561)), {
        code: "secret-too-long-for-wincred",
        params: { helper, length: 2561, limit: 2560 },
      });
    }
    // {"ServerURL":"h","Username":"u","Secret":"…"} has 44 characters around the secret.
    checkHelperLimits("pass", "h", long(65_535 - 44));
    assert.throws(() => checkHelperLimits("pass", "h", long(65_536 - 44)), { code: "secret-too-long-for-helper" });
  });

  void test("names are the end of a program's name, and nothing else", async () => {
    for (const name of ["pass", "ecr-login", "desktop.exe", "a_b"]) assert.equal(isHelperName(name), true, name);
    for (const name of ["", "../x", "a/b", "a\\b", "a b", "-x", ".x", "a;b", "a\0", "C:x", "x".repeat(65)]) {
      assert.equal(isHelperName(name), false, name);
      const spawn = new LabSpawn();
      await assert.rejects(getFromHelper(spawn, name, "h"), { code: "helper-name-invalid" });
      assert.deepEqual(spawn.calls, []);
    }
  });
});
