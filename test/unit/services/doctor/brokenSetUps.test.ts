import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { applyChange } from "../../../../src/services/doctor/applyChange.ts";
import { hostsDirectoriesCheck } from "../../../../src/services/doctor/checks/hostsDirectories.ts";
import type { DoctorPorts } from "../../../../src/services/doctor/context.ts";
import { diagnoseLogin } from "../../../../src/services/doctor/diagnoseLogin.ts";
import type { LoginFindingCode } from "../../../../src/services/doctor/finding.ts";
import { isChange } from "../../../../src/services/doctor/fix.ts";
import { openCredentialStore } from "../../../support/credentialStore.ts";
import { createDoctorPorts } from "../../../support/doctorPorts.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";

const alice = { username: "alice", password: "correct horse/battery" };
const good = { auth: encode(`${alice.username}:${alice.password}`) };
const stale = { auth: encode("alice:an older one") };
const hub = "https://index.docker.io/v1/";
const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
/** Amazon ECR's password of the day before. */
const endedEcr = { auth: encode(`AWS:${encode(JSON.stringify({ payload: "x", version: "2", expiration: 1_600_000_000 }))}`) };
const keeps = `#!/bin/sh
cat >/dev/null
[ "$1" = get ] && printf '{"Username":"${alice.username}","Secret":"${alice.password}"}'
[ "$1" = get ] || echo {}
`;

function encode(text: string): string {
  return Buffer.from(text).toString("base64");
}

interface SetUp {
  readonly name: string;
  /** What is diagnosed; the test's registry unless given, which answers in any case. */
  readonly host?: string;
  readonly config?: (host: string) => object | string;
  /** Others, below the person's home. */
  readonly files?: (host: string) => Readonly<Record<string, string>>;
  readonly programs?: Readonly<Record<string, string>>;
  readonly environment?: (host: string) => Readonly<Record<string, string>>;
  /** The certs.d directories below the home, where they are others. */
  readonly roots?: readonly string[];
  readonly code: LoginFindingCode;
  /** Where the fix leaves a login that works. */
  readonly isAccepted?: boolean;
}

const inFile = (host: string): object => ({ auths: { [host]: good } });
const hostsToml = (mirror: string): string => `[host."https://${mirror}"]\n`;

const setUps: readonly SetUp[] = [
  {
    name: "the helper of the registry is missing",
    config: (host) => ({ auths: { [host]: {} }, credHelpers: { [host]: "gone" } }),
    code: "helper-missing",
  },
  {
    name: "the program of the store is gone",
    config: (host) => ({ auths: { [host]: {} }, credsStore: "desktop" }),
    code: "helper-missing",
  },
  {
    name: "the helper hangs",
    config: (host) => ({ auths: { [host]: {} }, credHelpers: { [host]: "slow" } }),
    programs: { "docker-credential-slow": "#!/bin/sh\nexec sleep 20\n" },
    code: "helper-silent",
  },
  {
    name: "podman has an older login",
    config: inFile,
    files: (host) => ({ ".config/containers/auth.json": JSON.stringify({ auths: { [host]: stale } }) }),
    programs: { podman: "#!/bin/sh\n" },
    code: "podman-other-login",
    isAccepted: true,
  },
  {
    name: "DOCKER_AUTH_CONFIG",
    config: inFile,
    environment: (host) => ({ DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [host]: stale } }) }),
    code: "variable-first",
    isAccepted: true,
  },
  {
    name: "a login for Docker Hub under a key that nobody reads",
    host: "docker.io",
    config: () => ({ auths: { "docker.io": good } }),
    code: "hub-key-dead",
    isAccepted: true,
  },
  {
    name: "a login for Docker Hub under a key that podman reads before the right one",
    host: "docker.io",
    config: () => ({ auths: { "docker.io": stale, [hub]: good } }),
    code: "hub-key-dead",
    isAccepted: true,
  },
  {
    name: "an entry of another registry that cannot be decoded",
    config: (host) => ({ auths: { [host]: good, "other.example": { auth: "!" } }, unknown: 1 }),
    code: "config-unusable",
    isAccepted: true,
  },
  {
    name: "a store that podman ignores",
    config: (host) => ({ auths: { [host]: {} }, credsStore: "keeps" }),
    programs: { podman: "#!/bin/sh\n", "docker-credential-keeps": keeps },
    code: "podman-blind",
    isAccepted: true,
  },
  {
    name: "an ended login of Amazon ECR",
    host: ecr,
    config: () => ({ auths: { [ecr]: endedEcr } }),
    code: "login-expired",
    isAccepted: true,
  },
  {
    name: "Windows has the login, and WSL has not",
    files: (host) => ({ "mnt/c/Users/alice/.docker/config.json": JSON.stringify({ auths: { [host]: good } }) }),
    code: "login-on-other-side",
    isAccepted: true,
  },
  {
    name: "_default hides a directory without a port",
    host: "ghcr.io",
    config: inFile,
    files: () => ({
      "etc/containerd/certs.d/_default/hosts.toml": hostsToml("mirror.example"),
      "etc/containerd/certs.d/ghcr.io/hosts.toml": hostsToml("ghcr.example"),
    }),
    code: "directory-shadowed",
    isAccepted: true,
  },
  {
    name: "one directory of a registry hides another in the next root",
    config: inFile,
    files: (host) => ({
      [`etc/containerd/certs.d/${host}/hosts.toml`]: hostsToml("one.example"),
      [`opt/certs.d/${host}/hosts.toml`]: hostsToml("two.example"),
    }),
    roots: ["etc/containerd/certs.d", "opt/certs.d"],
    code: "directory-shadowed",
    isAccepted: true,
  },
  {
    name: "_default of one root hides a directory in the next",
    host: "ghcr.io",
    config: inFile,
    files: () => ({
      "etc/containerd/certs.d/_default/hosts.toml": hostsToml("mirror.example"),
      "opt/certs.d/ghcr.io/hosts.toml": hostsToml("ghcr.example"),
    }),
    roots: ["etc/containerd/certs.d", "opt/certs.d"],
    code: "directory-shadowed",
    isAccepted: true,
  },
];

