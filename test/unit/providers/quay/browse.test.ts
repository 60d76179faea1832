import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "quay.io";
const api = `https://${host}/api/v1`;
const application = basicCredential({ username: "$oauthtoken", password: "fake" });
const robot = basicCredential({ username: "acme+ci", password: "fake" });
const base = loadSamples("quay", "v2-401", "auth", "auth-401");
const repositoryTags = at(`${api}/repository/acme/app/tag/?limit=100&page=1&onlyActiveTags=true`, loadSample("quay/api-tags"));

function user(body: object): Sample {
  const sample = at(`${api}/user/`, loadSample("quay/api-repositories"));
  return { ...sample, response: { ...sample.response, body } };
}

function page(namespace: string, names: readonly string[], after = "", next?: string): Sample {
  const sample = at(`${api}/repository?namespace=${namespace}&public=true&last_modified=true${after}`, loadSample("quay/api-repositories"));
  const [row] = (sample.response.body as { readonly repositories: readonly object[] }).repositories;
  const repositories = names.map((name) => ({ ...row, namespace, name }));
  return { ...sample, response: { ...sample.response, body: { repositories, ...(next === undefined ? {} : { next_page: next }) } } };
}

test("an application's token lists its account's namespaces", async (t) => {
  const samples = [
    ...base,
    user({ username: "alice", organizations: [{ name: "acme" }] }),
    page("alice", []),
    page("acme", ["app"], "", "gAAAA=="),
    page("acme", ["web"], "&next_page=gAAAA%3D%3D"),
  ];
  const { repositories, unknown } = await browseProvider(t, host, samples, { credential: application });
  const { items, hasMore, error } = await repositories(2);
  assert.deepEqual([hasMore, error, unknown], [false, undefined, []]);
  assert.deepEqual(items, [
    { name: "acme/app", updatedAt: new Date(1767312000000), visibility: "public" },
    { name: "acme/web", updatedAt: new Date(1767312000000), visibility: "public" },
  ]);
});

test("one that may not read its account lists the namespaces that were added by name", async (t) => {
  const { repositories } = await browseProvider(t, host, [...base, page("acme", ["app"])], {
    credential: application,
    added: ["acme/other"],
  });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["acme/app"],
  );
});

test("a robot's repositories are those of the catalog, and it is not shown to the API", async (t) => {
  const { repositories, requests } = await browseProvider(t, host, [...base, ...loadSamples("quay", "catalog")], {
    credential: robot,
    pageSize: 50,
  });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["acme/app", "acme/web"],
  );
  assert.ok(requests().every((line) => !line.includes("/api/v1/")));
});

for (const [kind, credential, scheme] of [
  ["an application", application, "Bearer"],
  ["a robot, as nobody", robot, "nobody"],
  ["nobody", undefined, "nobody"],
] as const) {
  test(`lists the tags of a public repository with date, size and digest, for ${kind}`, async (t) => {
    const { tags, requests, unknown } = await browseProvider(t, host, [...base, repositoryTags], { credential });
    const facts = { updatedAt: new Date("2026-01-02T00:00:00Z"), size: 28230000, digest: `sha256:${"a".repeat(64)}` };
    assert.deepEqual((await tags("acme/app")).items, [{ name: "latest", ...facts }]);
    assert.equal(requests().at(-1), `GET ${api}/repository/acme/app/tag/?limit=100&page=1&onlyActiveTags=true ${scheme}`);
    assert.deepEqual(unknown, []);
  });
}

test("the tags of a private repository are the registry's", async (t) => {
  const refused: Sample = { ...repositoryTags, response: { status: 401, headers: {}, body: { message: "Requires authentication" } } };
  const { tags } = await browseProvider(t, host, [...base, refused, ...loadSamples("quay", "tags")], { credential: robot });
  assert.deepEqual((await tags("acme/app")).items, [{ name: "latest" }, { name: "1.0" }]);
});
