import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import type { RegistryClient } from "../../../../src/registry/registryClient.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { playSamples } from "../../../support/sampleServer/playSamples.ts";
import { loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const account = basicCredential({ username: "alice", password: "a s3cret word" });
const identityToken: Credential = { kind: "identityToken", username: "alice", token: new Secret("refresh") };
const digest = `sha256:${"a".repeat(64)}`;
const tagOfDigest = digest.replace(":", "-");

/** A recorded answer to another request. */
function at(url: string, sample: Sample): Sample {
  return { ...sample, request: { method: sample.request.method, url } };
}

async function allTags(client: RegistryClient, repository: string, pageSize?: number): Promise<readonly string[]> {
  const pages: (readonly string[])[] = [];
  for await (const page of client.eachTagPage(repository, { pageSize })) pages.push(page);
  return pages.flat();
}

async function allRepositories(client: RegistryClient, pageSize?: number): Promise<readonly string[]> {
  const pages: (readonly string[])[] = [];
  for await (const page of client.eachRepositoryPage({ pageSize })) pages.push(page);
  return pages.flat();
}

async function codeOf(promise: Promise<unknown>): Promise<RegistryErrorCode | undefined> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined || error instanceof RegistryError) return error?.code;
  throw error;
}

void describe("a challenge, a token, a list", () => {
  void test("of two pages of repositories", async (t) => {
    const samples = loadSamples("generic", "v2-401-bearer", "catalog-401-scope", "token-get", "catalog-page1", "catalog-page2");
    const { client, server } = await playSamples(t, samples, account, undefined);
    assert.deepEqual(await allRepositories(client, 2), ["alpine", "team/app", "team/web"]);
    const paths = server.requests.entries.map(({ url }) => url.replace(/\?.*/, ""));
    assert.deepEqual(paths, ["/v2/", "/token", "/v2/_catalog", "/v2/_catalog"]);
  });

  void test("of two pages of tags", async (t) => {
    const { client } = await playSamples(t, loadSamples("generic", "tags-page1", "tags-page2"), undefined, undefined);
    assert.deepEqual(await allTags(client, "team/app", 2), ["1.0", "1.1", "latest"]);
  });

  void test("at Azure, with an identity token", async (t) => {
    const samples = loadSamples("acr", "v2-401", "catalog-401", "oauth2-token-refresh", "catalog-page1");
    const { client, server } = await playSamples(t, samples, identityToken, "https://contoso.azurecr.io");
    assert.deepEqual((await client.listRepositories({ pageSize: 2 })).items, ["alpine", "contoso-marketing"]);
    assert.deepEqual(server.requests.lines(), ["GET /v2/", "POST /oauth2/token", "GET /v2/_catalog?n=2"]);
  });

  void test("at Google's Artifact Registry", async (t) => {
    const samples = loadSamples("gar", "v2-401", "repo-401", "token", "tags-list-extended");
    const { client, server } = await playSamples(t, samples, account, "https://us-central1-docker.pkg.dev");
    assert.deepEqual(await allTags(client, "proj/repo/img"), ["1.0", "latest"]);
    assert.deepEqual(server.unknown, []);
  });
});

void test("Docker Hub says how many pulls are left, under its real names and without counting one", async (t) => {
  const samples = loadSamples("dockerhub", "v2-401", "registry-token", "manifest-head-ratelimit");
  const { client, server } = await playSamples(t, samples, account, "https://registry-1.docker.io");
  await client.ping();
  // The sample has no size, so that the manifest itself is asked for, which this registry does not have.
  assert.equal(await codeOf(client.resolve("ratelimitpreview/test", "latest")), "not-found");
  const { limit, remaining, windowSeconds } = client.rateLimit ?? {};
  assert.deepEqual({ limit, remaining, windowSeconds }, { limit: 100, remaining: 20, windowSeconds: 21_600 });
  assert.ok(server.requests.lines().includes("HEAD /v2/ratelimitpreview/test/manifests/latest"));
});

const refusals: readonly (readonly [string, string, string, RegistryErrorCode])[] = [
  ["dockerhub/registry-token-401", "https://registry-1.docker.io", "library/alpine", "unauthorized"],
  ["gar/token-401", "https://us-central1-docker.pkg.dev", "proj/repo/img", "unauthorized"],
  ["gar/token-403-anon", "https://us-central1-docker.pkg.dev", "no-such/none/app", "denied"],
  ["ghcr/token-403", "https://ghcr.io", "octo/private", "denied"],
  ["gitlab/jwt-auth-401", "https://registry.gitlab.com", "grp/proj", "unauthorized"],
  ["gitlab/jwt-auth-403", "https://registry.gitlab.com", "grp/proj", "denied"],
  ["quay/auth-401", "https://quay.io", "acme/app", "unauthorized"],
];

