import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { createSkopeo, type Skopeo } from "../support/peers/skopeo.ts";
import { startTokenServer } from "../support/peers/tokenServer.ts";
import type { AuthOptions } from "../support/registry/registryOptions.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";

const alice = { username: "alice", password: "pass:word" };
const accounts = [alice];

async function embedded(t: TestContext, auth: AuthOptions): Promise<RunningRegistry> {
  const registry = await startRegistry({ auth });
  t.after(() => registry.close());
  return registry;
}

function skopeoFor(t: TestContext, ...hosts: readonly string[]): Skopeo {
  const skopeo = createSkopeo();
  t.after(() => skopeo.remove());
  for (const host of hosts) skopeo.logIn(host, alice);
  return skopeo;
}

const modes: readonly AuthOptions[] = [{ kind: "none" }, { kind: "basic", accounts }, { kind: "bearer", accounts }];
for (const auth of modes) {
  void test(`skopeo lists and inspects what the embedded registry holds (${auth.kind})`, { skip: missing("skopeo") }, async (t) => {
    const registry = await embedded(t, auth);
    seedDemo(registry);
    const skopeo = skopeoFor(t, registry.host);

    const listed = await skopeo.run("list-tags", [`docker://${registry.host}/tools/runtime`]);
    assert.equal(listed.stderr, "");
    const { Tags } = JSON.parse(listed.stdout) as { readonly Tags: readonly string[] };
    assert.deepEqual(Tags, [...registry.store.open("tools/runtime").tags.keys()].toSorted());

    const inspected = await skopeo.run("inspect", ["--override-arch=arm64", `docker://${registry.host}/demo/hello:1.1.0`]);
    assert.equal(inspected.stderr, "");
    const image = JSON.parse(inspected.stdout) as { readonly [key in "Architecture" | "Created" | "Env"]: string | readonly string[] };
    assert.equal(image.Architecture, "arm64");
    assert.equal(image.Created, "2025-12-13T08:00:00Z");
    assert.ok(image.Env.includes("APP_VERSION=1.1.0"));
  });
}

for (const auth of modes.filter(({ kind }) => kind !== "none")) {
  void test(`skopeo with a wrong password cannot list (${auth.kind})`, { skip: missing("skopeo") }, async (t) => {
    const registry = await embedded(t, auth);
    seedDemo(registry);
    const skopeo = skopeoFor(t);
    skopeo.logIn(registry.host, { ...alice, password: "wrong" });
    const { exitCode, stdout, stderr } = await skopeo.run("list-tags", [`docker://${registry.host}/demo/hello`]);
    assert.notEqual(exitCode, 0);
    assert.equal(stdout, "");
    assert.match(stderr, /unauthorized|invalid username\/password/);
  });
}

const peers: Readonly<Record<string, (t: TestContext) => Promise<string>>> = {
  htpasswd: async (t) => {
    const registry = await startDockerRegistry({ auth: { kind: "htpasswd", accounts } });
    t.after(() => registry.close());
    return registry.host;
  },
  token: async (t) => {
    const server = await startTokenServer({ accounts });
    t.after(() => server.close());
    const registry = await startDockerRegistry({ auth: { kind: "token", server } });
    t.after(() => registry.close());
    return registry.host;
  },
};

for (const [kind, startPeer] of Object.entries(peers)) {
  const skip = missing("skopeo", "docker-registry", "htpasswd");
  void test(`skopeo copies from the embedded registry to docker-registry and back, bytes unchanged (${kind})`, { skip }, async (t) => {
    const source = await embedded(t, { kind: "bearer", accounts });
    const target = await embedded(t, { kind: "basic", accounts });
    const peer = await startPeer(t);
    seedDemo(source);
    const skopeo = skopeoFor(t, source.host, target.host, peer);
    for (const [repository, tag, manifestCount] of [
      ["team/app/web", "5.0.0", 5],
      ["team/app/api", "2.3.1", 3],
    ] as const) {
      for (const [from, to] of [
        [source.host, peer],
        [peer, target.host],
      ] as const) {
        const references = [from, to].map((host) => `docker://${host}/${repository}:${tag}`);
        const { exitCode, stderr } = await skopeo.run("copy", ["--all", "--preserve-digests", ...references]);
        assert.equal(exitCode, 0, stderr);
      }
      const sent = source.store.open(repository);
      const arrived = target.store.open(repository);
      assert.equal(arrived.tags.get(tag), sent.tags.get(tag));
      assert.equal(arrived.manifests.size, manifestCount);
      for (const digest of arrived.manifests.keys()) assert.ok(sent.manifests.has(digest), digest);
    }
  });
}
