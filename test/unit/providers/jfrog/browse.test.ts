import assert from "node:assert/strict";
import { test } from "node:test";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, renamed, type Sample } from "../../../support/sampleServer/samples.ts";

const host = "acme.jfrog.io";
const credential = basicCredential({ username: "alice", password: "a s3cret word" });
const base = loadSamples("jfrog", "v2-401-bearer", "token", "api-401");
const keys = loadSample("jfrog/api-repositories");

/** A page of a repository's catalog. */
function catalog(key: string, repositories: readonly string[], { last, link }: { last?: string; link?: string } = {}): Sample {
  const url = `https://${host}/artifactory/api/docker/${key}/v2/_catalog?n=2${last === undefined ? "" : `&last=${last}`}`;
  const sample = at(url, loadSample("jfrog/catalog"));
  const headers = { ...sample.response.headers, ...(link === undefined ? {} : { Link: `<${link}>; rel="next"` }) };
  return { ...sample, response: { status: 200, headers, body: { repositories } } };
}

test("lists the images of each Docker repository, under its key", async (t) => {
  const samples = [
    ...base,
    keys,
    catalog("docker-local", ["app", "web"], { link: "/v2/_catalog?last=web&n=2" }),
    catalog("docker-local", ["zoo"], { last: "web" }),
    catalog("docker-virtual", ["app"]),
  ];
  const { repositories, requests, unknown } = await browseProvider(t, host, samples, { credential, pageSize: 2 });
  const { items, hasMore, error } = await repositories(2);
  const names = ["docker-local/app", "docker-local/web", "docker-local/zoo", "docker-virtual/app"];
  assert.deepEqual([items.map(({ name }) => name), hasMore, error, unknown], [names, false, undefined, []]);
  const asked = requests().filter((line) => line.includes("/artifactory/"));
  assert.equal(asked[0], `GET https://${host}/artifactory/api/repositories?packageType=docker Basic`);
  assert.equal(asked.length, 4);
});

test("a repository that refuses is passed over, and where all do, the registry is asked", async (t) => {
  const refused = (key: string): Sample => ({
    ...catalog(key, []),
    response: { status: 403, headers: {}, body: { errors: [{ status: 403, message: "Forbidden" }] } },
  });
  const one = await browseProvider(t, host, [...base, keys, refused("docker-local"), catalog("docker-virtual", ["app"])], {
    credential,
    pageSize: 2,
  });
  assert.deepEqual((await one.repositories()).items, [{ name: "docker-virtual/app" }]);
  const protocol = at(`https://${host}/v2/_catalog?n=2`, loadSample("jfrog/catalog"));
  const all = await browseProvider(t, host, [...base, keys, refused("docker-local"), refused("docker-virtual"), protocol], {
    credential,
    pageSize: 2,
  });
  assert.deepEqual(
    (await all.repositories()).items.map(({ name }) => name),
    ["busybox", "centos"],
  );
});

for (const own of ["acme-docker-local.jfrog.io", "docker-local.art.example.test", "art.example.test:5001"]) {
  test(`a repository that has the host ${own} is listed by the registry's catalog`, async (t) => {
    const catalogOfHost = at(`https://${host}/v2/_catalog?n=100`, loadSample("jfrog/catalog"));
    const names = [
      ["art.example.test", own],
      [host, own],
    ] as const;
    const samples = renamed(names, [...loadSamples("jfrog", "v2-401-basic"), keys, catalogOfHost]);
    const { repositories, requests } = await browseProvider(t, own, samples, { credential });
    assert.deepEqual(
      (await repositories()).items.map(({ name }) => name),
      ["busybox", "centos", "hello-world"],
    );
    assert.ok(requests().every((line) => !line.includes("/api/docker/")));
  });
}

test("a server of one's own is known by its answers", async (t) => {
  const own = "art.example.test";
  const samples = renamed([[host, own]], [keys, catalog("docker-local", ["app"]), catalog("docker-virtual", [])]);
  const { repositories } = await browseProvider(t, own, [...loadSamples("jfrog", "v2-401-basic"), ...samples], { credential, pageSize: 2 });
  assert.deepEqual((await repositories()).items, [{ name: "docker-local/app" }]);
});

test("a cloud's server that is called as one of its repositories is no host of that one", async (t) => {
  const own = "docker-local.jfrog.io";
  const samples = renamed([[host, own]], [...base, keys, catalog("docker-local", ["app"]), catalog("docker-virtual", [])]);
  const { repositories } = await browseProvider(t, own, samples, { credential, pageSize: 2 });
  assert.deepEqual((await repositories()).items, [{ name: "docker-local/app" }]);
});
