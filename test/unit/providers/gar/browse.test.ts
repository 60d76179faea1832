import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { test } from "node:test";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import type { BrowseContext } from "../../../../src/providers/browse.ts";
import { googleLogin } from "../../../../src/providers/shared/google/bearer.ts";
import { basicCredential } from "../../../support/networkClient.ts";
import { browseProvider } from "../../../support/sampleServer/browseProvider.ts";
import { at, loadSample, loadSamples, type Sample } from "../../../support/sampleServer/samples.ts";
import { serviceAccountKey } from "../../../support/sampleServer/serviceAccountKey.ts";

const host = "us-central1-docker.pkg.dev";
const api = "https://artifactregistry.googleapis.com/v1/projects/proj/locations/us-central1/repositories";
const key = { ...serviceAccountKey(), project_id: "proj" };
const keyLogin = basicCredential({ username: "_json_key", password: JSON.stringify(key) });
const encodedLogin = basicCredential({ username: "_json_key_base64", password: Buffer.from(JSON.stringify(key)).toString("base64") });
const tokenLogin = basicCredential({ username: "oauth2accesstoken", password: "ya29.token" });
const registry = loadSamples("gar", "v2-401", "token", "token-401", "oauth2-token");
const lists = loadSamples("gar", "api-repositories", "api-packages");
const digest = `sha256:${"a".repeat(64)}`;

/** The same answer with another body. */
function withBody(sample: Sample, body: unknown): Sample {
  return { ...sample, response: { ...sample.response, body } };
}

for (const [kind, credential] of [
  ["a key", keyLogin],
  ["a key in base64", encodedLogin],
] as const) {
  test(`lists the images of the project of ${kind}, by a token that the key has signed for`, async (t) => {
    const { repositories, requests, unknown } = await browseProvider(t, host, [...registry, ...lists], { credential, pageSize: 1000 });
    const { items, error } = await repositories();
    assert.equal(error, undefined);
    assert.deepEqual(items, [{ name: "proj/repo/team/app", updatedAt: new Date("2026-01-02T00:00:00Z") }]);
    const asked = requests().filter((line) => !line.includes("pkg.dev"));
    assert.deepEqual(asked, [
      "POST https://oauth2.googleapis.com/token nobody",
      `GET ${api}?pageSize=1000 Bearer`,
      `GET ${api}/repo/packages?pageSize=1000 Bearer`,
    ]);
    assert.deepEqual(unknown, []);
  });
}

test("an access token is used as it is, in the projects of what was added by name", async (t) => {
  const { repositories, requests } = await browseProvider(t, host, [...registry, ...lists], {
    credential: tokenLogin,
    added: ["proj/repo/other"],
    pageSize: 1000,
  });
  assert.deepEqual(
    (await repositories()).items.map(({ name }) => name),
    ["proj/repo/team/app"],
  );
  assert.ok(requests().every((line) => !line.includes("oauth2.googleapis.com")));
});

test("goes on by Google's tokens, and from one repository to the next", async (t) => {
  const names = ["one", "two"].map((name) => ({ name: `projects/proj/locations/us-central1/repositories/${name}`, format: "DOCKER" }));
  const others = [{ name: "projects/proj/locations/us-central1/repositories/python", format: "PYTHON" }];
  const page = (repository: string, image: string, token: string, next: string): Sample =>
    withBody(at(`${api}/${repository}/packages?pageSize=1${token}`, loadSample("gar/api-packages")), {
      packages: [{ name: `projects/proj/locations/us-central1/repositories/${repository}/packages/${image}` }],
      nextPageToken: next,
    });
  const samples = [
    ...registry,
    withBody(loadSample("gar/api-repositories"), { repositories: [...names, ...others] }),
    page("one", "a", "", "t1"),
    page("one", "b", "&pageToken=t1", ""),
    page("two", "c", "", ""),
  ];
  const { repositories, unknown } = await browseProvider(t, host, samples, { credential: keyLogin, pageSize: 1 });
  const { items, hasMore, error } = await repositories(2);
  assert.deepEqual(
    [items.map(({ name }) => name), hasMore, error, unknown],
    [["proj/one/a", "proj/one/b", "proj/two/c"], false, undefined, []],
  );
});

