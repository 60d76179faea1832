import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { type Access, pullOnlyRights } from "../../support/registry/access.ts";
import type { AuthOptions, RegistryOptions } from "../../support/registry/registryOptions.ts";
import { digestOf } from "../../support/registry/digest.ts";
import { demoRepositories, seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { versionTags } from "../../support/registry/seed/seedTags.ts";
import { type RunningRegistry, startRegistry } from "../../support/registry/startRegistry.ts";

const accounts = [
  { username: "alice", password: "pass:word" },
  { username: "reader", password: "r", rights: pullOnlyRights },
  { username: "outsider", password: "o", rights: [] },
];
const bearer: AuthOptions = { kind: "bearer", accounts };

async function start(t: TestContext, options: RegistryOptions = {}): Promise<RunningRegistry> {
  const registry = await startRegistry(options);
  t.after(() => registry.close());
  seedDemo(registry);
  return registry;
}

function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

interface TokenAnswer {
  readonly token?: string;
  readonly access_token: string;
  readonly refresh_token?: string;
}

async function tokenFor(registry: RunningRegistry, scope: string, headers: Record<string, string>, extra = ""): Promise<TokenAnswer> {
  const response = await fetch(`${registry.url}/token?service=embedded-registry&scope=${scope}${extra}`, { headers });
  assert.equal(response.status, 200);
  return (await response.json()) as TokenAnswer;
}

async function postForm(registry: RunningRegistry, fields: Record<string, string>): Promise<Response> {
  return fetch(`${registry.url}/token`, { method: "POST", body: new URLSearchParams({ service: "embedded-registry", ...fields }) });
}

async function errorCode(response: Response): Promise<string | undefined> {
  const { errors } = (await response.json()) as { readonly errors: readonly { readonly code: string }[] };
  return errors[0]?.code;
}

const catalogScope = "registry:catalog:*";

void test("the token endpoint refuses a wrong password, an unknown user and nobody", async (t) => {
  const registry = await start(t, { auth: bearer });
  for (const headers of [basic("alice", "pass"), basic("mallory", "pass:word"), {}, { authorization: "Basic ???" }]) {
    const response = await fetch(`${registry.url}/token?service=embedded-registry&scope=${catalogScope}`, { headers });
    assert.equal(response.status, 401);
    assert.equal(await errorCode(response), "UNAUTHORIZED");
  }
  const response = await postForm(registry, { grant_type: "password", username: "alice", password: "wrong" });
  assert.equal(response.status, 401);
});

void test("a token opens what was asked for and nothing else", async (t) => {
  const registry = await start(t, { auth: bearer });
  const { token } = await tokenFor(registry, "repository:demo/hello:pull", basic("alice", "pass:word"));
  const headers = { authorization: `Bearer ${token}` };
  const statusOf = async (path: string, method = "GET"): Promise<number> => (await fetch(registry.url + path, { headers, method })).status;
  assert.equal(await statusOf("/v2/"), 200);
  assert.equal(await statusOf("/v2/demo/hello/tags/list"), 200);
  assert.equal(await statusOf("/v2/team/app/web/tags/list"), 401);
  assert.equal(await statusOf("/v2/_catalog"), 401);
  assert.equal(await statusOf("/v2/demo/hello/manifests/latest", "DELETE"), 401);
});

void test("a token holds no more than the account's rights", async (t) => {
  const registry = await start(t, { auth: bearer });
  const cases: readonly (readonly [Record<string, string>, string, number])[] = [
    [basic("reader", "r"), "GET", 200],
    [basic("reader", "r"), "DELETE", 401],
    [basic("outsider", "o"), "GET", 401],
  ];
  for (const [headers, method, status] of cases) {
    const { token } = await tokenFor(registry, "repository:demo/hello:pull,push,delete", headers);
    const authorized = { method, headers: { authorization: `Bearer ${token}` } };
    const response = await fetch(`${registry.url}/v2/demo/hello/manifests/latest`, authorized);
    assert.equal(response.status, status);
    if (status === 401) assert.match(response.headers.get("www-authenticate") ?? "", /error="insufficient_scope"$/);
  }
});

void test("a forged or expired token is invalid", async (t) => {
  const time = { now: Date.now() };
  const registry = await start(t, { auth: { ...bearer, lifetimeSeconds: 60 }, now: () => time.now });
  const { token = "" } = await tokenFor(registry, catalogScope, basic("alice", "pass:word"));
  const [header, payload, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload ?? "", "base64url").toString()) as { access: Access[] };
  claims.access.push({ type: "repository", name: "demo/hello", actions: ["pull"] });
  const forged = [header, Buffer.from(JSON.stringify(claims)).toString("base64url"), signature].join(".");
  const challengeFor = async (value: string): Promise<string | null> => {
    const response = await fetch(`${registry.url}/v2/_catalog`, { headers: { authorization: `Bearer ${value}` } });
    return response.headers.get("www-authenticate");
  };
  assert.equal(await challengeFor(token), null);
  assert.match((await challengeFor(forged)) ?? "", /error="invalid_token"$/);
  assert.match((await challengeFor("nonsense")) ?? "", /error="invalid_token"$/);
  time.now += 60_000;
  assert.match((await challengeFor(token)) ?? "", /error="invalid_token"$/);
});

