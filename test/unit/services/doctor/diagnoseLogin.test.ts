import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { systemClock } from "../../../../src/core/clock.ts";
import { isAbort } from "../../../../src/core/errors.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { applyChange } from "../../../../src/services/doctor/applyChange.ts";
import type { DoctorCheck } from "../../../../src/services/doctor/check.ts";
import type { DoctorPorts } from "../../../../src/services/doctor/context.ts";
import { diagnoseLogin } from "../../../../src/services/doctor/diagnoseLogin.ts";
import { type LoginFinding, sortFindings } from "../../../../src/services/doctor/finding.ts";
import type { Session } from "../../../../src/services/reach/session.ts";
import { openCredentialStore } from "../../../support/credentialStore.ts";
import { createDoctorPorts, programsIn } from "../../../support/doctorPorts.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";

const alice = { username: "alice", password: "correct horse/battery" };
const auth = Buffer.from(`${alice.username}:${alice.password}`).toString("base64");
const { signal } = new AbortController();

function homeWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const home = mkdtempSync(path.join(tmpdir(), "doctor-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text, { mode: name.startsWith("bin/") ? 0o755 : 0o600 });
  }
  return home;
}

void describe("a diagnosis", () => {
  let registry: RunningRegistry;
  before(async () => {
    registry = await startRegistry({ auth: { kind: "basic", accounts: [alice] } });
  });
  after(() => registry.close());

  const good = (): Readonly<Record<string, string>> => ({
    ".docker/config.json": JSON.stringify({ auths: { [registry.host]: { auth } } }),
  });
  const look = async (t: TestContext, others: Partial<DoctorPorts>, files = good()): Promise<readonly LoginFinding[]> => {
    const { ports } = createDoctorPorts(homeWith(t, files), others);
    return (await diagnoseLogin(registry.host, ports, signal)).findings;
  };
  const codesOf = (findings: readonly LoginFinding[]): readonly string[] => findings.map(({ code }) => code);

  void test("finds nothing wrong where nothing is, and sends the login to be checked, and once for what it may do", async (t) => {
    const sentBefore = registry.requests.entries.length;
    const findings = await look(t, {});
    assert.deepEqual(codesOf(findings), ["login-accepted"]);
    assert.equal(findings[0]?.params?.["username"], "alice");
    const sent = registry.requests.entries.slice(sentBefore).filter(({ headers }) => headers.authorization !== undefined);
    assert.equal(sent.length, 2);
    assert.deepEqual(findings[0]?.told, { rights: { list: true }, notes: [] });
  });

  void test("tells what the provider says of a token, and nothing where it does not answer", async (t) => {
    const entry = { auth: Buffer.from("alice:ghp_x").toString("base64") };
    const files = { ".docker/config.json": JSON.stringify({ auths: { "ghcr.io": entry } }) };
    const told = async (others: Partial<Session>): Promise<LoginFinding["told"]> => {
      const session = {
        client: { ping: () => Promise.resolve({ auth: "bearer" }) },
        verify: () => Promise.resolve({ kind: "verified", scheme: "bearer" }),
        probe: () => Promise.resolve({ list: false }),
        dispose: () => {},
        ...others,
      } as unknown as Session;
      const { ports } = createDoctorPorts(homeWith(t, files), { connect: () => Promise.resolve(session) });
      const { findings } = await diagnoseLogin("ghcr.io", ports, signal);
      return findings.find(({ code }) => code === "login-accepted")?.told;
    };
    const header = (name: string): string | null => (name === "x-oauth-scopes" ? "read:packages" : null);
    const answer = { status: 200, header, json: { login: "alice" } };
    const scoped = await told({ getApi: () => Promise.resolve(answer as Awaited<ReturnType<Session["getApi"]>>) });
    assert.deepEqual(scoped?.rights, { list: false });
    assert.ok((scoped?.notes.length ?? 0) > 0);
    const silent = { getApi: () => Promise.reject(new Error("down")), probe: () => Promise.reject(new Error("down")) };
    assert.deepEqual(await told(silent), { rights: {}, notes: [] });
  });

  void test("has a line for a check that fails, and for one that hangs, whose signal ends", async (t) => {
    const ended: boolean[] = [];
    const checks: readonly DoctorCheck[] = [
      { id: "broken", limitMs: 60_000, run: () => Promise.reject(new Error("no")) },
      {
        id: "endless",
        limitMs: 20,
        run: (_, within) => new Promise(() => within.addEventListener("abort", () => ended.push(true))),
      },
    ];
    const { ports } = createDoctorPorts(homeWith(t, {}));
    const { findings } = await diagnoseLogin(registry.host, ports, signal, checks);
    assert.deepEqual(
      findings.map(({ code, params }) => [code, params?.["check"]]),
      [
        ["check-failed", "broken"],
        ["check-hangs", "endless"],
      ],
    );
    assert.deepEqual(ended, [true]);
  });

  void test("can be cancelled", async (t) => {
    const cancelling = new AbortController();
    const { ports } = createDoctorPorts(homeWith(t, good()));
    const endless: DoctorCheck = { id: "endless", limitMs: 60_000, run: () => new Promise(() => {}) };
    const running = diagnoseLogin(registry.host, ports, cancelling.signal, [endless]);
    cancelling.abort();
    await assert.rejects(running, isAbort);
  });

  void test("tells a clock that is wrong, in both directions", async (t) => {
    for (const [minutes, direction] of [
      [10, "ahead"],
      [-10, "behind"],
    ] as const) {
      const clock = { ...systemClock, now: () => Date.now() + minutes * 60_000 };
      const skew = (await look(t, { clock })).find(({ code }) => code === "clock-skew");
      assert.deepEqual(skew?.params, { minutes: "10", direction });
    }
    const almost = { ...systemClock, now: () => Date.now() + 60_000 };
    assert.ok(!codesOf(await look(t, { clock: almost })).includes("clock-skew"));
  });

  void test("tells an old nerdctl", async (t) => {
    const found = async (nerdctl: string): Promise<readonly string[]> => {
      const installed = { containerd: undefined, nerdctl };
      const findings = await look(t, { containerd: () => Promise.resolve({ version: "1.7", source: "assumed", installed }) });
      return codesOf(findings).filter((code) => code.startsWith("nerdctl"));
    };
    assert.deepEqual(await found("0.15.0"), ["nerdctl-ignores-hosts", "nerdctl-prompts-twice"]);
    assert.deepEqual(await found("0.16.0"), ["nerdctl-prompts-twice"]);
    for (const version of ["0.16.1", "1.0.0", "2.3.0-beta.1"]) assert.deepEqual(await found(version), []);
  });

  void test("offers sudo with the person's directory where only containerd as root is here", async (t) => {
    const files = { ...good(), "bin/nerdctl": "#!/bin/sh\n", "run/containerd/containerd.sock": "" };
    const rootful = (await look(t, {}, files)).find(({ code }) => code === "rootful-only");
    const [fix] = rootful?.fixes ?? [];
    assert.ok(fix?.kind === "copyCommand");
    assert.deepEqual(
      [fix.command[0], ...fix.command.slice(2)],
      ["env", "sudo", "--preserve-env=DOCKER_CONFIG", "nerdctl", "pull", `${registry.host}/repository:tag`],
    );
    assert.match(fix.command[1] ?? "", /^DOCKER_CONFIG=.*\/\.docker$/);
    const home = homeWith(t, { ...files, "runtime/containerd-rootless/child_pid": "" });
    const rootless = createDoctorPorts(home, { environment: { XDG_RUNTIME_DIR: path.join(home, "runtime") } });
    assert.ok(!codesOf((await diagnoseLogin(registry.host, rootless.ports, signal)).findings).includes("rootful-only"));
    assert.ok(!codesOf(await look(t, { uid: 0 }, files)).includes("rootful-only"));
  });

  void test("names the proxy on the way", async (t) => {
    const findings = await look(t, { proxyTo: () => "http://proxy.example:3128" });
    assert.deepEqual(codesOf(findings), ["proxy-in-between", "login-accepted"]);
  });

  void test("blames a proxy that leads nowhere, once", async (t) => {
    for (const code of ["proxy-failed", "proxy-untrusted", "proxy-auth-required"] as const) {
      const connect = (): never => {
        throw new RegistryError(code, "no", { params: { host: registry.host } });
      };
      const findings = await look(t, { proxyTo: () => "http://proxy.example:3128", connect });
      assert.deepEqual(codesOf(findings), ["proxy-fails"]);
      assert.deepEqual(findings[0]?.fixes, [{ kind: "openSetting", setting: "http.proxy" }]);
    }
  });

  void test("leads from a certificate that is not trusted to the connection's set-up", async (t) => {
    const fault = new RegistryError("tls-untrusted", "not trusted", { params: { host: registry.host } });
    const found = await look(t, { connect: () => Promise.reject(fault) });
    const unreachable = found.find(({ code }) => code === "unreachable");
    assert.deepEqual(unreachable?.fixes, [{ kind: "setUpTrust", fault }]);
    const refused = new RegistryError("connection-refused", "not there", { params: { host: registry.host } });
    const without = await look(t, { connect: () => Promise.reject(refused) });
    assert.deepEqual(without.find(({ code }) => code === "unreachable")?.fixes, []);
  });

  void test("says that there is no login, and where this window runs", async (t) => {
    const [finding] = await look(t, { remoteName: "ssh-remote" }, {});
    assert.deepEqual([finding?.code, finding?.severity, finding?.params], ["no-login", "error", { remote: "ssh-remote" }]);
  });

  void test("offers a helper of Windows to WSL where it can be started", async (t) => {
    const other = JSON.stringify({ auths: { [registry.host]: {} }, credsStore: "desktop" });
    const files = { "mnt/c/Users/alice/.docker/config.json": other };
    const [finding] = await look(t, {}, { ...files, "bin/docker-credential-desktop.exe": "#!/bin/sh\n" });
    assert.deepEqual([finding?.code, finding?.fixes?.[0]], ["login-on-other-side", { kind: "mapHelper", helper: "desktop.exe" }]);
    assert.deepEqual((await look(t, {}, files))[0]?.fixes, [{ kind: "logIn" }]);
  });

  void test("does not copy a login that the registry refuses", async (t) => {
    const wrong = { auth: Buffer.from("alice:wrong").toString("base64") };
    const home = homeWith(t, { "users/config.json": JSON.stringify({ auths: { [registry.host]: wrong } }) });
    const { changes } = createDoctorPorts(home);
    const copy = applyChange({ kind: "copyLogin", path: path.join(home, "users/config.json") }, registry.host, changes, { signal });
    await assert.rejects(copy, { code: "unauthorized" });
    const store = openCredentialStore(path.join(home, ".docker/config.json"));
    assert.equal(await store.lookup(registry.host), undefined);
  });

  void test("waits for no pipe, and reads no device, in the place of a file", async (t) => {
    const home = homeWith(t, good());
    const pipes = [
      `etc/containerd/certs.d/${registry.host}/hosts.toml`,
      `.config/containerd/certs.d/${registry.host}/hosts.toml`,
      "etc/containerd/config.toml",
      "mnt/c/Users/bob/.docker/config.json",
      ".config/containers/auth.json",
    ];
    for (const pipe of pipes) {
      mkdirSync(path.dirname(path.join(home, pipe)), { recursive: true });
      execFileSync("mkfifo", [path.join(home, pipe)]);
    }
    const { ports } = createDoctorPorts(home);
    const { findings, hostsReaders } = await diagnoseLogin(registry.host, ports, signal);
    assert.deepEqual(codesOf(findings), ["login-accepted", "hosts-used"]);
    assert.ok(hostsReaders.length > 0);
  });

  void test("hides a token in the place of a user name, and the account in a key", async (t) => {
    const token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    const entry = { auth: Buffer.from(`${token}:x`).toString("base64") };
    const found = async (key: string, others: Partial<DoctorPorts> = {}): Promise<string> =>
      JSON.stringify(await look(t, others, { ".docker/config.json": JSON.stringify({ auths: { [key]: entry } }) }));
    for (const text of [await found(registry.host), await found(`https://bob:${token}@${registry.host}/v1`)]) {
      assert.ok(text.includes("login-refused") && !text.includes(token), text);
    }
  });

  void test("shows twenty findings of a kind, and how many more there are", async (t) => {
    const damaged = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`r${index}.example`, { auth: "%" }]));
    const findings = await look(t, {}, { ".docker/config.json": JSON.stringify({ auths: damaged }) });
    const unusable = findings.filter(({ code }) => code === "config-unusable");
    assert.deepEqual([unusable.length, unusable.at(-1)?.left, unusable[0]?.left], [20, 30, undefined]);
  });

  void test("tells the certificates of Docker's kind that are in use, and those that only docker reads", async (t) => {
    const { host } = registry;
    const files = {
      ...good(),
      [`etc/docker/certs.d/${host}/ca.crt`]: "",
      [`.config/docker/certs.d/${host}/client.cert`]: "",
      [`.config/docker/certs.d/${host}/client.key`]: "",
    };
    const home = homeWith(t, files);
    const at = (name: string): string => path.join(home, name);
    const rootful = [at("etc/containerd/certs.d"), at("etc/docker/certs.d")];
    const rootless = [at(".config/containerd/certs.d"), at(".config/docker/certs.d")];
    const found = async (own: readonly string[]): Promise<readonly (readonly [string, string | undefined])[]> => {
      const { ports } = createDoctorPorts(home, { roots: () => Promise.resolve({ own, rootful, rootless, areSet: false }) });
      const { findings } = await diagnoseLogin(host, ports, signal);
      return findings.flatMap(({ code, params }) =>
        /certificates|hosts/.test(code) ? [[code, `${params?.["directory"]?.slice(home.length)}: ${params?.["names"]}`] as const] : [],
      );
    };
    const ofDocker = [`/etc/docker/certs.d/${host}: ca.crt`, `/.config/docker/certs.d/${host}: client.cert, client.key`];
    assert.deepEqual(await found(rootful), [
      ["certificates-used", ofDocker[0]],
      ["docker-certificates", ofDocker[1]],
    ]);
    assert.deepEqual(await found(rootless), [
      ["certificates-used", ofDocker[1]],
      ["docker-certificates", ofDocker[0]],
    ]);
    // With a hosts.toml, nerdctl passes over loose certificates; docker does not.
    writeFileSync(at(`etc/docker/certs.d/${host}/hosts.toml`), "");
    assert.deepEqual((await found(rootful))[0]?.[0], "certificates-used", "containerd takes an empty file for none");
    writeFileSync(at(`etc/docker/certs.d/${host}/hosts.toml`), "# mine\n");
    assert.deepEqual((await found(rootful))[0]?.[0], "hosts-used");
  });

  void test("says that rootless containerd does not reach a registry of this machine, unless its network is detached", async (t) => {
    const state = "runtime/containerd-rootless";
    const found = async (files: Readonly<Record<string, string>>): Promise<boolean> => {
      const home = homeWith(t, { ...good(), ...files });
      const { ports } = createDoctorPorts(home, { environment: { XDG_RUNTIME_DIR: path.join(home, "runtime") } });
      return codesOf((await diagnoseLogin(registry.host, ports, signal)).findings).includes("loopback-rootless");
    };
    assert.equal(await found({ [`${state}/child_pid`]: "" }), true);
    assert.equal(await found({ [`${state}/child_pid`]: "", [`${state}/netns`]: "" }), false);
    assert.equal(await found({}), false);
  });

  void test("says that podman fails where DOCKER_CONFIG names a directory without a config.json", async (t) => {
    const found = async (programs: Readonly<Record<string, string>>, others: Partial<DoctorPorts>): Promise<readonly string[]> =>
      codesOf(await look(t, others, { ...good(), ...programs })).filter((code) => code === "podman-file-missing");
    const podman = { "bin/podman": "#!/bin/sh\n" };
    const configLocation = { path: "/nowhere/config.json", source: "environment" } as const;
    assert.deepEqual(await found(podman, { configLocation }), ["podman-file-missing"]);
    assert.deepEqual(await found({}, { configLocation }), []);
    assert.deepEqual(await found(podman, {}), []);
    assert.deepEqual(await found(podman, { configLocation, environment: { REGISTRY_AUTH_FILE: "/nowhere/auth.json" } }), []);
  });

  void test("says that docker's snap reads a file of its own, unless that has the login or DOCKER_CONFIG names another", async (t) => {
    const found = async (files: Readonly<Record<string, string>>, others: Partial<DoctorPorts> = {}): Promise<LoginFinding | undefined> => {
      const home = homeWith(t, { ...good(), ...files });
      const programs = programsIn(path.join(home, "bin"));
      const find = (program: string): Promise<string | undefined> =>
        program === "docker" ? Promise.resolve("/snap/bin/docker") : programs.find(program);
      const { ports } = createDoctorPorts(home, { spawn: { ...programs, find }, ...others });
      return (await diagnoseLogin(registry.host, ports, signal)).findings.find(({ code }) => code === "docker-snap");
    };
    const snap = "snap/docker/current/.docker/config.json";
    const missing = await found({});
    assert.ok(missing?.params?.["path"]?.endsWith(snap) === true);
    assert.deepEqual(missing.fixes, [{ kind: "copyCommand", command: ["docker", "login", registry.host] }]);
    const other = JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from("bob:x").toString("base64") } } });
    assert.deepEqual(
      (await found({ [snap]: other }))?.fixes?.map(({ kind }) => kind),
      ["copyCommand", "openFile"],
    );
    assert.equal(await found({ [snap]: good()[".docker/config.json"] ?? "" }), undefined);
    assert.equal(await found({}, { configLocation: { path: "/somewhere/config.json", source: "environment" } }), undefined);
  });

  void test("offers kubectl's command where the file has the login, and the manifest in any case", async (t) => {
    const kubectl = { "bin/kubectl": "#!/bin/sh\n" };
    const fixesOf = async (files: Readonly<Record<string, string>>): Promise<readonly (string | undefined)[]> =>
      (await look(t, {}, { ...kubectl, ...files })).find(({ code }) => code === "kubernetes-apart")?.fixes?.map(({ kind }) => kind) ?? [];
    assert.deepEqual(await fixesOf(good()), ["copyPullSecret", "typePullSecretCommand"]);
    const helper = `#!/bin/sh\ncat >/dev/null\nprintf '{"Username":"${alice.username}","Secret":"${alice.password}"}'\n`;
    const config = JSON.stringify({ auths: { [registry.host]: {} }, credsStore: "keeps" });
    const kept = { ".docker/config.json": config, "bin/docker-credential-keeps": helper };
    assert.deepEqual(await fixesOf(kept), ["copyPullSecret"]);
  });

  void test("says when nerdctl reads other files with and without root", async (t) => {
    const files = (rootless: string): Readonly<Record<string, string>> => ({
      ...good(),
      [`etc/containerd/certs.d/${registry.host}/hosts.toml`]: "skip_verify = true\n",
      [`.config/containerd/certs.d/${registry.host}/hosts.toml`]: rootless,
    });
    assert.deepEqual(codesOf(await look(t, {}, files("skip_verify = false\n"))), ["directories-differ", "login-accepted", "hosts-used"]);
    assert.deepEqual(codesOf(await look(t, {}, files("skip_verify = true\n"))), ["login-accepted", "hosts-used"]);
  });
});

void describe("the order of findings", () => {
  void test("what breaks the login is first, and a cause before what comes of it", () => {
    const refused: LoginFinding = { code: "login-refused", severity: "error" };
    const shadows: LoginFinding = { code: "variable-first", severity: "warning" };
    const others: readonly LoginFinding[] = [
      { code: "login-accepted", severity: "good" },
      { code: "proxy-in-between", severity: "hint" },
    ];
    assert.deepEqual(
      sortFindings([...others, refused, shadows]).map(({ code }) => code),
      ["variable-first", "login-refused", "proxy-in-between", "login-accepted"],
    );
    assert.equal(sortFindings([shadows])[0]?.severity, "warning");
  });
});