test("where Google refuses, the registry's own refusal is shown with Google's words", async (t) => {
  const refused = at(`${api}?pageSize=1000`, loadSample("gar/api-403-api-disabled"));
  const { repositories } = await browseProvider(t, host, [...registry, refused], { credential: keyLogin });
  const { error } = await repositories();
  assert.equal((error as { params?: { api?: string } }).params?.api, "artifactregistry.googleapis.com");
});

test("tags come with size, time and digest, the newest first, from the registry's own answer", async (t) => {
  const { tags, requests } = await browseProvider(t, host, [...registry, loadSample("gar/tags-list-extended")], { credential: tokenLogin });
  const { items, error } = await tags("proj/repo/img");
  assert.equal(error, undefined);
  const facts = { updatedAt: new Date(1767312000000), size: 28230000, digest };
  assert.deepEqual(items, [
    { name: "latest", ...facts },
    { name: "1.0", ...facts },
  ]);
  assert.equal(requests().filter((line) => line.includes("tags/list")).length, 1);
});

test("a list of tags without Google's extension is read as any other", async (t) => {
  const plain = withBody(loadSample("gar/tags-list-extended"), { name: "proj/repo/img", tags: ["1.0"] });
  const { tags } = await browseProvider(t, host, [...registry, plain], { credential: tokenLogin });
  assert.deepEqual((await tags("proj/repo/img")).items, [{ name: "1.0" }]);
});

test("gcr.io lists the images that were moved to Artifact Registry", async (t) => {
  const moved = withBody(
    at(
      "https://artifactregistry.googleapis.com/v1/projects/proj/locations/europe/repositories/eu.gcr.io/packages?pageSize=100",
      loadSample("gar/api-packages"),
    ),
    { packages: [{ name: "projects/proj/locations/europe/repositories/eu.gcr.io/packages/team%2Fapp" }] },
  );
  const base = loadSamples("gcr", "v2-401").map((sample) => at("https://eu.gcr.io/v2/", sample));
  const { repositories } = await browseProvider(t, "eu.gcr.io", [...base, ...registry, moved], { credential: keyLogin });
  assert.deepEqual((await repositories()).items, [{ name: "proj/team/app" }]);
});

test("the assertion is signed with the key, for Google's token server, to read; the key itself is not sent", async () => {
  const bodies: string[] = [];
  const askApi: BrowseContext["askApi"] = (request) => {
    bodies.push(`${request.url.href} ${request.body?.text ?? ""}`);
    return Promise.resolve({ json: { access_token: "ya29.fake", expires_in: 3599 }, header: () => undefined, next: undefined });
  };
  const { signal } = new AbortController();
  const login = googleLogin(keyLogin, askApi);
  assert.equal(login?.project, "proj");
  assert.equal((await login.bearer(signal)).reveal(), "ya29.fake");
  await login.bearer(signal);
  assert.equal(bodies.length, 1);
  const [url, form = ""] = (bodies[0] ?? "").split(" ");
  assert.equal(url, "https://oauth2.googleapis.com/token");
  assert.ok(!form.includes("PRIVATE"));
  const [header = "", claims = "", signature = ""] = (new URLSearchParams(form).get("assertion") ?? "").split(".");
  const publicKey = createPublicKey(key["private_key" as keyof typeof key]);
  assert.ok(verify("sha256", Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, "base64url")));
  const { iat, exp, ...rest } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
  assert.equal(Number(exp) - Number(iat), 3600);
  assert.deepEqual(rest, {
    iss: "puller@example-project.iam.gserviceaccount.com",
    scope: "https://www.googleapis.com/auth/cloud-platform.read-only",
    aud: "https://oauth2.googleapis.com/token",
  });
});

test("a key that names another token server, and what is no key or token, is not used", () => {
  const askApi: BrowseContext["askApi"] = () => Promise.reject(new Error("nothing is asked"));
  const doctored = JSON.stringify({ ...key, token_uri: "https://evil.example/token" });
  const identity: Credential = { kind: "identityToken", username: "x", token: new Secret("y") };
  for (const credential of [
    basicCredential({ username: "_json_key", password: doctored }),
    basicCredential({ username: "alice", password: "x" }),
    identity,
    undefined,
  ])
    assert.equal(googleLogin(credential, askApi), undefined);
});
