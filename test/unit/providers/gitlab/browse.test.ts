import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "registry.gitlab.com";
const api = "https://gitlab.com/api/v4";
const credential = basicCredential({ username: "alice", password: "glpat-fake" });
const base = loadSamples("gitlab", "v2-401", "jwt-auth", "jwt-auth-401");
const projectsUrl = `${api}/projects?membership=true&simple=true&order_by=id&pagination=keyset&per_page=20`;

/** A page of projects, and the link to the next one, which says another size than was asked for. */
function projects(ids: readonly number[], { before, next }: { before?: number; next?: string } = {}): Sample {
  const sample = at(`${projectsUrl}${before === undefined ? "" : `&id_before=${before}`}`, loadSample("gitlab/api-projects"));
  const headers = { "Content-Type": "application/json", ...(next === undefined ? {} : { Link: `<${next}>; rel="next"` }) };
  return { ...sample, response: { status: 200, headers, body: ids.map((id) => ({ id })) } };
}

function repositoriesOf(id: number, sample = "gitlab/api-project-repositories"): Sample {
  return at(`${api}/projects/${id}/registry/repositories?per_page=100&page=1`, loadSample(sample));
}

test("lists the repositories of the projects that the account is a member of", async (t) => {
  const samples = [...base, projects([9, 7]), repositoriesOf(9), repositoriesOf(7, "gitlab/api-404")];
  const { repositories, requests, unknown } = await browseProvider(t, host, samples, { credential });
  const { items, hasMore, error } = await repositories();
  assert.deepEqual([items, hasMore, error, unknown], [[{ name: "grp/proj" }, { name: "grp/proj/releases" }], false, undefined, []]);
  const asked = requests().filter((line) => line.includes("/api/v4/"));
  assert.equal(asked.length, 3);
  assert.ok(asked.every((line) => line.endsWith(" Bearer")));
});

test("asks for as many projects and repositories as a page should have, whatever the page has", async (t) => {
  const many = repositoriesOf(1);
  const rows = Array.from({ length: 5000 }, (_, row) => ({ path: `grp/proj/${row}` }));
  const nothing = { ...many, response: { ...many.response, body: [{ path: "x".repeat(5000) }] } };
  const full = { ...many, response: { ...many.response, body: rows } };
  const pages = Array.from({ length: 11 }, (_, page) => at(many.request.url.replace(/page=1$/, `page=${page + 1}`), full));
  const others = Array.from({ length: 29 }, (_, id) => at(repositoriesOf(id + 2).request.url, nothing));
  const ids = Array.from({ length: 30 }, (_, id) => id + 1);
  const { repositories, requests } = await browseProvider(t, host, [...base, projects(ids), ...pages, ...others], {
    credential,
    pageSize: 5000,
  });
  const { items, hasMore, ending } = await repositories();
  assert.deepEqual([items.length, hasMore, ending?.code, ending?.params["host"]], [100, false, "too-many-pages", "gitlab.com"]);
  assert.equal(requests().filter((line) => line.includes("/registry/repositories?")).length, 10 + 19);
});

test("goes on with older projects, at GitLab whatever the link says", async (t) => {
  const samples = [
    ...base,
    projects([9], { next: "https://evil.example/api/v4/projects?id_before=9" }),
    repositoriesOf(9),
    projects([5], { before: 9 }),
    repositoriesOf(5, "gitlab/api-404"),
  ];
  const { repositories, unknown } = await browseProvider(t, host, samples, { credential, pageSize: 2 });
  const { items, hasMore, error } = await repositories(1);
  assert.deepEqual([items.length, hasMore, error, unknown], [2, false, undefined, []]);
});

test("a token without read_api sees the registry's refusal, and GitLab's words", async (t) => {
  const refused = at(projectsUrl, loadSample("gitlab/api-403-insufficient-scope"));
  const { repositories } = await browseProvider(t, host, [...base, refused], { credential });
  const { error } = await repositories();
  assert.deepEqual((error as { params: { api?: string; list?: string } }).params.api, "gitlab.com");
});

test("a wrong login is shown to the API once, however many lists are opened", async (t) => {
  const refused = at(projectsUrl, loadSample("gitlab/api-401"));
  const { repositories, tags, requests, browsing } = await browseProvider(t, host, [...base, refused], { credential });
  await repositories();
  browsing.forget(host, undefined);
  await repositories();
  await tags("grp/proj");
  assert.equal(requests().filter((line) => line.includes("/api/v4/")).length, 1);
});

for (const [kind, username, password] of [
  ["a deploy token by its name", "gitlab+deploy-token-1", "x"],
  ["a deploy token by its form", "ci", "gldt-fake"],
  ["a job's token", "gitlab-ci-token", "x"],
] as const) {
  test(`${kind} is not shown to the API`, async (t) => {
    const { repositories, requests } = await browseProvider(t, host, base, { credential: basicCredential({ username, password }) });
    await repositories();
    assert.ok(requests().every((line) => !line.includes("/api/v4/")));
  });
}

test("a GitLab of one's own is asked beside the token server that was judged for the login", async (t) => {
  const names = [
    [host, "registry.gitlab.example.test"],
    ["gitlab.com/", "gitlab.example.test/"],
  ] as const;
  const samples = renamed(names, [...base, projects([9]), repositoriesOf(9)]);
  const { repositories, requests } = await browseProvider(t, "registry.gitlab.example.test", samples, { credential });
  assert.equal((await repositories()).items.length, 2);
  assert.ok(requests().some((line) => line.startsWith("GET https://gitlab.example.test/api/v4/projects?")));
});

test("a registry whose token server nobody has judged gets no token shown anywhere", async (t) => {
  const names = [
    [host, "registry.example.test"],
    ["gitlab.com/", "evil.invalid/"],
  ] as const;
  const samples = renamed(names, [...base, projects([9]), repositoriesOf(9)]);
  const { repositories, requests } = await browseProvider(t, "registry.example.test", samples, { credential });
  const { items, error } = await repositories();
  assert.deepEqual([items, error === undefined], [[], false]);
  assert.ok(requests().every((line) => line.endsWith(" nobody")));
});

test("a page with more projects than were asked for costs no more requests", async (t) => {
  const many = Array.from({ length: 300 }, (_, index) => index + 1);
  const { repositories, requests } = await browseProvider(t, host, [...base, projects(many), repositoriesOf(1)], { credential });
  await repositories();
  assert.equal(requests().filter((line) => line.includes("/registry/repositories")).length, 20);
});
