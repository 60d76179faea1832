import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test, type TestContext } from "node:test";
import type { Credential } from "../../src/core/credential.ts";
import { Secret } from "../../src/core/secret.ts";
import type { Spawn } from "../../src/core/spawn.ts";
import type { CredentialStore } from "../../src/credentials/credentialStore.ts";
import { nodeSpawn } from "../../src/node/nodeSpawn.ts";
import { dockerSends } from "../support/peers/dockerDaemon.ts";
import { type DockerRegistry, type DockerRegistryOptions, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing, run, type RunResult, temporaryDirectory } from "../support/peers/program.ts";
import { startTokenServer } from "../support/peers/tokenServer.ts";
import { openCredentialStore } from "../support/credentialStore.ts";

const alice = { username: "alice", password: "pass:wörd <&> $ ' \"" };
const aliceCredential: Credential = { kind: "basic", username: alice.username, password: new Secret(alice.password) };
const htpasswd: DockerRegistryOptions = { auth: { kind: "htpasswd", accounts: [alice] } };

/** One person's home: config.json, the environment of every tool, and our store over the same files. */
interface Home {
  readonly configPath: string;
  readonly env: NodeJS.ProcessEnv;
  readonly store: CredentialStore;
  config(): { readonly auths: Record<string, object>; readonly credsStore?: string };
}

/** docker chooses `pass` by itself where a file has no entry at all, so that each begins with one. */
const otherEntry = '{"auths":{"other.example":{"auth":"dTpw"}}}';

function homeIn(t: TestContext, config = otherEntry): Home {
  const directory = temporaryDirectory("h");
  t.after(() => directory.remove());
  const { path } = directory;
  const configPath = join(path, ".docker", "config.json");
  mkdirSync(join(path, ".docker"));
  writeFileSync(configPath, config);
  const { REGISTRY_AUTH_FILE: _file, DOCKER_AUTH_CONFIG: _auth, XDG_RUNTIME_DIR: _runtime, ...inherited } = process.env;
  const own = { HOME: path, DOCKER_CONFIG: join(path, ".docker"), GNUPGHOME: join(path, "g"), PASSWORD_STORE_DIR: join(path, "p") };
  const env = { ...inherited, ...own, XDG_RUNTIME_DIR: join(path, "run"), DOCKER_HOST: "unix:///nonexistent.sock" };
  const spawn: Spawn = { ...nodeSpawn, run: (request) => nodeSpawn.run({ ...request, env: own }) };
  const store = openCredentialStore(configPath, { spawn, homeDirectory: path });
  return { configPath, env, store, config: () => JSON.parse(readFileSync(configPath, "utf8")) as ReturnType<Home["config"]> };
}

async function registryFor(t: TestContext, options: DockerRegistryOptions = htpasswd): Promise<DockerRegistry> {
  const registry = await startDockerRegistry(options);
  t.after(() => registry.close());
  return registry;
}

/** Lists a repository that does not exist: the registry says so to whom it knows, and "unauthorized" to others. */
function skopeoAsks(host: string, { env, configPath }: Home): Promise<RunResult> {
  return run("skopeo", ["list-tags", "--tls-verify=false", "--authfile", configPath, `docker://${host}/nothing/here`], { env });
}

function dockerLogin(host: string, { env }: Home): Promise<RunResult> {
  return run("docker", ["login", "--username", alice.username, "--password-stdin", host], { env, input: alice.password });
}

function skopeoLogin(host: string, { env, configPath }: Home): Promise<RunResult> {
  const args = ["login", "--tls-verify=false", "--authfile", configPath, "--username", alice.username, "--password-stdin", host];
  return run("skopeo", args, { env, input: alice.password });
}

async function passwordOf(store: CredentialStore, host: string): Promise<string> {
  const found = await store.lookup(host);
  assert.ok(found?.credential.kind === "basic", `no password for ${host}`);
  assert.equal(found.credential.username, alice.username);
  return found.credential.password.reveal();
}

