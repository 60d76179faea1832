import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "gitea.example.test";
const credential = basicCredential({ username: "alice", password: "a s3cret word" });
const base = loadSamples("gitea", "v2-401", "token");

function packages(page: number, versions: readonly (readonly [name: string, version: string])[], limit = 2): Sample {
  const sample = at(
    `https://${host}/api/v1/packages/acme?type=container&q=team%2Fapp&page=${page}&limit=${limit}`,
    loadSample("gitea/api-packages"),
  );
  const [row] = sample.response.body as readonly object[];
  return { ...sample, response: { ...sample.response, body: versions.map(([name, version]) => ({ ...row, name, version })) } };
}

test("lists the tags of an image with their dates, and neither manifests without one nor other images", async (t) => {
  const samples = [
    ...base,
    packages(1, [
      ["team/app", "1.0"],
      ["team/app", `sha256:${"a".repeat(64)}`],
    ]),
    packages(2, [
      ["team/app-web", "9"],
      ["team/app", "0.9"],
    ]),
    packages(3, []),
  ];
  const { tags, requests, unknown } = await browseProvider(t, host, samples, { credential, pageSize: 2 });
  const { items, hasMore, error } = await tags("acme/team/app", 1);
  const updatedAt = new Date("2026-01-02T00:00:00Z");
  assert.deepEqual([hasMore, error, unknown], [true, undefined, []]);
  assert.deepEqual(items, [
    { name: "1.0", updatedAt },
    { name: "0.9", updatedAt },
  ]);
  assert.ok(requests().some((line) => line.includes("/api/v1/packages/acme?") && line.endsWith(" Basic")));
});

test("repositories are those of the catalog", async (t) => {
  const { repositories } = await browseProvider(t, host, [...base, ...loadSamples("gitea", "catalog")], { credential, pageSize: 2 });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["acme/app", "acme/web"],
  );
});

test("a token that may not ask the API has its tags from the registry", async (t) => {
  const refused: Sample = {
    ...packages(1, [], 50),
    response: { status: 403, headers: {}, body: { message: "token does not have at least one of required scope(s)" } },
  };
  const plain: Sample = {
    ...at(`https://${host}/v2/acme/team/app/tags/list?n=100`, refused),
    response: { status: 200, headers: {}, body: { name: "acme/team/app", tags: ["1.0"] } },
  };
  const { tags } = await browseProvider(t, host, [...base, refused, plain], { credential });
  assert.deepEqual((await tags("acme/team/app")).items, [{ name: "1.0" }]);
});
