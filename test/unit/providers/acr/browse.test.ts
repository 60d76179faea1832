import assert from "node:assert/strict";
import { test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider, registryAt } from "../../../support/sampleServer/browseProvider.ts";
import { loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "contoso.azurecr.io";
const account = basicCredential({ username: "puller", password: "a s3cret word" });
const identity: Credential = { kind: "identityToken", username: "00000000-0000-0000-0000-000000000000", token: new Secret("refresh") };
const registry = loadSamples("acr", "v2-401", "oauth2-token-basic", "oauth2-token-refresh", "catalog-401", "catalog-page1");
const digest = `sha256:${"a".repeat(64)}`;

/** A page of Azure's tags, behind `last`, with a link to the next one or without. */
function tagsPage(names: readonly string[], last?: string, link?: string): Sample {
  const sample = loadSample("acr/acr-v1-tags");
  const after = last === undefined ? "" : `&last=${encodeURIComponent(last)}`;
  const headers = { "Content-Type": "application/json", ...(link === undefined ? {} : { Link: `<${link}>; rel="next"` }) };
  const tags = names.map((name) => ({ name, digest, lastUpdateTime: "2026-01-02T10:00:00.1234567Z" }));
  return {
    ...sample,
    request: { method: "GET", url: `https://${host}/acr/v1/hello-world/_tags?n=2&orderby=timedesc${after}` },
    response: { status: 200, headers, body: { registry: host, imageName: "hello-world", tags } },
  };
}

for (const [kind, credential] of [
  ["an account", account],
  ["an identity token", identity],
] as const) {
  test(`lists tags with dates and digests, for ${kind}`, async (t) => {
    const { tags, requests, unknown } = await browseProvider(t, host, [...registry, loadSample("acr/acr-v1-tags")], { credential });
    const { items, error, hasMore } = await tags("hello-world");
    assert.equal(error, undefined);
    assert.deepEqual(items, [{ name: "latest", updatedAt: new Date("2026-01-02T10:00:00.123Z"), digest }]);
    assert.equal(hasMore, false);
    const [, token, list, ...rest] = requests();
    assert.match(token ?? "", /oauth2\/token/);
    assert.equal(list, `GET https://${host}/acr/v1/hello-world/_tags?n=100&orderby=timedesc Bearer`);
    assert.deepEqual([rest, unknown], [[], []]);
  });
}

test("asks for a token that may read metadata, not for one to pull", async (t) => {
  const { tags, requests } = await browseProvider(t, host, [...registry, loadSample("acr/acr-v1-tags")], { credential: account });
  await tags("hello-world");
  const token = requests().find((line) => line.includes("/oauth2/token")) ?? "";
  assert.match(token, /scope=repository%3Ahello-world%3Ametadata_read/);
});

test("goes on by the link, and behind a full page without one by the last name, until nothing is left", async (t) => {
  const pages = [
    tagsPage(["5", "4"], undefined, "/acr/v1/hello-world/_tags?last=4&n=2&orderby=timedesc"),
    tagsPage(["3", "2"], "4"),
    tagsPage(["1"], "2"),
  ];
  const { tags, requests, unknown } = await browseProvider(t, host, [...registry, ...pages], { credential: account, pageSize: 2 });
  const { items, hasMore, error } = await tags("hello-world", 2);
  assert.deepEqual([items.map(({ name }) => name), hasMore, error, unknown], [["5", "4", "3", "2", "1"], false, undefined, []]);
  assert.equal(requests().filter((line) => line.includes("_tags")).length, 3);
});

test("takes 404 behind the last full page for its end", async (t) => {
  const { tags } = await browseProvider(t, host, [...registry, tagsPage(["2", "1"])], { credential: account, pageSize: 2 });
  const { items, hasMore, error } = await tags("hello-world", 1);
  assert.deepEqual([items.length, hasMore, error], [2, false, undefined]);
});

test("a page that names itself as its next is the last", async (t) => {
  const pages = [
    tagsPage(["5", "4"], undefined, "/acr/v1/hello-world/_tags?last=4"),
    tagsPage(["5", "4"], "4", "/acr/v1/hello-world/_tags?last=4"),
  ];
  const { tags } = await browseProvider(t, host, [...registry, ...pages], { credential: account, pageSize: 2 });
  const { items, hasMore } = await tags("hello-world", 1);
  assert.deepEqual([items.length, hasMore], [2, false]);
});

test("a token that may pull but not read metadata sees the registry's list", async (t) => {
  const refused: Sample = {
    ...tagsPage([]),
    response: { status: 403, headers: {}, body: { errors: [{ code: "DENIED", message: "requested access to the resource is denied" }] } },
  };
  const { tags, unknown } = await browseProvider(t, host, [...registry, refused, ...loadSamples("acr", "tags-page1")], {
    credential: account,
    pageSize: 2,
  });
  const { items, error } = await tags("hello-world");
  assert.deepEqual([items.every(({ name }) => name !== ""), items.length > 0, error, unknown], [true, true, undefined, []]);
});

test("a mirror before the registry is asked in the registry's protocol", async (t) => {
  const mirror = { ...registryAt("mirror.example.test"), isRegistry: false };
  const samples = [...registry, loadSample("acr/acr-v1-tags"), ...loadSamples("acr", "tags-page1")];
  const { tags, requests } = await browseProvider(t, host, samples, { credential: account, hosts: [mirror, registryAt(host)] });
  await tags("hello-world");
  assert.ok(requests().every((line) => !line.includes("/acr/v1/")));
});
