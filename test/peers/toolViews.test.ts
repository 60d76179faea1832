import assert from "node:assert/strict";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import { type ReadingTool, reportLogin } from "../../src/credentials/loginReport.ts";
import { parseRegistryName } from "../../src/credentials/registryName.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { openCredentialStore } from "../support/credentialStore.ts";
import type { DockerRegistry } from "../support/peers/dockerRegistry.ts";
import { startSeededRegistry } from "../support/peers/seededRegistry.ts";
import { findProgram, missing, run, temporaryDirectory } from "../support/peers/program.ts";

const alice = { username: "alice", password: "correct horse/battery" };
const good = { auth: Buffer.from(`${alice.username}:${alice.password}`).toString("base64") };
const stale = { auth: Buffer.from("alice:an older one").toString("base64") };
const keeps = `#!/bin/sh
cat >/dev/null
[ "$1" = get ] && printf '{"Username":"${alice.username}","Secret":"${alice.password}"}'
`;

/** Has each program read an image's manifest or tags, by the files and variables of a person's home. */
const programs: readonly (readonly [program: string, tool: ReadingTool, args: (image: string) => readonly string[]])[] = [
  ["docker", "docker", (image) => ["manifest", "inspect", "--insecure", `${image}:1.1.0`]],
  ["podman", "podman", (image) => ["search", "--list-tags", "--tls-verify=false", image]],
  ["skopeo", "skopeo", (image) => ["list-tags", "--tls-verify=false", `docker://${image}`]],
];

interface SetUp {
  readonly name: string;
  readonly config: (host: string) => object;
  readonly podman?: (host: string) => object;
  readonly variable?: (host: string) => object;
  /** Whether DOCKER_CONFIG names the directory of config.json. */
  readonly isNamed?: boolean;
  /** Whose answer is by chance: docker reads what it can of a damaged file, in a random order. */
  readonly unsure?: readonly ReadingTool[];
}

const setUps: readonly SetUp[] = [
  { name: "a login in config.json", config: (host) => ({ auths: { [host]: good } }) },
  { name: "no login", config: () => ({}) },
  { name: "a helper that is missing", config: (host) => ({ auths: { [host]: {} }, credHelpers: { [host]: "gone" } }) },
  { name: "a store whose program is gone", config: (host) => ({ auths: { [host]: {} }, credsStore: "gone" }) },
  { name: "a store that podman ignores", config: (host) => ({ auths: { [host]: {} }, credsStore: "keeps" }) },
  { name: "a helper that is named for the registry", config: (host) => ({ credHelpers: { [host]: "keeps" } }) },
  {
    name: "a mapping to the file beside a store",
    config: (host) => ({ auths: { [host]: good }, credsStore: "keeps", credHelpers: { [host]: "" } }),
  },
  {
    name: "an older login of podman's",
    config: (host) => ({ auths: { [host]: good } }),
    podman: (host) => ({ auths: { [host]: stale } }),
  },
  {
    name: "a newer login of podman's",
    config: (host) => ({ auths: { [host]: stale } }),
    podman: (host) => ({ auths: { [host]: good } }),
  },
  {
    name: "DOCKER_AUTH_CONFIG",
    config: (host) => ({ auths: { [host]: good } }),
    variable: (host) => ({ auths: { [host]: stale } }),
  },
  {
    name: "an entry of another registry that cannot be decoded",
    config: (host) => ({ auths: { [host]: good, "other.example": { auth: "!" } } }),
    unsure: ["docker"],
  },
  {
    name: "an older login of podman's, where DOCKER_CONFIG is set",
    config: (host) => ({ auths: { [host]: good } }),
    podman: (host) => ({ auths: { [host]: stale } }),
    isNamed: true,
  },
  { name: "another spelling", config: (host) => ({ auths: { [`https://${host}/v1/`]: good } }) },
];

void describe("a diagnosis says of each tool what it really uses", { skip: missing("docker-registry", "htpasswd") }, () => {
  let registry: DockerRegistry;
  before(async () => {
    registry = await startSeededRegistry({ kind: "htpasswd", accounts: [alice] });
  });
  after(() => registry.close());

  async function homeWith(t: TestContext, { config, podman, variable, isNamed }: SetUp) {
    const { host } = registry;
    const directory = temporaryDirectory("views");
    t.after(() => directory.remove());
    const home = directory.path;
    writeFileSync(path.join(home, "docker-credential-keeps"), keeps);
    chmodSync(path.join(home, "docker-credential-keeps"), 0o755);
    mkdirSync(path.join(home, "run/containers"), { recursive: true });
    mkdirSync(path.join(home, ".docker"));
    writeFileSync(path.join(home, ".docker/config.json"), JSON.stringify(config(host)));
    if (podman !== undefined) writeFileSync(path.join(home, "run/containers/auth.json"), JSON.stringify(podman(host)));
    const { REGISTRY_AUTH_FILE: _file, DOCKER_AUTH_CONFIG: _auth, DOCKER_CONFIG: _config, ...inherited } = process.env;
    const environment = {
      HOME: home,
      XDG_RUNTIME_DIR: path.join(home, "run"),
      ...(isNamed === true ? { DOCKER_CONFIG: path.join(home, ".docker") } : {}),
      PATH: `${home}:${process.env["PATH"] ?? ""}`,
      ...(variable === undefined ? {} : { DOCKER_AUTH_CONFIG: JSON.stringify(variable(host)) }),
    };
    const spawn = {
      ...nodeSpawn,
      run: (request: Parameters<typeof nodeSpawn.run>[0]) => nodeSpawn.run({ ...request, env: { PATH: environment.PATH } }),
    };
    const store = openCredentialStore(path.join(home, ".docker/config.json"), {
      spawn,
      environment,
      platform: "linux",
      homeDirectory: home,
    });
    return { store, env: { ...inherited, ...environment, DOCKER_HOST: "unix:///nonexistent.sock" } };
  }

  /** docker does since 28.3. */
  async function readsVariable(env: NodeJS.ProcessEnv): Promise<boolean> {
    const version = (await run("docker", ["--version"], { env }).catch(() => undefined))?.stdout ?? "";
    const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(version)?.slice(1) ?? []).map(Number);
    return major > 28 || (major === 28 && minor >= 3);
  }

  for (const setUp of setUps) {
    void test(setUp.name, async (t) => {
      const { store, env } = await homeWith(t, setUp);
      const dockerReadsVariable = await readsVariable(env);
      const { views } = await reportLogin(parseRegistryName(registry.host), await store.sources(), { dockerReadsVariable });
      for (const [program, tool, args] of programs) {
        if (findProgram(program) === undefined || setUp.unsure?.includes(tool) === true) continue;
        const credential = views.find((view) => view.tool === tool)?.found?.credential;
        const isGood = credential?.kind === "basic" && credential.password.reveal() === alice.password;
        const { exitCode, stderr } = await run(program, args(`${registry.host}/demo/hello`), { env });
        assert.equal(exitCode === 0, isGood, `${program}: ${stderr}`);
      }
    });
  }
});
