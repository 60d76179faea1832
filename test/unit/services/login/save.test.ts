import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, type TestContext, test } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import type { SaveOptions } from "../../../../src/credentials/credentialStore.ts";
import { CredentialsError, type CredentialsErrorCode } from "../../../../src/credentials/credentialsError.ts";
import type { AnsweredLogin } from "../../../../src/services/login/draft.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { save as saveLogin } from "../../../../src/services/login/save.ts";
import { createLoginPorts } from "../../../support/loginPorts.ts";
import { startRegistry } from "../../../support/registry/startRegistry.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";

/** A login to a registry whose first writes fail so often, with that error. */
async function failingLogin(t: TestContext, moves: readonly Move[], code: CredentialsErrorCode, failures: number) {
  const registry = await startRegistry({ auth: { kind: "basic", accounts: [{ username: "alice", password: "right" }] } });
  t.after(() => registry.close());
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-save-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const { ports, steps } = createLoginPorts(directory, moves);
  const { store } = ports;
  const save = store.save.bind(store);
  const tries: string[] = [];
  store.save = (host, credential, options) => {
    if (tries.push(code) > failures) return save(host, credential, options);
    return Promise.reject(new CredentialsError(code, code, { params: { path: "/config.json", systemCode: "EROFS", lockPath: "/lock" } }));
  };
  const result = await logIn({ host: registry.host }, ports);
  const configFile = path.join(directory, "config.json");
  return {
    result,
    steps,
    tries: tries.length,
    requests: registry.requests.entries.length,
    auth: existsSync(configFile) ? JSON.parse(readFileSync(configFile, "utf8")).auths[registry.host].auth : undefined,
  };
}

const typed: readonly Move[] = [{ type: "alice" }, { type: "right" }];
const saved = Buffer.from("alice:right").toString("base64");

describe("a login that could not be written", () => {
  for (const code of ["config-locked", "config-not-writable", "disk-full", "config-changed", "directory-missing"] as const) {
    test(`for ${code} is written at the next try, without typing it again`, async (t) => {
      const { result, steps, auth, tries } = await failingLogin(t, [...typed, { pick: "Try again" }, { pick: "Try again" }], code, 2);
      assert.equal(result.kind, "loggedIn");
      assert.deepEqual([auth, tries], [saved, 3]);
      const problem = steps.at(-1)?.problem;
      assert.ok(problem instanceof CredentialsError && problem.code === code);
    });
  }

  test("is given up with Escape, and nothing of it is left", async (t) => {
    const { result, auth } = await failingLogin(t, [...typed, "escape"], "disk-full", 1);
    assert.deepEqual([result, auth], [{ kind: "cancelled" }, undefined]);
  });

  test("stands in its masked field after Back", async (t) => {
    const { result, steps, auth } = await failingLogin(t, [...typed, "back", { type: "right" }], "config-locked", 1);
    assert.equal(result.kind, "loggedIn");
    assert.equal(auth, saved);
    const field = steps.at(-1);
    assert.ok(field !== undefined && "secret" in field && field.secret);
    assert.equal(field.value, "right");
  });
});

test("a helper is named in place where the person says so, and Escape stops that", async (t) => {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-save-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const { ports } = createLoginPorts(directory, [{ pick: "Write into the file in place" }]);
  const { store } = ports;
  const mapHelper = store.mapHelper.bind(store);
  const seen: SaveOptions[] = [];
  store.mapHelper = (helper, hosts, options) => {
    if (seen.push(options ?? {}) > 1) return mapHelper(helper, hosts, options);
    return Promise.reject(new CredentialsError("config-mounted", "mounted", { params: { path: "/config.json" } }));
  };
  const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  const login: AnsweredLogin = {
    host,
    credential: { kind: "basic", username: "AWS", password: new Secret("x") },
    check: { kind: "verified", notes: [] },
    keep: { save: {}, always: false },
    isPlaceShown: true,
    remove: [],
    signIn: undefined,
    source: undefined,
    helper: { helper: "ecr-login", hosts: [host] },
  };
  const plan = async () => ({ ...(await store.planSave(host)), podmanFiles: [], homeDirectory: "/home/me" });
  const written = await saveLogin(login, { step: 1, totalSteps: 1, canGoBack: true }, { ...ports, plan });
  assert.equal(written.kind, "next");
  assert.deepEqual(
    seen.map(({ writeInPlace, signal }) => [writeInPlace, signal instanceof AbortSignal]),
    [
      [undefined, true],
      [true, true],
    ],
  );
});