void describe("config.json shared with real tools", () => {
  void test("skopeo uses our login", { skip: missing("skopeo", "docker-registry", "htpasswd") }, async (t) => {
    const home = homeIn(t);
    const { host } = await registryFor(t);
    assert.match((await skopeoAsks(host, home)).stderr, /unauthorized|authentication required/);
    await home.store.save(host, aliceCredential);
    assert.match((await skopeoAsks(host, home)).stderr, /404 \(Not Found\)|name unknown/);
    await home.store.erase(host);
    assert.match((await skopeoAsks(host, home)).stderr, /unauthorized|authentication required/);
  });

  void test("docker uses our login", { skip: missing("docker") }, async (t) => {
    const home = homeIn(t);
    await home.store.save("reg.example", aliceCredential);
    await home.store.save("docker.io", { ...aliceCredential, username: "hub" });
    await home.store.save("token.example:5000", { kind: "identityToken", username: "", token: new Secret("refresh") });
    const { serveraddress, ...account } = await dockerSends(t, "reg.example", home.env);
    assert.deepEqual([serveraddress, account], ["reg.example", alice]);
  });

  void test("docker uses our login to Docker Hub, and our identity token", { skip: missing("docker") }, async (t) => {
    const home = homeIn(t);
    await home.store.save("docker.io", aliceCredential);
    assert.equal((await dockerSends(t, "docker.io", home.env))["username"], alice.username);
    const other = homeIn(t);
    await other.store.save("token.example:5000", { kind: "identityToken", username: "alice", token: new Secret("refresh") });
    assert.equal((await dockerSends(t, "token.example:5000", other.env))["identitytoken"], "refresh");
  });

  void test(
    "beside a store that is gone: without it every tool finds the login, past it docker alone",
    { skip: missing("skopeo", "docker", "docker-registry", "htpasswd") },
    async (t) => {
      const { host } = await registryFor(t);
      const config = '{"auths":{"other.example":{}},"credsStore":"desktop"}';
      const [mapped, without] = [homeIn(t, config), homeIn(t, config)];
      await mapped.store.save(host, aliceCredential, { store: "file" });
      await without.store.save(host, aliceCredential, { store: { withoutStore: "desktop" } });
      for (const home of [mapped, without]) {
        const { serveraddress, ...account } = await dockerSends(t, host, home.env);
        assert.deepEqual([serveraddress, account], [host, alice]);
      }
      assert.match((await skopeoAsks(host, mapped)).stderr, /docker-credential-/);
      assert.match((await skopeoAsks(host, without)).stderr, /404 \(Not Found\)|name unknown/);
      await mapped.store.erase(host, { removeMapping: { to: "" } });
      assert.equal(readFileSync(mapped.configPath, "utf8"), '{\n\t"auths": {\n\t\t"other.example": {}\n\t},\n\t"credsStore": "desktop"\n}');
      assert.match((await skopeoAsks(host, mapped)).stderr, /unauthorized|authentication required/);
    },
  );

  void test("we find what `skopeo login` wrote", { skip: missing("skopeo", "docker-registry", "htpasswd") }, async (t) => {
    const home = homeIn(t);
    const { host } = await registryFor(t);
    assert.equal((await skopeoLogin(host, home)).stderr, "");
    assert.equal(await passwordOf(home.store, host), alice.password);
    assert.deepEqual(Object.keys(home.config().auths), [host, "other.example"].toSorted());
  });

  void test("we find what `docker login` wrote: a password", { skip: missing("docker", "docker-registry", "htpasswd") }, async (t) => {
    const home = homeIn(t);
    const { host } = await registryFor(t);
    const { exitCode, stderr } = await dockerLogin(host, home);
    assert.equal(exitCode, 0, stderr);
    assert.equal(await passwordOf(home.store, host), alice.password);
  });

  void test("we find what `docker login` wrote: an identity token", { skip: missing("docker", "docker-registry") }, async (t) => {
    const home = homeIn(t);
    const server = await startTokenServer({ accounts: [alice] });
    t.after(() => server.close());
    const { host } = await registryFor(t, { auth: { kind: "token", server } });
    const { exitCode, stderr } = await dockerLogin(host, home);
    assert.equal(exitCode, 0, stderr);
    const found = await home.store.lookup(host);
    assert.equal(found?.credential.kind, "identityToken");
    assert.ok("identitytoken" in (home.config().auths[host] ?? {}));
  });

  void test(
    "what we leave of a file is what docker leaves of it",
    { skip: missing("docker", "docker-registry", "htpasswd") },
    async (t) => {
      const config = '{"psFormat":"<b> & \\u2028 é","HttpHeaders":{"B":"1","A":"2"},"auths":{"z.example":{"username":"u","password":"p"}}}';
      const { host } = await registryFor(t);
      const [ours, dockers] = [homeIn(t, config), homeIn(t, config)];
      await ours.store.save(host, aliceCredential);
      assert.equal((await dockerLogin(host, dockers)).exitCode, 0);
      assert.equal(readFileSync(ours.configPath, "utf8"), readFileSync(dockers.configPath, "utf8"));
    },
  );
});

