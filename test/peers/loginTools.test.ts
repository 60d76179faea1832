import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { logIn } from "../../src/services/login/logIn.ts";
import { createLoginPorts } from "../support/loginPorts.ts";
import { dockerSends } from "../support/peers/dockerDaemon.ts";
import { type DockerRegistryAuth, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { startSeededRegistry } from "../support/peers/seededRegistry.ts";
import { missing, run, type RunResult, temporaryDirectory } from "../support/peers/program.ts";
import { startTokenServer } from "../support/peers/tokenServer.ts";
import { waySamples } from "../support/sampleServer/loginWays.ts";
import { playLogin } from "../support/sampleServer/playLogin.ts";

const alice = { username: "alice", password: "pass:wörd <&> $ ' \"" };

interface Way {
  readonly authOf: (t: TestContext) => Promise<DockerRegistryAuth>;
  /** What the login is told to be good for. */
  readonly notes: readonly string[];
}

const ways: Readonly<Record<string, Way>> = {
  htpasswd: { authOf: () => Promise.resolve({ kind: "htpasswd", accounts: [alice] }), notes: ["It can list the repositories."] },
  "token authentication": {
    authOf: async (t) => {
      const server = await startTokenServer({ accounts: [alice] });
      t.after(() => server.close());
      return { kind: "token", server };
    },
    notes: ["It can list the repositories.", "In {0} it can pull, push and delete."],
  },
};

void test("a guided login to a registry that takes anybody is unverified", { skip: missing("docker-registry") }, async (t) => {
  const directory = temporaryDirectory("login");
  t.after(() => directory.remove());
  const registry = await startDockerRegistry();
  t.after(() => registry.close());
  const { ports } = createLoginPorts(directory.path, [{ paste: registry.host }, { type: "anybody" }, { type: "anything" }]);
  const result = await logIn({}, ports);
  assert.equal(result.kind === "loggedIn" && result.check, "unverified");
});

void test("docker gives its daemon a guided login to Docker Hub for an image of Docker Hub", { skip: missing("docker") }, async (t) => {
  const home = temporaryDirectory("login");
  t.after(() => home.remove());
  const moves = [{ pick: "Docker Hub" }, { pick: "Docker ID and Access Token" }, { type: alice.username }, { type: alice.password }];
  const { config } = await playLogin(t, moves, waySamples);
  writeFileSync(join(home.path, "config.json"), config ?? "");
  const sent = await dockerSends(t, "docker.io", { ...process.env, HOME: home.path, DOCKER_CONFIG: home.path });
  assert.deepEqual(sent, { ...alice, serveraddress: "https://index.docker.io/v1/" });
});

void test(
  "skopeo finds a login past older ones, once those are removed",
  { skip: missing("skopeo", "docker-registry", "htpasswd") },
  async (t) => {
    const home = temporaryDirectory("login");
    t.after(() => home.remove());
    const registry = await startDockerRegistry({ auth: { kind: "htpasswd", accounts: [alice] } });
    t.after(() => registry.close());
    const { host } = registry;
    const auth = Buffer.from("old:p").toString("base64");
    const configFile = join(home.path, "config.json");
    writeFileSync(configFile, JSON.stringify({ auths: { [`${host}/team`]: { auth }, [`https://${host}/v1/`]: { auth } } }));
    const podmanFile = join(home.path, "auth.json");
    writeFileSync(podmanFile, JSON.stringify({ auths: { [host]: { auth } } }));
    const userOf = async (name: string, file: string): Promise<string> =>
      (await run("skopeo", ["login", "--get-login", "--authfile", file, name])).stdout.trim();
    // The older login is tried first, and refused.
    const typed = ["back", { type: alice.username }, { type: alice.password }, { pick: "In config.json" }] as const;
    const play = async (removed: readonly string[]): Promise<void> => {
      const moves = [...typed, { pickMany: removed }];
      const { ports } = createLoginPorts(home.path, moves, { environment: { REGISTRY_AUTH_FILE: podmanFile } });
      assert.equal((await logIn({ host }, ports)).kind, "loggedIn");
    };
    await play([]);
    assert.deepEqual([await userOf(host, podmanFile), await userOf(`${host}/team/app`, configFile)], ["old", "old"]);
    writeFileSync(configFile, JSON.stringify({ auths: { [`${host}/team`]: { auth }, [`https://${host}/v1/`]: { auth } } }));
    await play([host, `${host}/team`, `https://${host}/v1/`]);
    assert.deepEqual([await userOf(host, configFile), await userOf(`${host}/team/app`, configFile)], [alice.username, alice.username]);
    assert.deepEqual(JSON.parse(readFileSync(podmanFile, "utf8")), { auths: {} });
  },
);

const image = "demo/hello";
const tag = "1.1.0";

/** Logs in to Debian's registry as a person does, after a slip; answers the registry and the person's home. */
async function loggedIn(
  t: TestContext,
  auth: DockerRegistryAuth,
): Promise<{ readonly host: string; readonly home: string; readonly digest: string; readonly notes: readonly string[] }> {
  const directory = temporaryDirectory("login");
  t.after(() => directory.remove());
  const registry = await startSeededRegistry(auth);
  t.after(() => registry.close());
  const moves = [{ paste: `${registry.host}/team/app:1` }, { type: alice.username }, { type: "wrong" }, { type: `${alice.password}\n` }];
  const { ports, refusals } = createLoginPorts(directory.path, moves);
  const result = await logIn({}, ports);
  assert.ok(result.kind === "loggedIn");
  assert.equal(result.check, "verified");
  assert.equal(refusals.length, 1);
  const notes = result.notes.map(({ text }) => text);
  return { host: registry.host, home: directory.path, digest: registry.content.open(image).tags.get(tag) ?? "", notes };
}

for (const [name, { authOf, notes }] of Object.entries(ways)) {
  void describe(`a guided login to Debian's docker-registry with ${name}`, { skip: missing("docker-registry", "htpasswd") }, () => {
    void test("says what it may do", async (t) => {
      assert.deepEqual((await loggedIn(t, await authOf(t))).notes, notes);
    });

    void test("lets skopeo pull an image", { skip: missing("skopeo") }, async (t) => {
      const { host, home, digest } = await loggedIn(t, await authOf(t));
      const pull = (authFile: string): Promise<RunResult> => {
        const options = ["--all", "--src-tls-verify=false", "--src-authfile", join(home, authFile)];
        return run("skopeo", [
          "--insecure-policy",
          "--tmpdir",
          home,
          "copy",
          ...options,
          `docker://${host}/${image}:${tag}`,
          `oci:${join(home, "image")}:pulled`,
        ]);
      };
      assert.match((await pull("none.json")).stderr, /unauthorized|authentication required/);
      const { exitCode, stderr } = await pull("config.json");
      assert.deepEqual([exitCode, stderr], [0, ""]);
      const index = JSON.parse(readFileSync(join(home, "image/index.json"), "utf8")) as {
        readonly manifests: readonly { readonly digest: string }[];
      };
      assert.deepEqual(
        index.manifests.map((manifest) => manifest.digest),
        [digest],
      );
    });

    void test(
      "lets docker read an image's manifest, and is what docker gives its daemon for a pull",
      { skip: missing("docker") },
      async (t) => {
        const { host, home } = await loggedIn(t, await authOf(t));
        const inspect = (config: string): Promise<RunResult> =>
          run("docker", ["--config", config, "manifest", "inspect", "--insecure", `${host}/${image}:${tag}`], {
            env: { ...process.env, HOME: home, DOCKER_HOST: "unix:///nonexistent.sock" },
          });
        assert.match((await inspect(join(home, "none"))).stderr, /unauthorized|authentication required|no basic auth/);
        const { exitCode, stdout, stderr } = await inspect(home);
        assert.equal(exitCode, 0, stderr);
        assert.equal((JSON.parse(stdout) as { readonly manifests: readonly object[] }).manifests.length, 2);
        const { serveraddress, ...account } = await dockerSends(t, host, { ...process.env, HOME: home, DOCKER_CONFIG: home });
        assert.deepEqual([serveraddress, account], [host, alice]);
      },
    );
  });
}
