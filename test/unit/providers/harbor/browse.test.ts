import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "harbor.example.test";
const api = `https://${host}/api/v2.0`;
const credential = basicCredential({ username: "robot$library+ci", password: "a s3cret word" });
const base = loadSamples("harbor", "v2-401", "service-token", "service-token-401", "catalog-401");

function repositoriesPage(page: number, total: string | undefined, names: readonly string[] | null): Sample {
  const sample = at(`${api}/repositories?sort=name&page=${page}&page_size=1`, loadSample("harbor/api-repositories"));
  const headers = { "Content-Type": "application/json", ...(total === undefined ? {} : { "X-Total-Count": total }) };
  const [row] = sample.response.body as readonly object[];
  return { ...sample, response: { status: 200, headers, body: names?.map((name) => ({ ...row, name })) ?? null } };
}

test("lists the repositories of all projects that a robot may see, by the login that the registry takes", async (t) => {
  const samples = [...base, repositoriesPage(1, "2", ["library/app"]), repositoriesPage(2, "2", ["library/team/app"])];
  const { repositories, requests, unknown } = await browseProvider(t, host, samples, { credential, pageSize: 1 });
  const { items, hasMore, error } = await repositories(1);
  const updatedAt = new Date("2026-01-02T00:00:00Z");
  assert.deepEqual([hasMore, error, unknown], [false, undefined, []]);
  assert.deepEqual(items, [
    { name: "library/app", updatedAt },
    { name: "library/team/app", updatedAt },
  ]);
  const asked = requests().filter((line) => line.includes("/api/v2.0/"));
  assert.ok(asked.every((line) => line.endsWith(" Basic")));
  assert.equal(asked.length, 2);
});

test("an account without a project has none", async (t) => {
  const { repositories } = await browseProvider(t, host, [...base, repositoriesPage(1, "0", null)], { credential, pageSize: 1 });
  const { items, error, hasMore } = await repositories();
  assert.deepEqual([items, error, hasMore], [[], undefined, false]);
});

test("tags come with date, size and digest, of a name with a slash, too", async (t) => {
  const url = `${api}/projects/library/repositories/team%252Fapp/artifacts?with_tag=true&q=tags%3D*&sort=-push_time&page=1&page_size=100`;
  const { tags, requests, unknown } = await browseProvider(t, host, [...base, at(url, loadSample("harbor/api-artifacts"))], { credential });
  const { items, error } = await tags("library/team/app");
  assert.equal(error, undefined);
  assert.deepEqual(items, [
    { name: "1.0", updatedAt: new Date("2026-01-02T00:00:00Z"), size: 28230000, digest: `sha256:${"a".repeat(64)}` },
  ]);
  assert.equal(requests().at(-1), `GET ${url} Basic`);
  assert.deepEqual(unknown, []);
});

test("where the API is shut, the catalog says why", async (t) => {
  const refused = { ...repositoriesPage(1, undefined, []), response: { status: 403, headers: {}, body: {} } };
  const { repositories } = await browseProvider(t, host, [...base, refused], { credential, pageSize: 1 });
  assert.ok((await repositories()).error !== undefined);
});