void test("a refresh token takes the password's place", async (t) => {
  const registry = await start(t, { auth: bearer });
  const { refresh_token = "" } = await tokenFor(registry, catalogScope, basic("alice", "pass:word"), "&offline_token=true");
  const refreshed = await postForm(registry, { grant_type: "refresh_token", refresh_token, scope: catalogScope });
  assert.equal(refreshed.status, 200);
  const answer = (await refreshed.json()) as TokenAnswer;
  assert.equal(answer.refresh_token, refresh_token);
  const listed = await fetch(`${registry.url}/v2/_catalog`, { headers: { authorization: `Bearer ${answer.access_token}` } });
  assert.equal(listed.status, 200);
  assert.equal((await postForm(registry, { grant_type: "refresh_token", refresh_token: "made up" })).status, 401);
});

void test("Basic tells a wrong password (401) from missing rights (403)", async (t) => {
  const registry = await start(t, { auth: { kind: "basic", accounts } });
  const cases: readonly (readonly [Record<string, string>, string, number])[] = [
    [{}, "GET", 401],
    [basic("alice", "pass"), "GET", 401],
    [basic("alice", "pass:word"), "GET", 200],
    [basic("reader", "r"), "GET", 200],
    [basic("reader", "r"), "DELETE", 403],
  ];
  for (const [headers, method, status] of cases) {
    const response = await fetch(`${registry.url}/v2/demo/hello/manifests/1.0.0`, { method, headers });
    assert.equal(response.status, status);
  }
});

void test("anonymous may pull where that is allowed, a wrong password may not", async (t) => {
  for (const kind of ["basic", "bearer"] as const) {
    const registry = await start(t, { auth: { kind, accounts, anonymousRights: pullOnlyRights } });
    const headers = kind === "basic" ? {} : { authorization: `Bearer ${(await tokenFor(registry, catalogScope, {})).token}` };
    assert.equal((await fetch(`${registry.url}/v2/_catalog`, { headers })).status, 200);
    const path = kind === "basic" ? "/v2/_catalog" : `/token?service=embedded-registry&scope=${catalogScope}`;
    assert.equal((await fetch(registry.url + path, { headers: basic("alice", "wrong") })).status, 401);
  }
});

void test("the log of requests holds no secret", async (t) => {
  const registry = await start(t, { auth: bearer });
  const { token = "" } = await tokenFor(registry, catalogScope, basic("alice", "pass:word"));
  await fetch(`${registry.url}/v2/_catalog`, { headers: { authorization: `Bearer ${token}`, cookie: "s3cret" } });
  const log = JSON.stringify(registry.requests.entries);
  for (const secret of [token, Buffer.from("alice:pass:word").toString("base64"), "s3cret"]) assert.ok(!log.includes(secret));
  assert.deepEqual(registry.requests.lines(), [`GET /token?service=embedded-registry&scope=${catalogScope}`, "GET /v2/_catalog"]);
  assert.equal(registry.requests.entries[1]?.headers.authorization, "Bearer [hidden]");
});

void test("the demo content is the same every time", async (t) => {
  const registries = [await start(t), await start(t)];
  const digests = registries.map(({ store }) => [...store.repositories].map(([name, { manifests }]) => [name, [...manifests.keys()]]));
  assert.deepEqual(digests[0], digests[1]);
  assert.deepEqual([...(registries[0]?.store.repositories.keys() ?? [])].toSorted(), demoRepositories);
  assert.ok((registries[0]?.store.open("tools/runtime").tags.size ?? 0) > 300);
});