void describe("a token endpoint's refusal", () => {
  for (const [name, origin, repository, code] of refusals) {
    void test(`of ${name} is ${code}`, async (t) => {
      const [provider = "", sample = ""] = name.split("/");
      const { client, server } = await playSamples(t, loadSamples(provider, "v2-401", sample), account, origin);
      await client.ping();
      assert.equal(await codeOf(client.listTags(repository)), code);
      const tokenRequests = server.requests.entries.filter(({ url }) => !url.startsWith(`/v2/${repository}`) && url !== "/v2/");
      assert.equal(tokenRequests.length, 1);
    });
  }
});

void describe("lists that providers break", () => {
  void test("a page size that is refused is left out", async (t) => {
    const samples = [loadSample("generic/catalog-400-n-too-big"), at("/v2/_catalog", loadSample("generic/catalog-page2"))];
    const { client } = await playSamples(t, samples, undefined, undefined);
    assert.deepEqual(await allRepositories(client, 5000), ["team/web"]);
  });

  void test("Amazon refuses large pages with 405", async (t) => {
    const origin = "https://123456789012.dkr.ecr.us-east-1.amazonaws.com";
    const samples = [loadSample("ecr/tags-405-n-too-big"), at(`${origin}/v2/team/app/tags/list`, loadSample("ecr/tags-page1"))];
    const { client } = await playSamples(t, samples, undefined, origin);
    assert.deepEqual((await client.listTags("team/app", { pageSize: 10_000 })).items, ["latest", "1.0"]);
  });

  void test("Artifactory leaves its repository out of the link", async (t) => {
    const origin = "https://acme.jfrog.io";
    const base = at(`${origin}/v2/`, loadSample("jfrog/v2-401-basic"));
    const second = at(`${origin}/v2/docker-virtual/app/tags/list?last=1.1&n=2`, loadSample("jfrog/tags-with-digest"));
    const { client, server } = await playSamples(t, [base, loadSample("jfrog/tags-broken-link"), second], account, origin);
    const pages: (readonly string[])[] = [];
    for await (const page of client.eachTagPage("docker-virtual/app", { pageSize: 2 })) pages.push(page);
    // The second page lists 1.0 again, and a digest.
    assert.deepEqual(pages, [["1.0", "1.1"], []]);
    assert.deepEqual(server.unknown, []);
  });

  void test("zot does not find the page after a tag that is gone", async (t) => {
    const page = loadSample("generic/tags-page1");
    const headers = { ...page.response.headers, Link: '</v2/a/b/tags/list?n=2&last=gone>; rel="next"' };
    const first = { ...at("/v2/a/b/tags/list?n=2", page), response: { ...page.response, headers } };
    const { client } = await playSamples(t, [first, loadSample("zot/tags-404-unknown-last")], undefined, undefined);
    const { next } = await client.listTags("a/b", { pageSize: 2 });
    assert.equal(await codeOf(client.listTags("a/b", { cursor: next })), "not-found");
  });
});

void describe("referrers, where there is no API", () => {
  void test("a registry answers 404, and has no referrers tag either", async (t) => {
    const noTag = at(`/v2/team/app/manifests/${tagOfDigest}`, loadSample("generic/manifest-404"));
    const { client, server } = await playSamples(t, [loadSample("generic/referrers-404"), noTag], undefined, undefined);
    assert.deepEqual(await client.listReferrers("team/app", digest), { items: [], next: undefined, source: "none" });
    assert.deepEqual(server.unknown, []);
  });

  void test("GitHub redirects to a web page, which gets no credentials", async (t) => {
    const samples = [
      ...loadSamples("ghcr", "v2-401", "token", "referrers-303"),
      at("https://github.com/-/v2/packages/container/package/octo%2Fapp", loadSample("generic/html-instead-of-registry")),
      at(`https://ghcr.io/v2/octo/app/manifests/${tagOfDigest}`, loadSample("generic/manifest-404")),
    ];
    const { client, server } = await playSamples(t, samples, account, "https://ghcr.io");
    await client.ping();
    assert.equal((await client.listReferrers("octo/app", digest)).source, "none");
    const outside = server.requests.entries.filter(({ url }) => url.startsWith("/-/"));
    assert.deepEqual(
      outside.map(({ headers }) => headers.authorization),
      [undefined],
    );
    assert.deepEqual(server.unknown, []);
  });
});
