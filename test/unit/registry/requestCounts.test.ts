import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Credential } from "../../../src/core/credential.ts";
import { Secret } from "../../../src/core/secret.ts";
import type { RegistryClient } from "../../../src/registry/registryClient.ts";
import { basicCredential, createNetworkClient } from "../../support/networkClient.ts";
import { pullOnlyRights } from "../../support/registry/access.ts";
import type { RegistryOptions } from "../../support/registry/registryOptions.ts";
import { seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { seedTags } from "../../support/registry/seed/seedTags.ts";
import { type RunningRegistry, startRegistry } from "../../support/registry/startRegistry.ts";

const alice = { username: "alice", password: "s3cret" };
const auth = { kind: "bearer", accounts: [alice] } as const;

interface Setup {
  readonly registry: RunningRegistry;
  readonly client: RegistryClient;
}

async function setUp(t: TestContext, options: RegistryOptions = { auth }): Promise<Setup> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  return { registry, client: connect(t, registry, basicCredential(alice)) };
}

function connect(t: TestContext, registry: RunningRegistry, credential: Credential | undefined): RegistryClient {
  const connection = createNetworkClient({ url: registry.url, credential });
  t.after(() => connection.dispose());
  return connection.client;
}

function tokenRequests(registry: RunningRegistry): readonly string[] {
  return registry.requests.lines().filter((line) => line.includes("/token"));
}

async function tokenAnswer(registry: RunningRegistry, scope: string): Promise<{ readonly token: string; readonly refresh_token: string }> {
  const authorization = `Basic ${Buffer.from(`${alice.username}:${alice.password}`).toString("base64")}`;
  const query = new URLSearchParams({ service: "embedded-registry", scope, offline_token: "true" });
  const response = await fetch(`${registry.url}/token?${query}`, { headers: { authorization } });
  return (await response.json()) as { readonly token: string; readonly refresh_token: string };
}

void test("200 tags cost a challenge, a token and a page; again, a page; another repository, one token more", async (t) => {
  const { registry, client } = await setUp(t);
  for (const name of ["team/app", "team/web"]) seedTags(registry.store, name, 200);
  assert.equal((await client.listTags("team/app")).items.length, 200);
  assert.equal(registry.requests.entries.length, 3);
  await client.listTags("team/app");
  assert.equal(registry.requests.entries.length, 4);
  await client.listTags("team/web");
  assert.equal(registry.requests.entries.length, 6);
});

void test("the details of 50 multi-platform tags cost two requests each, and never more than 6 at once", async (t) => {
  const { registry, client } = await setUp(t);
  const tags = seedTags(registry.store, "team/app", 50, { distinct: true });
  await client.listTags("team/app");
  registry.requests.clear();
  await Promise.all(
    tags.map(async (tag) => {
      const { digest } = await client.resolve("team/app", tag);
      assert.equal((await client.getManifest("team/app", digest)).kind, "index");
    }),
  );
  assert.equal(registry.requests.entries.length, 100);
  assert.ok(registry.requests.peakInFlight <= 6, String(registry.requests.peakInFlight));
  assert.deepEqual(tokenRequests(registry), []);
});

void test("300 listings at the same time use one token for each scope", async (t) => {
  const { registry, client } = await setUp(t);
  const names = ["team/a", "team/b", "team/c"];
  for (const name of names) seedTags(registry.store, name, 3);
  await Promise.all(Array.from({ length: 300 }, (_, index) => client.listTags(names[index % 3] ?? "")));
  assert.equal(tokenRequests(registry).length, 3);
});

void test("a token that the registry calls expired is renewed once", async (t) => {
  const time = { now: Date.now() };
  const { registry, client } = await setUp(t, { auth, now: () => time.now });
  seedDemo(registry);
  await client.listTags("demo/hello");
  time.now += 3_600_000;
  registry.requests.clear();
  assert.equal((await client.listTags("demo/hello")).items.length, 3);
  const paths = registry.requests.entries.map(({ url }) => url.replace(/\?.*/, ""));
  assert.deepEqual(paths, ["/v2/demo/hello/tags/list", "/token", "/v2/demo/hello/tags/list"]);
});

void test("an identity token is exchanged by POST, and never sent to the registry itself", async (t) => {
  const { registry } = await setUp(t);
  seedDemo(registry);
  const { refresh_token } = await tokenAnswer(registry, "");
  registry.requests.clear();
  const client = connect(t, registry, { kind: "identityToken", username: "", token: new Secret(refresh_token) });
  assert.equal((await client.listTags("demo/hello")).items.length, 3);
  assert.deepEqual(tokenRequests(registry), ["POST /token"]);
  const toRegistry = registry.requests.entries.filter(({ url }) => url !== "/token");
  assert.deepEqual(
    toRegistry.map(({ headers }) => headers.authorization),
    [undefined, "Bearer [hidden]"],
  );
});

void test("a registry token is used as it is", async (t) => {
  const { registry } = await setUp(t);
  seedDemo(registry);
  const { token } = await tokenAnswer(registry, "repository:demo/hello:pull");
  registry.requests.clear();
  const client = connect(t, registry, { kind: "registryToken", token: new Secret(token) });
  assert.equal((await client.listTags("demo/hello")).items.length, 3);
  assert.deepEqual(tokenRequests(registry), []);
});

void test("anonymous is anonymous: no Authorization to the token endpoint", async (t) => {
  const { registry } = await setUp(t, { auth: { ...auth, anonymousRights: pullOnlyRights } });
  seedDemo(registry);
  const client = connect(t, registry, undefined);
  assert.equal((await client.listTags("demo/hello")).items.length, 3);
  const asked = registry.requests.entries.filter(({ url }) => url.startsWith("/token"));
  assert.deepEqual(
    asked.map(({ headers }) => headers.authorization),
    [undefined],
  );
});