void test("an upload that broke off goes on where it stopped", async (t) => {
  const registry = await start(t);
  const blob = Buffer.from("0123456789");
  const begun = await fetch(`${registry.url}/v2/x/y/blobs/uploads/`, { method: "POST" });
  const upload = registry.url + (begun.headers.get("location") ?? "");
  const patch = (part: Buffer, range: string): Promise<Response> =>
    fetch(upload, { method: "PATCH", body: new Uint8Array(part), headers: { "content-range": range } });
  assert.equal((await patch(blob.subarray(0, 4), "0-3")).headers.get("range"), "0-3");
  const outOfOrder = await patch(blob.subarray(6), "6-9");
  assert.equal(outOfOrder.status, 416);
  assert.equal(outOfOrder.headers.get("range"), "0-3");
  assert.equal((await fetch(upload)).headers.get("range"), "0-3");
  assert.equal((await patch(blob.subarray(4), "4-9")).status, 202);
  assert.equal((await fetch(`${upload}?digest=${digestOf(blob)}`, { method: "PUT" })).status, 201);
  const stored = await fetch(`${registry.url}/v2/x/y/blobs/${digestOf(blob)}`, { headers: { range: "bytes=2-4" } });
  assert.equal(stored.status, 206);
  assert.equal(stored.headers.get("content-range"), "bytes 2-4/10");
  assert.equal(await stored.text(), "234");
});

void test("an upload whose bytes have another digest, or are too many, is refused", async (t) => {
  const registry = await start(t, { maxBlobBytes: 5 });
  const put = (text: string): Promise<Response> =>
    fetch(`${registry.url}/v2/x/y/blobs/uploads/?digest=${digestOf("abc")}`, { method: "POST", body: text });
  assert.equal(await errorCode(await put("abcd")), "DIGEST_INVALID");
  assert.equal((await put("abcdef")).status, 413);
  assert.equal((await put("abc")).status, 201);
});

const refusals: readonly (readonly [string, string, number, string])[] = [
  ["GET", "/v2/Upper/tags/list", 400, "NAME_INVALID"],
  ["GET", "/v2/%zz/tags/list", 400, "NAME_INVALID"],
  ["GET", `/v2/${"a".repeat(256)}/tags/list`, 400, "NAME_INVALID"],
  ["GET", "/v2/no/such/tags/list", 404, "NAME_UNKNOWN"],
  ["GET", "/v2/demo/hello/manifests/nope", 404, "MANIFEST_UNKNOWN"],
  ["GET", `/v2/demo/hello/blobs/${digestOf("")}`, 404, "BLOB_UNKNOWN"],
  ["PATCH", "/v2/demo/hello/blobs/uploads/nope", 404, "BLOB_UPLOAD_UNKNOWN"],
  ["GET", "/v2/_catalog?n=x", 400, "PAGINATION_NUMBER_INVALID"],
  ["GET", "/v2/_catalog?n=101", 400, "PAGINATION_NUMBER_INVALID"],
  ["POST", "/v2/demo/hello/manifests/1.0.0", 405, "UNSUPPORTED"],
  ["DELETE", "/v2/demo/hello/manifests/1.0.0", 405, "UNSUPPORTED"],
  ["GET", "/", 404, "UNSUPPORTED"],
];
void test("refusals have the specification's status and code", async (t) => {
  const registry = await start(t, { pageLimit: { max: 100, whenLarger: "refuse" }, deletes: "none" });
  for (const [method, path, status, code] of refusals) {
    const response = await fetch(registry.url + path, { method });
    assert.deepEqual([response.status, await errorCode(response)], [status, code], `${method} ${path}`);
  }
});

void test("a manifest needs its blobs, and a child its manifest", async (t) => {
  const registry = await start(t);
  const mediaType = "application/vnd.oci.image.index.v1+json";
  const put = (content: object, type = mediaType): Promise<Response> =>
    fetch(`${registry.url}/v2/x/y/manifests/t`, { method: "PUT", body: JSON.stringify(content), headers: { "content-type": type } });
  const child = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: digestOf("child"), size: 5 };
  assert.equal(await errorCode(await put({ mediaType, manifests: [child] })), "MANIFEST_BLOB_UNKNOWN");
  assert.equal(await errorCode(await put({ mediaType: "other", manifests: [] })), "MANIFEST_INVALID");
  assert.equal(await errorCode(await put({ mediaType })), "MANIFEST_INVALID");
  assert.equal((await put({ mediaType, manifests: [] })).status, 201);
});

void test("version tags are all different", () => {
  assert.equal(new Set(versionTags(10_000)).size, 10_000);
});
