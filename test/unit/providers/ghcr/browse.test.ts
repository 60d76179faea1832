import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "ghcr.io";
const api = "https://api.github.com";
const credential = basicCredential({ username: "me", password: "ghp_fake" });
const base = loadSamples("ghcr", "v2-401", "token", "token-403");
const organizations = at(`${api}/user/orgs?per_page=100`, loadSample("ghcr/api-user-orgs"));
const digest = `sha256:${"a".repeat(64)}`;

function own(sample = "ghcr/api-user-packages"): Sample {
  return at(`${api}/user/packages?package_type=container&per_page=100&page=1`, loadSample(sample));
}

/** GitHub's link to the second page has a number in place of the organization's name. */
function ofOrganization(page: number, rows?: readonly object[]): Sample {
  const sample = at(`${api}/orgs/octo/packages?package_type=container&per_page=100&page=${page}`, loadSample("ghcr/api-org-packages"));
  return rows === undefined
    ? sample
    : { ...sample, response: { status: 200, headers: { "Content-Type": "application/json" }, body: rows } };
}

test("lists the packages of the account and of its organizations, in lower case", async (t) => {
  const last = [{ name: "Web", owner: { login: "Octo" }, visibility: "public", updated_at: "2026-01-03T00:00:00Z" }];
  const { repositories, requests, unknown } = await browseProvider(
    t,
    host,
    [...base, organizations, own(), ofOrganization(1), ofOrganization(2, last)],
    { credential },
  );
  const { items, hasMore, error } = await repositories(2);
  const updatedAt = new Date("2026-01-02T22:19:11Z");
  assert.deepEqual([hasMore, error, unknown], [false, undefined, []]);
  assert.deepEqual(items, [
    { name: "me/group/nested-name", updatedAt, visibility: "private" },
    { name: "octo/app", updatedAt, visibility: "private" },
    { name: "octo/web", updatedAt: new Date("2026-01-03T00:00:00Z"), visibility: "public" },
  ]);
  const asked = requests().filter((line) => line.includes("api.github.com"));
  assert.equal(asked.length, 4);
  assert.ok(asked.every((line) => line.endsWith(" Bearer")));
});

test("lists the packages of more organizations than one page has", async (t) => {
  const first: Sample = {
    ...organizations,
    response: {
      status: 200,
      headers: { "Content-Type": "application/json", Link: `<${api}/user/orgs?per_page=100&page=2>; rel="next"` },
      body: [],
    },
  };
  const second = at(`${api}/user/orgs?per_page=100&page=2`, organizations);
  const { repositories, unknown } = await browseProvider(
    t,
    host,
    [...base, first, second, own(), ofOrganization(1, [{ name: "Web", owner: { login: "Octo" } }])],
    {
      credential,
    },
  );
  assert.deepEqual([(await repositories(2)).items.map(({ name }) => name), unknown], [["me/group/nested-name", "octo/web"], []]);
});

test("a token that may not read organizations lists the account's own packages", async (t) => {
  const refused = at(`${api}/user/orgs?per_page=100`, loadSample("ghcr/api-403-scope"));
  const { repositories } = await browseProvider(t, host, [...base, refused, own()], { credential });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["me/group/nested-name"],
  );
});

test("an organization with single sign-on is passed over", async (t) => {
  const refused: Sample = {
    ...ofOrganization(1),
    response: { status: 403, headers: {}, body: { message: "Resource protected by organization SAML enforcement." } },
  };
  const { repositories } = await browseProvider(t, host, [...base, organizations, own(), refused], { credential });
  const { items, hasMore, error } = await repositories(1);
  assert.deepEqual([items.length, hasMore, error], [1, false, undefined]);
});

test("an organization that wants the token to be authorized is told at the end of the list, with GitHub's page", async (t) => {
  const authorize = "https://github.com/orgs/octo/sso?authorization_request=A1";
  const refused: Sample = {
    ...ofOrganization(1),
    response: {
      status: 403,
      headers: { "X-GitHub-SSO": `required; url=${authorize}` },
      body: { message: "Resource protected by organization SAML enforcement." },
    },
  };
  const { repositories } = await browseProvider(t, host, [...base, organizations, own(), refused], { credential });
  const { items, hasMore, error, ending } = await repositories(1);
  assert.deepEqual([items.length, hasMore, error], [1, false, undefined]);
  assert.deepEqual([ending?.params["refusal"], ending?.params["authorize"]], ["single-sign-on", authorize]);
});

test("organizations that GitHub leaves out for their single sign-on are told of at the end of the list, too", async (t) => {
  const headers = { ...organizations.response.headers, "X-GitHub-SSO": "partial-results; organizations=21955855,20582480" };
  const partial: Sample = { ...organizations, response: { ...organizations.response, headers } };
  const { repositories } = await browseProvider(t, host, [...base, partial, own(), ofOrganization(1, [])], { credential });
  const { hasMore, error, ending } = await repositories(1);
  assert.deepEqual([hasMore, error], [false, undefined]);
  assert.deepEqual([ending?.code, ending?.params["refusal"], ending?.params["authorize"]], ["denied", "single-sign-on", undefined]);
});

test("a token without read:packages sees the refusal, and GitHub's words", async (t) => {
  const refused = [at(`${api}/user/orgs?per_page=100`, loadSample("ghcr/api-403-scope")), own("ghcr/api-403-scope")];
  const catalog: Sample = {
    ...at(`https://${host}/v2/_catalog?n=100`, own()),
    response: { status: 403, headers: {}, body: { errors: [{ code: "DENIED" }] } },
  };
  const { repositories } = await browseProvider(t, host, [...base, ...refused, catalog], { credential });
  const { params, cause } = (await repositories()).error as {
    params: Record<string, unknown>;
    cause: { details: readonly { message: { openForSurface(): string } }[] };
  };
  assert.deepEqual([params["list"], params["api"]], ["catalog", "api.github.com"]);
  assert.match(cause.details[0]?.message.openForSurface() ?? "", /read:packages scope/);
});

test("the tags of a listed package come by its versions, with dates and digests", async (t) => {
  const versions = at(`${api}/orgs/octo/packages/container/app/versions?state=active&per_page=100&page=1`, loadSample("ghcr/api-versions"));
  const { repositories, tags, requests, unknown } = await browseProvider(
    t,
    host,
    [...base, organizations, own(), ofOrganization(1), ofOrganization(2, []), versions],
    { credential },
  );
  await repositories(2);
  requests();
  const updatedAt = new Date("2026-01-02T22:19:11Z");
  assert.deepEqual((await tags("octo/app")).items, [
    { name: "latest", updatedAt, digest },
    { name: "0.2", updatedAt, digest },
  ]);
  assert.deepEqual([requests().length, unknown], [1, []]);
});

test("a repository that was not listed has its tags from the registry", async (t) => {
  const { tags, requests } = await browseProvider(t, host, [...base, ...loadSamples("ghcr", "tags-page1")], { credential });
  await tags("octo/app");
  assert.ok(requests().every((line) => !line.includes("api.github.com")));
});

test("data residency has an API of its own", async (t) => {
  const names = [
    ["api.github.com", "api.octocorp.ghe.com"],
    ["https://ghcr.io", "https://containers.octocorp.ghe.com"],
  ] as const;
  const { repositories } = await browseProvider(
    t,
    "containers.octocorp.ghe.com",
    renamed(names, [...base, organizations, own(), ofOrganization(1, [])]),
    { credential },
  );
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["me/group/nested-name"],
  );
});
