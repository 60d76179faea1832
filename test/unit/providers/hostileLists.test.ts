import assert from "node:assert/strict";
import { test } from "node:test";
import type { Credential } from "../../../src/core/credential.ts";
import { RegistryError } from "../../../src/core/registryError.ts";
import { isTag } from "../../../src/core/reference.ts";
import type { BrowseContext, PageRequest } from "../../../src/providers/browse.ts";
import { providers } from "../../../src/providers/catalog.ts";
import { basicCredential } from "../../support/networkClient.ts";
import { serviceAccountKey } from "../../support/sampleServer/serviceAccountKey.ts";

/** A host of each provider with lists of its own, and a login that these are asked with. */
const sites: Readonly<Record<string, readonly [host: string, credential: Credential]>> = {
  acr: ["contoso.azurecr.io", basicCredential({ username: "a", password: "b" })],
  dockerhub: ["docker.io", basicCredential({ username: "a", password: "b" })],
  gar: ["europe-docker.pkg.dev", basicCredential({ username: "_json_key", password: JSON.stringify(serviceAccountKey()) })],
  gcr: ["eu.gcr.io", basicCredential({ username: "oauth2accesstoken", password: "b" })],
  ghcr: ["ghcr.io", basicCredential({ username: "a", password: "ghp_b" })],
  gitea: ["gitea.example.test", basicCredential({ username: "a", password: "b" })],
  gitlab: ["registry.gitlab.com", basicCredential({ username: "a", password: "b" })],
  harbor: ["harbor.example.test", basicCredential({ username: "a", password: "b" })],
  jfrog: ["acme.jfrog.io", basicCredential({ username: "a", password: "b" })],
  quay: ["quay.io", basicCredential({ username: "$oauthtoken", password: "b" })],
};

/** Values that stand where another kind is expected. */
const values: readonly unknown[] = [null, true, -1, 1e308, "", "x", "\u202e../\n", [], [null], ["x", 3, [[]]], {}, { name: {} }];

/** Rows with each of the keys that a source reads, all with the same value: none of them is what it should be. */
function rowOf(value: unknown): object {
  const keys = [
    "name",
    "namespace",
    "path",
    "key",
    "id",
    "digest",
    "tags",
    "tag",
    "owner",
    "login",
    "metadata",
    "orgname",
    "format",
    "version",
  ];
  const facts = [
    "updated_at",
    "lastUpdateTime",
    "update_time",
    "push_time",
    "last_modified",
    "full_size",
    "size",
    "description",
    "visibility",
    "is_private",
  ];
  return Object.fromEntries([...keys, ...facts].map((key) => [key, value]));
}

function* answers(): Generator<unknown> {
  for (const value of values) {
    yield value;
    const rows = [rowOf(value), value];
    yield rows;
    for (const key of ["tags", "repositories", "packages", "results", "manifest"]) {
      yield { [key]: value, next: value, next_page: value, nextPageToken: value };
      yield {
        [key]: rows,
        next: "y",
        next_page: "y",
        nextPageToken: "y",
        has_additional: true,
        access_token: "t",
        username: value,
        organizations: value,
      };
    }
    yield { manifest: { "sha256:x": rowOf(value), y: value } };
  }
}

function contextOf(host: string, credential: Credential, json: unknown): BrowseContext {
  const answer = { json, header: () => "x", next: "https://evil.example/\u0000?last=%zz&id_before=%zz" };
  return {
    host,
    origin: `https://${host}`,
    credential,
    added: ["proj/repo/app"],
    tokenServer: () => Promise.resolve(new URL("https://gitlab.com/jwt/auth")),
    askRegistry: () => Promise.resolve(answer),
    // What comes before the list is as it should be: an account, a token.
    askApi: ({ url, body }) =>
      Promise.resolve(
        body === undefined || url.pathname.endsWith("/projects") ? answer : { ...answer, json: { access_token: "t", expires_in: 60 } },
      ),
  };
}

test("every provider with lists of its own is played here", () => {
  const withLists = providers.filter(({ id, loadBrowse }) => loadBrowse !== undefined && id !== "ecr").map(({ id }) => id);
  assert.deepEqual(withLists.toSorted(), Object.keys(sites).toSorted());
});

for (const [id, [host, credential]] of Object.entries(sites)) {
  test(`whatever ${id} answers, a list has names and facts of their kinds, or is refused`, async () => {
    const open = await providers.find((provider) => provider.id === id)?.loadBrowse?.();
    assert.ok(open);
    const request: PageRequest = { pageSize: 10, signal: new AbortController().signal };
    const seen = { lists: 0, items: 0 };
    for (const json of answers()) {
      const source = await open(contextOf(host, credential, json));
      for (const cursor of [undefined, "1", "0 1", "/v2/acme/app/tags/list?x"]) {
        for (const list of [source?.repositories?.({ ...request, cursor }), source?.tags?.("acme/app", { ...request, cursor })]) {
          const page = await list?.catch((error: unknown) => {
            assert.ok(RegistryError.is(error), `${id}: ${String(error)} for ${JSON.stringify(json)}`);
          });
          if (page === undefined) continue;
          seen.lists++;
          assert.ok(page.next === undefined || (typeof page.next === "string" && page.next !== ""));
          for (const item of page.items) {
            seen.items++;
            assert.ok(typeof item.name === "string" && item.name !== "");
            if ("size" in item) assert.ok(Number.isSafeInteger(item.size) && isTag(item.name));
            if (item.updatedAt !== undefined) assert.ok(!Number.isNaN(item.updatedAt.getTime()));
          }
        }
      }
    }
    assert.ok(seen.lists > 0, JSON.stringify(seen));
  });
}