void describe("a broken set-up is named first, and its fix works", () => {
  let registry: RunningRegistry;
  before(async () => {
    registry = await startRegistry({ auth: { kind: "basic", accounts: [alice] } });
  });
  after(() => registry.close());

  for (const setUp of setUps) {
    void test(setUp.name, async (t) => {
      const host = setUp.host ?? registry.host;
      const home = homeOf(t, setUp, host);
      const { ports, changes } = createDoctorPorts(home, {
        environment: setUp.environment?.(host) ?? {},
        ...(setUp.roots && rootsBelow(home, setUp.roots)),
      });
      const connect: typeof ports.connect = (_, signal) => ports.connect(registry.host, signal);
      const { signal } = new AbortController();
      const look = async () => (await diagnoseLogin(host, { ...ports, connect }, signal)).findings;
      const [first, ...others] = await look();
      assert.equal(first?.code, setUp.code, JSON.stringify([first, ...others], undefined, 1));
      const [fix] = first.fixes ?? [];
      assert.ok(fix !== undefined);
      if (isChange(fix)) assert.deepEqual(await applyChange(fix, host, { ...changes, connect }, { signal }), { kind: "done" });
      else await logInAgain(home, host, fix.kind);
      const found = await look();
      assert.ok(!found.some(({ code }) => code === setUp.code), JSON.stringify(found, undefined, 1));
      assert.equal(
        found.some(({ code }) => code === "login-accepted"),
        setUp.isAccepted === true,
        JSON.stringify(found, undefined, 1),
      );
    });
  }
});

function homeOf(t: TestContext, { config, files, programs = {} }: SetUp, host: string): string {
  const home = mkdtempSync(path.join(tmpdir(), "doctor-"));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const write = (name: string, text: string, mode = 0o600): void => {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), text, { mode });
  };
  if (config !== undefined) write(".docker/config.json", JSON.stringify(config(host)));
  for (const [name, text] of Object.entries(files?.(host) ?? {})) write(name, text);
  for (const [name, text] of Object.entries(programs)) write(`bin/${name}`, text, 0o755);
  return home;
}

function rootsBelow(home: string, names: readonly string[]): Pick<DoctorPorts, "roots"> {
  const roots = names.map((name) => path.join(home, name));
  return { roots: () => Promise.resolve({ own: roots, rootful: roots, rootless: [], areSet: false }) };
}

for (const host of ["reg.example:5000", "docker.io"]) {
  void test(`_default of one root hides that of ${host} in the next: there is no name for a link before it`, async (t) => {
    const roots = ["etc/containerd/certs.d", "opt/certs.d"];
    const files = (): Readonly<Record<string, string>> => ({
      "etc/containerd/certs.d/_default/hosts.toml": hostsToml("mirror.example"),
      [`opt/certs.d/${host}/hosts.toml`]: hostsToml("one.example"),
    });
    const home = homeOf(t, { name: host, files, code: "directory-shadowed" }, host);
    const { ports } = createDoctorPorts(home, rootsBelow(home, roots));
    const connect = (): never => assert.fail("it is not asked");
    const { findings } = await diagnoseLogin(host, { ...ports, connect }, new AbortController().signal, [hostsDirectoriesCheck]);
    assert.deepEqual(findings.find(({ code }) => code === "directory-shadowed")?.fixes, []);
  });
}

void test("docker's own directory beside containerd's is only a hint, and is not set aside", async (t) => {
  const host = "reg.example:5000";
  const files = (): Readonly<Record<string, string>> => ({
    [`etc/containerd/certs.d/${host}/hosts.toml`]: hostsToml("one.example"),
    [`etc/docker/certs.d/${host}/ca.crt`]: "",
  });
  const home = homeOf(t, { name: host, files, code: "directory-shadowed" }, host);
  const { ports } = createDoctorPorts(home);
  const { findings } = await diagnoseLogin(host, ports, new AbortController().signal, [hostsDirectoriesCheck]);
  const finding = findings.find(({ code }) => code === "directory-shadowed");
  assert.equal(finding?.severity, "hint");
  assert.deepEqual(finding.fixes, [{ kind: "setDirectoryAside", path: path.join(home, "etc/containerd/certs.d", host) }]);
});

/** What the login wizard does at its end. */
async function logInAgain(home: string, host: string, kind: string): Promise<void> {
  assert.equal(kind, "logIn");
  const file = path.join(home, ".docker/config.json");
  await openCredentialStore(file).save(host, { kind: "basic", username: alice.username, password: new Secret(alice.password) });
  assert.ok(readFileSync(file, "utf8").includes(host));
}
