import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, afterEach, before, beforeEach, test, describe } from "node:test";
import type { Text } from "../../../../src/core/text.ts";
import type { Spawn } from "../../../../src/core/spawn.ts";
import { text } from "../../../../src/core/text.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { logIn } from "../../../../src/services/login/logIn.ts";
import { logOut } from "../../../../src/services/login/logOut.ts";
import type { SessionPorts } from "../../../../src/services/reach/sessions.ts";
import { createSelfSigned } from "../../../support/certificates/certificateAuthority.ts";
import { createLoginPorts, type LoginPortsOptions, noPrograms } from "../../../support/loginPorts.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import type { Move } from "../../../support/scriptedPrompter.ts";

// Within a suite: hooks of a file must not run for the tests of others in the same process.
describe("logging in", () => {
  const started: { registry?: RunningRegistry; open?: RunningRegistry; directory: string } = { directory: "" };
  const auth = { kind: "bearer", accounts: [{ username: "alice", password: "right" }] } as const;
  before(async () => {
    started.registry = await startRegistry({ auth });
    started.open = await startRegistry();
  });
  after(() => Promise.all([started.registry?.close(), started.open?.close()]));
  beforeEach(() => {
    started.directory = mkdtempSync(path.join(tmpdir(), "container-registries-login-"));
  });
  afterEach(() => rmSync(started.directory, { recursive: true }));

  const other: Move = { pick: "Any other registry" };
  const configFile = (): string => path.join(started.directory, "config.json");
  const hostOf = (registry: RunningRegistry | undefined): string => registry?.host ?? "";
  const makePorts = (moves: readonly Move[], options: LoginPortsOptions = {}) => createLoginPorts(started.directory, moves, options);

  test("a login that the registry takes is saved, one that it refuses is not", async () => {
    const host = hostOf(started.registry);
    const { ports, refusals } = makePorts([{ paste: host }, { type: "alice" }, { type: "wrong" }, { type: "right" }]);
    const result = await logIn({}, ports);
    assert.equal(refusals.length, 1);
    const notes = [text("It can list the repositories.")];
    assert.deepEqual(result, { kind: "loggedIn", host, check: "verified", notes, saved: { path: configFile(), keys: [host] } });
    assert.equal(JSON.parse(readFileSync(configFile(), "utf8")).auths[host].auth, Buffer.from("alice:right").toString("base64"));
  });

  test("where docker is a snap, it is said that it reads another file", async () => {
    const host = hostOf(started.registry);
    const home = path.join(started.directory, ".docker");
    mkdirSync(home);
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(program === "docker" ? "/snap/bin/docker" : undefined) };
    const { ports } = createLoginPorts(home, [{ paste: host }, { type: "alice" }, { type: "right" }], { spawn });
    const result = await logIn({}, { ...ports, homeDirectory: started.directory });
    const notes = result.kind === "loggedIn" ? result.notes : [];
    assert.deepEqual(notes.at(-1)?.args, [path.join(started.directory, "snap/docker/current/.docker/config.json")]);
  });

  test("in a remote window the side is told before anything is written, although the place was decided", async () => {
    const host = hostOf(started.registry);
    const { ports, steps } = makePorts([{ paste: host }, { type: "alice" }, { type: "right" }, "escape"]);
    const result = await logIn({}, { ...ports, remoteName: "ssh-remote" });
    assert.deepEqual([result.kind, existsSync(configFile())], ["cancelled", false]);
    const step = steps.at(-1);
    assert.ok(step !== undefined && "notes" in step);
    assert.match(step.notes?.[0]?.text ?? "", /another machine \(SSH\): the login is written there/);
    const { ports: goingOn } = makePorts([{ paste: host }, { type: "alice" }, { type: "right" }, { pick: "Write it there" }]);
    const written = await logIn({}, { ...goingOn, remoteName: "ssh-remote" });
    assert.ok(written.kind === "loggedIn");
    assert.deepEqual(
      written.notes.filter(({ text: note }) => note.includes("another machine")),
      [],
      "it is said once",
    );
    assert.ok(existsSync(configFile()));
  });

  test("of HTTPS on this machine it is said that nobody verifies it", async () => {
    const registry = await startRegistry({ auth, tls: createSelfSigned({ commonName: "localhost" }, "ec") });
    try {
      const { ports } = makePorts([{ paste: registry.host }, { type: "alice" }, { type: "right" }]);
      const result = await logIn({}, ports);
      assert.ok(result.kind === "loggedIn");
      assert.match(result.notes.at(-1)?.text ?? "", /over HTTPS, nobody verifies its certificate/);
    } finally {
      await registry.close();
    }
  });

  test("a login that was cancelled after a refusal has written nothing", async () => {
    const { ports } = makePorts([{ type: "alice" }, { type: "wrong" }, "escape"]);
    assert.deepEqual(await logIn({ host: hostOf(started.registry) }, ports), { kind: "cancelled" });
    assert.equal(existsSync(configFile()), false);
  });

  test("a registry that takes anybody leaves the login unverified", async () => {
    const { ports } = makePorts([{ type: "alice" }, { type: "any" }]);
    const result = await logIn({ host: hostOf(started.open) }, ports);
    assert.equal(result.kind === "loggedIn" && result.check, "unverified");
  });

  test("what tools read before what was written is told, and what they do not is not", async () => {
    const host = hostOf(started.registry);
    const stored = Buffer.from("alice:right").toString("base64");
    const typed: readonly Move[] = [{ type: "alice" }, { type: "right" }];
    const told = async (key: string, moves: readonly Move[]) => {
      const environment = {
        DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [key]: { auth: stored } } }),
        REGISTRY_AUTH_FILE: path.join(started.directory, "auth.json"),
      };
      writeFileSync(environment.REGISTRY_AUTH_FILE, JSON.stringify({ auths: { [key]: { auth: stored } } }));
      const { ports, steps } = makePorts(moves, { environment });
      const result = await logIn({ host }, ports);
      const argsOf = (notes: readonly Text[]) => notes.flatMap(({ args = [] }) => args);
      const atStep = steps.flatMap((step) => ("notes" in step ? argsOf(step.notes ?? []) : []));
      return { atStep, afterwards: result.kind === "loggedIn" ? argsOf(result.notes) : [] };
    };
    assert.deepEqual(await told("another.example", typed), { atStep: [], afterwards: [] });
    const replaced = await told(host, [{ pick: "Log in with something else" }, ...typed, { pick: "In config.json" }, { pickMany: [] }]);
    const file = path.join(started.directory, "auth.json");
    // Once: who has read it there need not read it again.
    assert.deepEqual(replaced, { atStep: ["DOCKER_AUTH_CONFIG", host, host, file], afterwards: [] });
  });

  test("what the registry tells of the login is remembered without its secret", async () => {
    const rights = [{ type: "repository", name: "team/*", actions: ["pull", "push"] }];
    const registry = await startRegistry({ auth: { kind: "bearer", accounts: [{ username: "alice", password: "right", rights }] } });
    try {
      const { ports, memory } = makePorts([{ type: "alice" }, { type: "right" }]);
      const result = await logIn({ host: registry.host, repository: "team/app" }, ports);
      assert.deepEqual(result.kind === "loggedIn" && result.notes.map(({ text: template }) => template), [
        "It cannot list the repositories: “Add Repository…” browses one by its name.",
        "In {0} it can pull and push, but not delete.",
      ]);
      assert.deepEqual(memory.logins, {
        [registry.host]: { rights: { list: false, repository: { name: "team/app", actions: ["pull", "push"] } } },
      });
      assert.equal(registry.requests.lines().filter((line) => /_catalog|scope=/.test(line)).length, 2);
    } finally {
      await registry.close();
    }
  });

  test("a login that is kept has not ended with the sign-in that it came from", async () => {
    const host = hostOf(started.registry);
    const { ports, memory } = makePorts([{ type: "alice" }, { type: "right" }, { pick: "Keep it" }]);
    await logIn({ host }, ports);
    await ports.remembered.set(host, { signIn: { id: "s", accountId: "a" }, isSignedOut: true, rights: { list: true } });
    const saved = readFileSync(configFile(), "utf8");
    assert.deepEqual(await logIn({ host }, ports), { kind: "kept", host });
    assert.deepEqual(memory.logins, { [host]: { rights: { list: true } } });
    assert.equal(readFileSync(configFile(), "utf8"), saved);
  });

  test("a public registry is remembered without a login, and no file is written", async () => {
    const host = hostOf(started.open);
    const { ports, memory } = makePorts([{ type: host, as: "Browse {0} without a login" }]);
    const result = await logIn({}, ports);
    assert.deepEqual(result.kind === "anonymous" && [result.host, result.lists], [host, true]);
    assert.deepEqual(memory.registries, [host]);
    assert.equal(existsSync(configFile()), false);
  });

  test("a registry that is browsed without a login is so although one is stored, until the person logs in", async () => {
    const host = hostOf(started.open);
    const stored = JSON.stringify({ auths: { [host]: { auth: Buffer.from("alice:right").toString("base64") } } });
    writeFileSync(configFile(), stored);
    const { ports, memory } = makePorts([{ type: host, as: "Browse {0} without a login" }, { type: "alice" }, { type: "right" }]);
    await logIn({}, ports);
    assert.deepEqual(memory.passedOver, { [host]: true });
    assert.equal(readFileSync(configFile(), "utf8"), stored);
    assert.equal((await logIn({ host }, ports)).kind, "loggedIn");
    assert.deepEqual(memory.passedOver, {});
  });

  test("a login that is stopped while a helper takes its time has written nothing", async () => {
    const host = hostOf(started.registry);
    const config = '{"auths":{},"credsStore":"slow"}';
    writeFileSync(configFile(), config);
    const hang: Spawn["run"] = ({ signal, args }) =>
      args[0] === "store"
        ? new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error)))
        : Promise.resolve({ exitCode: 1, stdout: "credentials not found in native keychain", stderr: "" });
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run: hang };
    const { ports } = makePorts([{ type: "alice" }, { type: "right" }, { pick: "With docker-credential-{0}" }], { spawn });
    const stopping: typeof ports.prompter = {
      ...ports.prompter,
      wait: (title, task) => {
        const waiting = new AbortController();
        const running = task(waiting.signal);
        if (title.text.startsWith("Writing")) setImmediate(() => waiting.abort());
        return running;
      },
    };
    assert.deepEqual(await logIn({ host }, { ...ports, prompter: stopping }), { kind: "cancelled" });
    assert.equal(readFileSync(configFile(), "utf8"), config);
  });

  test("a token too long for the keychain is kept in the file, if the person wants that", async () => {
    writeFileSync(configFile(), '{"auths":{},"credsStore":"wincred"}');
    const password = "x".repeat(3000);
    const registry = await startRegistry({ auth: { kind: "basic", accounts: [{ username: "alice", password }] } });
    const run: Spawn["run"] = ({ args }) => Promise.resolve({ exitCode: args[0] === "list" ? 0 : 1, stdout: "{}", stderr: "" });
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
    try {
      const typed: Move[] = [{ type: "alice" }, { type: password }, { pick: "With docker-credential-{0}" }];
      const refused = makePorts([...typed, "escape"], { spawn });
      assert.deepEqual(await logIn({ host: registry.host }, refused.ports), { kind: "cancelled" });
      const kept = makePorts([...typed, { pick: "In config.json, for this registry alone" }], { spawn });
      const result = await logIn({ host: registry.host }, kept.ports);
      assert.equal(result.kind, "loggedIn");
      const { auths, credsStore } = JSON.parse(readFileSync(configFile(), "utf8"));
      assert.equal(auths[registry.host].auth, Buffer.from(`alice:${password}`).toString("base64"));
      assert.equal(credsStore, "wincred");
    } finally {
      await registry.close();
    }
  });

  test("a keychain that was chosen is taken back with the login", async () => {
    const host = hostOf(started.registry);
    const kept = new Set<string>();
    const run: Spawn["run"] = ({ args: [action], input = "" }) => {
      if (action === "store") kept.add(String(JSON.parse(input).ServerURL));
      if (action === "erase") kept.delete(input.trim());
      const stdout = action === "list" ? JSON.stringify(Object.fromEntries([...kept].map((url) => [url, "alice"]))) : "";
      return Promise.resolve({ exitCode: 0, stdout, stderr: "" });
    };
    const find: Spawn["find"] = (program) => Promise.resolve(program.endsWith("secretservice") ? `/bin/${program}` : undefined);
    const moves: Move[] = [{ type: "alice" }, { type: "right" }, { pick: "In the keychain, with docker-credential-{0}" }];
    const { ports, memory } = makePorts(moves, { spawn: { ...noPrograms, find, run } });
    await logIn({ host }, { ...ports, keepInFile: { get: () => false, set: () => Promise.resolve() } });
    assert.equal(memory.logins[host]?.addedStore, "secretservice");
    assert.equal(JSON.parse(readFileSync(configFile(), "utf8")).credsStore, "secretservice");
    await logOut(host, ports);
    assert.deepEqual([JSON.parse(readFileSync(configFile(), "utf8")), kept.size, memory.logins], [{ auths: {} }, 0, {}]);
  });

  test("an older secret in the store goes with the person's yes when the login is written past it", async () => {
    const host = hostOf(started.registry);
    writeFileSync(configFile(), '{"auths":{},"credsStore":"lab"}');
    const kept = new Set([host, "other.example"]);
    const run: Spawn["run"] = ({ args: [action], input = "" }) => {
      if (action === "erase") kept.delete(input.trim());
      if (action === "list")
        return Promise.resolve({ exitCode: 0, stdout: JSON.stringify(Object.fromEntries([...kept].map((url) => [url, "a"]))), stderr: "" });
      return Promise.resolve({ exitCode: 1, stdout: "credentials not found in native keychain", stderr: "" });
    };
    const moves: Move[] = [{ type: "alice" }, { type: "right" }, { pick: "In config.json, for this registry alone" }, { pickMany: [host] }];
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
    await logIn({ host }, makePorts(moves, { spawn }).ports);
    assert.deepEqual([...kept], ["other.example"]);
  });

  test("a helper that does not take the login need not cost what was typed", async () => {
    const host = hostOf(started.registry);
    writeFileSync(configFile(), JSON.stringify({ auths: {}, credHelpers: { [host]: "own-cloud" } }));
    const run: Spawn["run"] = () => Promise.resolve({ exitCode: 1, stdout: "not implemented\n", stderr: "" });
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
    const moves: Move[] = [{ type: "alice" }, { type: "right" }, { pick: "With docker-credential-{0}" }, { pick: "In config.json" }];
    assert.equal((await logIn({ host }, makePorts(moves, { spawn }).ports)).kind, "loggedIn");
    assert.equal(JSON.parse(readFileSync(configFile(), "utf8")).auths[host].auth, Buffer.from("alice:right").toString("base64"));
  });

  test("a helper may be fixed, and tried again", async () => {
    const host = hostOf(started.registry);
    writeFileSync(configFile(), '{"auths":{},"credsStore":"locked"}');
    const stores: string[] = [];
    const run: Spawn["run"] = ({ args }) => {
      if (args[0] === "get") return Promise.resolve({ exitCode: 1, stdout: "credentials not found in native keychain", stderr: "" });
      stores.push("store");
      return Promise.resolve(
        stores.length === 1 ? { exitCode: 1, stdout: "keychain is locked", stderr: "" } : { exitCode: 0, stdout: "", stderr: "" },
      );
    };
    const spawn: Spawn = { ...noPrograms, find: (program) => Promise.resolve(`/bin/${program}`), run };
    const { ports, steps } = makePorts(
      [{ type: "alice" }, { type: "right" }, { pick: "With docker-credential-{0}" }, { pick: "Try again" }],
      { spawn },
    );
    const result = await logIn({ host }, ports);
    assert.equal(result.kind === "loggedIn" && result.saved.helper, "locked");
    assert.equal(stores.length, 2);
    assert.match(String(steps.at(-1)?.problem), /locked/);
  });

  test("plain HTTP to another machine needs the person's word", async () => {
    const asked: string[] = [];
    const open: SessionPorts["open"] = (endpoint) => {
      const { host, baseUrl } = endpoint;
      const ping = (): Promise<unknown> => {
        asked.push(baseUrl.href);
        return baseUrl.protocol === "http:"
          ? Promise.resolve({})
          : Promise.reject(new RegistryError("plain-http-server", `${host} speaks plain HTTP`));
      };
      return Promise.resolve({
        client: { ping } as unknown as RegistryClient,
        endpoint,
        askApi: () => Promise.reject(new Error("no list is asked for")),
        verify: () => Promise.resolve({ kind: "unverified" }),
        probe: () => Promise.resolve({}),
        getApi: () => Promise.reject(new Error("no API")),
        postForm: () => Promise.reject(new Error("no form is sent")),
        dispose() {},
      });
    };
    const setUp = { pick: "Set up the connection…" };
    const plainHttp = new Set<string>();
    const setUpTrust = (host: string): Promise<boolean> => Promise.resolve(plainHttp.add(host).has(host));
    const yes = makePorts([other, { type: "plain.example" }, setUp, "escape"], { open, plainHttp, setUpTrust });
    await logIn({}, yes.ports);
    assert.deepEqual(asked, ["https://plain.example/v2", "http://plain.example/v2"]);
    const no = makePorts([other, { type: "never.example" }, setUp, "escape"], { open });
    await logIn({}, no.ports);
    assert.ok(RegistryError.is(no.steps.at(-1)?.problem, "plain-http-server"));
    assert.equal(asked.length, 3);
  });
});
