import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { parseNameFilter } from "../../../src/services/browse/nameFilter.ts";
import type { PagedList } from "../../../src/services/browse/pagedList.ts";
import { basicCredential } from "../../support/networkClient.ts";
import { type BrowseOptions, browseProvider } from "../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../support/sampleServer/samples.ts";
import { serviceAccountKey } from "../../support/sampleServer/serviceAccountKey.ts";

interface Searched {
  readonly host: string;
  /** Left out for the repositories. */
  readonly repository?: string;
  readonly filter: string;
  readonly samples: readonly Sample[];
  readonly options: BrowseOptions;
}

/** Filters a list, and waits until nothing loads: the names, whether the registry found them, and what it was asked behind the first page. */
async function search(t: TestContext, { host, repository, filter, samples, options }: Searched) {
  const { browsing, requests, unknown } = await browseProvider(t, host, samples, options);
  const list: PagedList<{ readonly name: string }> =
    repository === undefined ? browsing.repositories(host) : browsing.tags(host, repository);
  assert.equal((await list.view()).error, undefined);
  requests();
  list.filterBy(await parseNameFilter(filter));
  await list.view();
  await list.settled();
  const { items, isFound, error } = await list.view();
  assert.deepEqual([error, unknown], [undefined, []]);
  return { names: items.map(({ name }) => name), isFound, asked: requests().map((line) => line.split(" ")[1]) };
}

/** The sample with rows of these names in place of its own, at a path of its list. */
function page(
  sample: Sample,
  key: string | undefined,
  names: readonly string[],
  more: object,
  headers: Record<string, string> = {},
): Sample {
  const body = sample.response.body as Record<string, readonly object[]> & readonly object[];
  const [row] = key === undefined ? body : (body[key] ?? []);
  const rows = names.map((name) => ({ ...row, name }));
  return {
    ...sample,
    response: {
      status: 200,
      headers: { ...sample.response.headers, ...headers },
      body: key === undefined ? rows : { [key]: rows, ...more },
    },
  };
}

const hub = "https://hub.docker.com/v2";
const hubLogin = loadSamples(
  "dockerhub",
  "v2-401",
  "registry-token",
  "registry-token-401",
  "catalog-401",
  "hub-auth-token",
  "hub-user-orgs",
);
const hubOptions = { credential: basicCredential({ username: "acme", password: "dckr_pat_fake" }) };

function hubTags(query: string, names: readonly string[], next: string | null): Sample {
  const url = `${hub}/namespaces/acme/repositories/app/tags?${query}`;
  return page(at(url, loadSample("dockerhub/hub-tags")), "results", names, { next });
}

test("Docker Hub is asked for tags by the part without letters, since it may tell upper from lower case", async (t) => {
  const samples = [
    ...hubLogin,
    hubTags("page=1&page_size=100", ["latest"], `${hub}/next`),
    hubTags("page=1&page_size=100&name=1.2.", ["V1.2.9", "x1.2.8"], `${hub}/next`),
    hubTags("page=2&page_size=100&name=1.2.", ["v1.2.7"], null),
  ];
  const { names, isFound, asked } = await search(t, {
    host: "docker.io",
    repository: "acme/app",
    filter: "v1.2.*",
    samples,
    options: hubOptions,
  });
  assert.deepEqual([names.toSorted(), isFound], [["V1.2.9", "v1.2.7"], true]);
  assert.deepEqual(
    asked,
    [1, 2].map((number) => `${hub}/namespaces/acme/repositories/app/tags?page=${number}&page_size=100&name=1.2.`),
  );
});

test("Docker Hub is not asked for tags by letters", async (t) => {
  const samples = [
    ...hubLogin,
    hubTags("page=1&page_size=100", ["latest"], `${hub}/next`),
    hubTags("page=2&page_size=100", ["3-ALPINE"], null),
  ];
  const { names, isFound } = await search(t, {
    host: "docker.io",
    repository: "acme/app",
    filter: "alpine",
    samples,
    options: hubOptions,
  });
  assert.deepEqual([names, isFound], [["3-ALPINE"], false]);
});

test("Docker Hub is asked for repositories of a namespace by what stands behind it", async (t) => {
  const repositories = (query: string, names: readonly string[], next: string | null): Sample =>
    page(at(`${hub}/namespaces/acme/repositories?${query}`, loadSample("dockerhub/hub-repositories-page1")), "results", names, { next });
  const samples = [
    ...hubLogin,
    repositories("page=1&page_size=100&ordering=name", ["app"], `${hub}/next`),
    repositories("page=1&page_size=100&ordering=name&name=we", ["tweet", "web"], null),
  ];
  const { names, isFound, asked } = await search(t, { host: "docker.io", filter: "acme/we*", samples, options: hubOptions });
  assert.deepEqual([names, isFound], [["acme/web"], true]);
  // The organizations are not asked for again.
  assert.deepEqual(asked, [`${hub}/namespaces/acme/repositories?page=1&page_size=100&ordering=name&name=we`]);
});

