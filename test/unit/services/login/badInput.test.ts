import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test, type TestContext } from "node:test";
import { SpawnError, type Spawn, type SpawnResult } from "../../../../src/core/spawn.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { startConnectProxy } from "../../../support/connectProxy.ts";
import { createLoginPorts, noPrograms } from "../../../support/loginPorts.ts";
import { startRegistry } from "../../../support/registry/startRegistry.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";

const accounts = [{ username: "alice", password: "right" }];
const type = (text: string): Move => ({ type: text });

function directoryOf(t: TestContext, config?: string): { readonly directory: string; readonly configFile: string } {
  const directory = mkdtempSync(path.join(tmpdir(), "container-registries-login-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const configFile = path.join(directory, "config.json");
  if (config !== undefined) writeFileSync(configFile, config);
  return { directory, configFile };
}

async function registryOf(t: TestContext): Promise<string> {
  const registry = await startRegistry({ auth: { kind: "basic", accounts } });
  t.after(() => registry.close());
  return registry.host;
}

void test("a config.json that does not parse stops the login before anything is asked, and stays as it is", async (t) => {
  const { directory, configFile } = directoryOf(t, '{"auths":');
  const { ports, steps } = createLoginPorts(directory, []);
  await assert.rejects(
    logIn({ host: "ghcr.io" }, ports),
    (error) => error instanceof CredentialsError && error.code === "config-invalid-json",
  );
  assert.deepEqual([steps.length, readFileSync(configFile, "utf8")], [0, '{"auths":']);
});

void describe("a helper", () => {
  const failures: readonly (readonly [string, () => Promise<SpawnResult>])[] = [
    ["that hangs", () => Promise.reject(new SpawnError("program-timed-out", "it hangs"))],
    ["that exits with 1", () => Promise.resolve({ exitCode: 1, stdout: "it broke", stderr: "" })],
    ["that prints garbage", () => Promise.resolve({ exitCode: 0, stdout: "\u0000garbage", stderr: "" })],
  ];
  for (const [name, run] of failures) {
    void test(`${name} cannot be asked for a stored login, which stops nobody`, async (t) => {
      const config = '{"auths":{},"credsStore":"broken"}';
      const { directory, configFile } = directoryOf(t, config);
      const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
      const { ports } = createLoginPorts(directory, [type("alice"), type("right"), { pick: "In config.json, for this registry alone" }], {
        spawn,
      });
      const host = await registryOf(t);
      const result = await logIn({ host }, ports);
      assert.equal(result.kind, "loggedIn");
      const { auths } = JSON.parse(readFileSync(configFile, "utf8")) as { readonly auths: Record<string, object> };
      assert.deepEqual(auths[host], { auth: Buffer.from("alice:right").toString("base64") });
    });
  }

  for (const [name, run] of failures.slice(0, 2)) {
    void test(`${name} when it is to store leaves the file as it was, with its sentence, when nothing else is chosen`, async (t) => {
      const config = '{"auths":{},"credsStore":"broken"}';
      const { directory, configFile } = directoryOf(t, config);
      const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
      const { ports, steps } = createLoginPorts(
        directory,
        [type("alice"), type("right"), { pick: "With docker-credential-{0}" }, { pick: "Try again" }, "escape"],
        { spawn },
      );
      assert.deepEqual(await logIn({ host: await registryOf(t) }, ports), { kind: "cancelled" });
      assert.equal(readFileSync(configFile, "utf8"), config);
      assert.ok(steps.slice(-2).every(({ problem }) => problem instanceof CredentialsError && problem.code.startsWith("helper-")));
    });
  }
});

void test("without a network, the field of the host says so", async (t) => {
  const { directory, configFile } = directoryOf(t);
  const { ports, refusals } = createLoginPorts(directory, [{ pick: "Harbor" }, type("127.0.0.1:1"), "escape"]);
  assert.equal((await logIn({}, ports)).kind, "cancelled");
  assert.match(refusals[0] ?? "", /refused/);
  assert.equal(existsSync(configFile), false);
});

void describe("a proxy that wants a password says so", () => {
  const places: readonly (readonly [string, readonly Move[]])[] = [
    ["at the field of the host", [{ pick: "Any other registry" }, type("reg.example.test"), "escape"]],
    [
      "at the secret's field, for a host that is known",
      [{ pick: "Quay.io" }, { pick: "Robot Account" }, type("acme+ci"), type("token"), "escape"],
    ],
    ["at the field of a host to browse", [{ pick: "Public registry, without a login" }, type("mcr.example.test"), "escape"]],
  ];
  for (const [where, moves] of places) {
    void test(where, async (t) => {
      const { directory, configFile } = directoryOf(t);
      const proxy = await startConnectProxy({
        authority: createCertificateAuthority(),
        hosts: {},
        account: { username: "u", password: "p" },
      });
      t.after(() => proxy.close());
      const { ports, refusals, steps, memory } = createLoginPorts(directory, moves, {
        open: createSessionOpener([], { proxy: proxy.url }),
      });
      assert.equal((await logIn({}, ports)).kind, "cancelled");
      const said = [refusals[0] ?? "", ...steps.map(({ problem }) => problem?.message ?? "")].join(" ");
      assert.match(said, /407|proxy/i);
      assert.deepEqual([existsSync(configFile), memory.registries], [false, []]);
    });
  }
});

void test("a newline from the clipboard is no part of the secret", async (t) => {
  const { directory, configFile } = directoryOf(t);
  const host = await registryOf(t);
  const { ports } = createLoginPorts(directory, [type("alice"), type("right\r\n")]);
  assert.equal((await logIn({ host }, ports)).kind, "loggedIn");
  const { auths } = JSON.parse(readFileSync(configFile, "utf8")) as { readonly auths: Record<string, object> };
  assert.deepEqual(auths[host], { auth: Buffer.from("alice:right").toString("base64") });
});

void test("two logins at once are both written", async (t) => {
  const { directory, configFile } = directoryOf(t);
  const hosts = await Promise.all([registryOf(t), registryOf(t)]);
  const results = await Promise.all(
    hosts.map((host) => logIn({ host }, createLoginPorts(directory, [type("alice"), type("right")]).ports)),
  );
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ["loggedIn", "loggedIn"],
  );
  const { auths } = JSON.parse(readFileSync(configFile, "utf8")) as { readonly auths: Record<string, object> };
  assert.deepEqual(Object.keys(auths).toSorted(), hosts.toSorted());
});

void test("a window closed while the registry is asked writes nothing, even when it says yes", async (t) => {
  const { directory, configFile } = directoryOf(t);
  const host = await registryOf(t);
  const { ports } = createLoginPorts(directory, [type("alice")]);
  const closing: typeof ports.prompter = {
    ...ports.prompter,
    input: async (step) => {
      if (!step.secret) return ports.prompter.input(step);
      await step.submit?.("right", new AbortController().signal);
      return { kind: "cancel" };
    },
  };
  assert.equal((await logIn({ host }, { ...ports, prompter: closing })).kind, "cancelled");
  assert.equal(existsSync(configFile), false);
});
