import assert from "node:assert/strict";
import { test } from "node:test";
import { ForeignText } from "../../../../src/core/foreignText.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const credential = basicCredential({ username: "MyUser", password: "dckr_pat_fake" });
const base = loadSamples("dockerhub", "v2-401", "registry-token", "registry-token-401", "catalog-401");
const login = loadSample("dockerhub/hub-auth-token");
const organizations = loadSample("dockerhub/hub-user-orgs");
const hub = "https://hub.docker.com/v2";

function repositoriesPage(namespace: string, names: readonly string[], page = 1, goesOn = false): Sample {
  const sample = at(
    `${hub}/namespaces/${namespace}/repositories?page=${page}&page_size=100&ordering=name`,
    loadSample("dockerhub/hub-repositories-page1"),
  );
  const [row] = (sample.response.body as { readonly results: readonly object[] }).results;
  const next = goesOn ? "https://evil.example/v2/namespaces/acme/repositories?page=2" : null;
  return { ...sample, response: { ...sample.response, body: { next, results: names.map((name) => ({ ...row, name, namespace })) } } };
}

test("lists the account's repositories and those of its organizations, with what is told of them", async (t) => {
  const samples = [
    ...base,
    login,
    organizations,
    repositoriesPage("myuser", ["own"]),
    repositoriesPage("acme", ["app"], 1, true),
    repositoriesPage("acme", ["web"], 2),
  ];
  const { repositories, requests, unknown } = await browseProvider(t, "docker.io", samples, { credential });
  const { items, hasMore, error } = await repositories(2);
  assert.deepEqual(
    [items.map(({ name }) => name), hasMore, error, unknown],
    [["acme/app", "acme/web", "myuser/own"], false, undefined, []],
  );
  const first = items.at(-1);
  assert.deepEqual(
    { ...first, description: first?.description?.openForSurface() },
    { name: "myuser/own", updatedAt: new Date("2026-01-02T10:44:45.459Z"), description: "sample", visibility: "private" },
  );
  assert.ok(first?.description instanceof ForeignText);
  const asked = requests().filter((line) => line.includes("hub.docker.com"));
  assert.deepEqual(asked.slice(0, 2), [`POST ${hub}/auth/token nobody`, `GET ${hub}/user/orgs?page_size=100 Bearer`]);
  // The link to the next page is not followed: it says only that there is one.
  assert.equal(asked.length, 5);
});

test("lists the repositories of more organizations than one page has", async (t) => {
  const page = (results: readonly object[], next: string | null): Sample["response"] => ({
    ...organizations.response,
    body: { next, results },
  });
  const samples = [
    ...base,
    login,
    { ...organizations, response: page([], `${hub}/user/orgs?page=2`) },
    { ...at(`${hub}/user/orgs?page_size=100&page=2`, organizations), response: page([{ orgname: "acme" }], null) },
    repositoriesPage("myuser", []),
    repositoriesPage("acme", ["app"]),
  ];
  const { repositories, unknown } = await browseProvider(t, "docker.io", samples, { credential });
  assert.deepEqual([(await repositories(2)).items.map(({ name }) => name), unknown], [["acme/app"], []]);
});

test("an organization's token, which may not list organizations, lists its own repositories", async (t) => {
  const refused = at(`${hub}/user/orgs?page_size=100`, loadSample("dockerhub/hub-oat-403-legacy"));
  const { repositories } = await browseProvider(t, "docker.io", [...base, login, refused, repositoriesPage("acme", ["app"])], {
    credential: basicCredential({ username: "acme", password: "dckr_oat_fake" }),
  });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["acme/app"],
  );
});

test("a login that the API refuses is asked for once, and the row says what both say", async (t) => {
  const refused = at(`${hub}/auth/token`, loadSample("dockerhub/hub-auth-token-401"));
  const { repositories, tags, requests } = await browseProvider(
    t,
    "docker.io",
    [...base, { ...refused, request: { method: "POST", url: `${hub}/auth/token` } }],
    { credential },
  );
  const { items, error } = await repositories();
  const { params } = error as { readonly params: Readonly<Record<string, unknown>> };
  assert.deepEqual([items, params["list"], params["api"]], [[], "catalog", "hub.docker.com"]);
  await tags("acme/app");
  assert.equal(requests().filter((line) => line.includes("/auth/token")).length, 1);
});

for (const [kind, options, scheme] of [
  ["an account", { credential }, "Bearer"],
  ["nobody", {}, "nobody"],
] as const) {
  test(`lists tags with date and size, for ${kind}`, async (t) => {
    const page = at(`${hub}/namespaces/acme/repositories/app/tags?page=1&page_size=100`, loadSample("dockerhub/hub-tags"));
    const { tags, requests, unknown } = await browseProvider(t, "docker.io", [...base, login, page], options);
    assert.deepEqual((await tags("acme/app")).items, [{ name: "1.0", updatedAt: new Date("2026-01-02T10:44:45.459Z"), size: 28230000 }]);
    assert.equal(requests().at(-1), `GET ${hub}/namespaces/acme/repositories/app/tags?page=1&page_size=100 ${scheme}`);
    assert.deepEqual(unknown, []);
  });
}

test("a token of the API that has ended is renewed once", async (t) => {
  const ended: Sample = {
    ...at(`${hub}/namespaces/acme/repositories/app/tags?page=1&page_size=100`, loadSample("dockerhub/hub-tags")),
    response: { status: 401, headers: {}, body: { message: "token is expired" } },
  };
  const { tags, repositories, requests } = await browseProvider(
    t,
    "docker.io",
    [...base, login, organizations, repositoriesPage("myuser", []), repositoriesPage("acme", ["app"]), ended],
    { credential },
  );
  await repositories();
  await tags("acme/app");
  const lines = requests().filter((line) => line.includes("hub.docker.com"));
  assert.equal(lines.filter((line) => line.includes("/auth/token")).length, 2);
  assert.equal(lines.filter((line) => line.includes("/tags")).length, 2);
});