test("Quay finds tags in upper and lower case, a page at a time, for nobody too", async (t) => {
  const api = "https://quay.io/api/v1/repository/acme/app/tag/?limit=100";
  const tags = (query: string, names: readonly string[], more: boolean): Sample =>
    page(at(`${api}&${query}`, loadSample("quay/api-tags")), "tags", names, { has_additional: more });
  const samples = [
    ...loadSamples("quay", "v2-401", "auth", "auth-401"),
    tags("page=1&onlyActiveTags=true", ["latest"], true),
    tags("page=1&onlyActiveTags=true&filter_tag_name=like%3Aalpine", ["3-ALPINE"], true),
    tags("page=2&onlyActiveTags=true&filter_tag_name=like%3Aalpine", ["2-alpine"], false),
  ];
  const { names, isFound, asked } = await search(t, {
    host: "quay.io",
    repository: "acme/app",
    filter: "alpine",
    samples,
    options: {},
  });
  assert.deepEqual([names.toSorted(), isFound, asked.length], [["2-alpine", "3-ALPINE"], true, 2]);
});

const harbor = "https://harbor.example.test/api/v2.0";
const harborBase = loadSamples("harbor", "v2-401", "service-token", "service-token-401", "catalog-401");
const harborOptions = { credential: basicCredential({ username: "robot$library+ci", password: "fake" }) };

test("Harbor finds repositories by their whole names", async (t) => {
  const repositories = (query: string, names: readonly string[], total: string): Sample =>
    page(at(`${harbor}/repositories?${query}`, loadSample("harbor/api-repositories")), undefined, names, {}, { "X-Total-Count": total });
  const samples = [
    ...harborBase,
    repositories("sort=name&page=1&page_size=100", ["library/app"], "5000"),
    repositories("sort=name&q=name%3D~y%2Fwe&page=1&page_size=100", ["library/web"], "1"),
  ];
  const { names, isFound, asked } = await search(t, {
    host: "harbor.example.test",
    filter: "y/we",
    samples,
    options: harborOptions,
  });
  assert.deepEqual([names, isFound, asked.length], [["library/web"], true, 1]);
});

function harborTags(query: string, names: readonly string[], total: string): Sample {
  const path = `${harbor}/projects/library/repositories/app/artifacts?with_tag=true`;
  const sample = page(at(`${path}&${query}`, loadSample("harbor/api-artifacts")), undefined, names, {}, { "X-Total-Count": total });
  const [row] = sample.response.body as readonly object[];
  return { ...sample, response: { ...sample.response, body: names.map((name) => ({ ...row, tags: [{ name }] })) } };
}

test("Harbor finds tags by the part without letters, since it tells upper from lower case", async (t) => {
  const samples = [
    ...harborBase,
    harborTags("q=tags%3D*&sort=-push_time&page=1&page_size=100", ["latest"], "5000"),
    harborTags("q=tags%3D~1.2&sort=-push_time&page=1&page_size=100", ["V1.2", "w1.2"], "2"),
  ];
  const { names, isFound } = await search(t, {
    host: "harbor.example.test",
    repository: "library/app",
    filter: "v1.2",
    samples,
    options: harborOptions,
  });
  assert.deepEqual([names, isFound], [["V1.2"], true]);
});

test("where Harbor refuses a search, as old ones do, all tags are loaded", async (t) => {
  const refused = harborTags("q=tags%3D~1.2&sort=-push_time&page=1&page_size=100", [], "0");
  const samples = [
    ...harborBase,
    harborTags("q=tags%3D*&sort=-push_time&page=1&page_size=100", ["latest"], "101"),
    harborTags("q=tags%3D*&sort=-push_time&page=2&page_size=100", ["v1.2"], "101"),
    { ...refused, response: { status: 400, headers: {}, body: { errors: [{ code: "BAD_REQUEST", message: "invalid value of tags" }] } } },
  ];
  const { names, isFound, asked } = await search(t, {
    host: "harbor.example.test",
    repository: "library/app",
    filter: "v1.2",
    samples,
    options: harborOptions,
  });
  assert.deepEqual([names, isFound, asked.length], [["v1.2"], false, 2]);
});

test("Artifact Registry is asked for packages by what stands behind project and repository", async (t) => {
  const host = "us-central1-docker.pkg.dev";
  const api = "https://artifactregistry.googleapis.com/v1/";
  const parent = "projects/proj/locations/us-central1/repositories/repo/packages";
  const packages = (query: string, names: readonly string[], more: object): Sample =>
    page(
      at(`${api}${parent}?${query}`, loadSample("gar/api-packages")),
      "packages",
      names.map((name) => `${parent}/${name}`),
      more,
    );
  const filter = encodeURIComponent(`name="${parent}/*team*"`);
  const samples = [
    ...loadSamples("gar", "v2-401", "token", "token-401", "oauth2-token", "api-repositories"),
    packages("pageSize=1000", ["other"], { nextPageToken: "2" }),
    packages(`pageSize=1000&filter=${filter}`, ["team%2Fweb", "ateam"], {}),
  ];
  const password = JSON.stringify({ ...serviceAccountKey(), project_id: "proj" });
  const options = { credential: basicCredential({ username: "_json_key", password }), pageSize: 1000 };
  const { names, isFound, asked } = await search(t, { host, filter: "proj/repo/team/w*", samples, options });
  assert.deepEqual([names, isFound, asked.length], [["proj/repo/team/web"], true, 1]);
});