const passPrograms = ["docker", "docker-credential-pass", "pass", "gpg", "docker-registry", "htpasswd"];

void describe("config.json with docker-credential-pass", { skip: missing(...passPrograms) }, () => {
  let registry: DockerRegistry;
  before(async () => {
    registry = await startDockerRegistry(htpasswd);
  });
  after(() => registry.close());

  /** A home with a throw-away GPG key and a password store. */
  async function homeWithPass(t: TestContext): Promise<Home> {
    const home = homeIn(t);
    const { env } = home;
    mkdirSync(env["GNUPGHOME"] ?? "", { mode: 0o700 });
    const key = await run(
      "gpg",
      ["--batch", "--passphrase", "", "--quick-generate-key", "test@registry.example", "default", "default", "never"],
      { env },
    );
    assert.equal(key.exitCode, 0, key.stderr);
    t.after(() => run("gpgconf", ["--kill", "gpg-agent"], { env }));
    assert.equal((await run("pass", ["init", "test@registry.example"], { env })).exitCode, 0);
    return home;
  }

  void test("docker uses what we stored; the file holds only `{}`", async (t) => {
    const home = await homeWithPass(t);
    await home.store.save("reg.example", aliceCredential, { store: { helper: "pass", as: "credsStore" } });
    const { auths, credsStore } = home.config();
    assert.deepEqual([auths["reg.example"], auths["reg.example:443"], credsStore], [{}, {}, "pass"]);
    assert.ok(!readFileSync(home.configPath, "utf8").includes(Buffer.from(`${alice.username}:`).toString("base64").slice(0, 6)));
    const { serveraddress, ...account } = await dockerSends(t, "reg.example", home.env);
    assert.deepEqual([serveraddress, account], ["reg.example", alice]);
    assert.equal(await passwordOf(home.store, "reg.example"), alice.password);
    assert.deepEqual(await home.store.registriesInHelper(), []);
    const withEntry = readFileSync(home.configPath, "utf8");
    writeFileSync(home.configPath, '{"credsStore":"pass"}');
    assert.deepEqual(
      (await home.store.registriesInHelper()).map(({ host, keys }) => [host, keys]),
      [["reg.example", ["reg.example", "reg.example:443"]]],
    );
    assert.equal(await passwordOf(home.store, "reg.example"), alice.password);
    writeFileSync(home.configPath, withEntry);
    const { removed, failures } = await home.store.erase("reg.example");
    assert.deepEqual(failures, []);
    assert.deepEqual(
      removed.map(({ where, key }) => `${where === "pass" ? "pass" : "file"} ${key}`),
      ["file reg.example", "file reg.example:443", "pass reg.example", "pass reg.example:443"],
    );
    writeFileSync(home.configPath, '{"credsStore":"pass"}');
    assert.deepEqual(await home.store.registriesInHelper(), []);
  });

  void test("we find what `docker login` stored in pass, and skopeo finds it by a mapping only", async (t) => {
    const home = await homeWithPass(t);
    writeFileSync(home.configPath, '{"auths":{"other.example":{}},"credsStore":"pass"}');
    const { exitCode, stderr } = await dockerLogin(registry.host, home);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(home.config().auths[registry.host], {});
    assert.equal(await passwordOf(home.store, registry.host), alice.password);
    assert.ok((await home.store.registries()).problems.some(({ code }) => code === "store-hidden-from-podman"));
    assert.match((await skopeoAsks(registry.host, home)).stderr, /unauthorized|authentication required/);
    await home.store.save(registry.host, aliceCredential, { store: { helper: "pass", as: "credHelpers" } });
    assert.match((await skopeoAsks(registry.host, home)).stderr, /404 \(Not Found\)|name unknown/);
  });

  void test("a store without a key is a known failure, and nothing is written", async (t) => {
    const home = homeIn(t, '{"credsStore":"pass"}');
    assert.equal((await home.store.probeHelper("pass"))?.params["reason"], "pass-not-initialized");
    const params = { helper: "pass", action: "store", exitCode: 1, reason: "pass-not-initialized" };
    await assert.rejects(home.store.save("reg.example", aliceCredential), { code: "helper-failed", params });
    assert.equal(readFileSync(home.configPath, "utf8"), '{"credsStore":"pass"}');
  });
});
