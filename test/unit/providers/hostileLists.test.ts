import assert from "node:assert/strict";
import { test } from "node:test";
import type { Credential } from "../../../src/core/credential.ts";
import type { ListedRepository, ListedTag } from "../../../src/core/listed.ts";
import { isDigest } from "../../../src/core/digest.ts";
import { RegistryError } from "../../../src/core/registryError.ts";
import { isTag } from "../../../src/core/reference.ts";
import type { BrowseContext, BrowseSource, PageRequest } from "../../../src/providers/browse.ts";
import type { Page } from "../../../src/registry/lists/pagination.ts";
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

/** A row as any of the providers might write it. */
const goodRow: Readonly<Record<string, unknown>> = {
  id: 1,
  key: "k",
  name: "app",
  path: "acme/app",
  namespace: "acme",
  version: "1.0",
  owner: { login: "Acme" },
  tags: [{ name: "1.0", push_time: "2026-01-02T00:00:00Z" }],
  tag: ["1.0"],
  metadata: { container: { tags: ["1.0"] } },
  digest: `sha256:${"a".repeat(64)}`,
  manifest_digest: `sha256:${"a".repeat(64)}`,
  updated_at: "2026-01-02T00:00:00Z",
  created_at: "2026-01-02T00:00:00Z",
  lastUpdateTime: "2026-01-02T00:00:00Z",
  update_time: "2026-01-02T00:00:00Z",
  updateTime: "2026-01-02T00:00:00Z",
  push_time: "2026-01-02T00:00:00Z",
  last_modified: 1767312000,
  timeUploadedMs: "1767312000000",
  full_size: 1,
  size: 1,
  imageSizeBytes: "1",
  description: "words",
  visibility: "public",
  is_private: true,
  is_public: true,
  kind: "image",
};

/** The row, and the row with each of its values replaced by each of the others. */
const rows: readonly unknown[] = [
  goodRow,
  { ...goodRow, name: "projects/p/locations/europe/repositories/r/packages/app" },
  ...Object.keys(goodRow).flatMap((key) => values.map((value) => ({ ...goodRow, [key]: value }))),
  ...values,
];

function* answers(): Generator {
  yield rows;
  for (const key of ["tags", "repositories", "packages", "results"]) yield { [key]: rows, next: "y", next_page: "y", nextPageToken: "y" };
  yield { manifest: Object.fromEntries(rows.map((row, index) => [index === 0 ? goodRow["digest"] : `sha256:${index}`, row])) };
  for (const value of values) {
    yield value;
    yield { tags: value, repositories: value, packages: value, results: value, manifest: value, next: value, next_page: value };
    yield { access_token: value, username: value, organizations: value };
  }
}

/** What is asked for before a list, answered as it should be: accounts, namespaces, a token. */
const before: readonly (readonly [path: RegExp, json: unknown])[] = [
  [/\/token$/, { access_token: "t", expires_in: 60 }],
  [/^\/v2\/user\/orgs$/, { results: [{ orgname: "o" }] }],
  [/^\/user\/orgs$/, [{ login: "o" }]],
  [/^\/api\/v1\/user\/$/, { username: "u" }],
  [/^\/api\/v4\/projects$/, [{ id: 1 }]],
  [/^\/artifactory\/api\/repositories$/, [{ key: "k" }]],
  [/\/locations\/europe\/repositories$/, { repositories: [{ name: "projects/p/locations/europe/repositories/r", format: "DOCKER" }] }],
];

/** Answers each request with `json`, or what comes before a list as it should be. */
function contextOf(host: string, credential: Credential, json: unknown, isPrepared: boolean): BrowseContext {
  const answer = { json, header: () => "x", next: "https://evil.example/\u0000?last=%zz&id_before=%zz" };
  return {
    host,
    origin: `https://${host}`,
    credential,
    added: ["proj/repo/app"],
    tokenServer: () => Promise.resolve(new URL("https://gitlab.com/jwt/auth")),
    askRegistry: () => Promise.resolve(answer),
    askApi: ({ url }) => {
      const prepared = before.find(([path]) => isPrepared && path.test(url.pathname));
      return Promise.resolve(prepared === undefined ? answer : { ...answer, json: prepared[1] });
    },
  };
}

type Item = ListedRepository | ListedTag;

function checkPage(page: Page<Item>): void {
  assert.ok(page.next === undefined || (typeof page.next === "string" && page.next !== ""));
  for (const item of page.items) {
    assert.ok(typeof item.name === "string" && item.name !== "");
    if ("size" in item) assert.ok(Number.isSafeInteger(item.size) && isTag(item.name));
    if ("digest" in item) assert.ok(isDigest(item.digest));
    if (item.updatedAt !== undefined) assert.ok(!Number.isNaN(item.updatedAt.getTime()));
  }
}

/** The pages of both lists, from several cursors; a refusal is none. */
async function pagesOf(source: BrowseSource | undefined): Promise<readonly Page<Item>[]> {
  const { signal } = new AbortController();
  const pages: Page<Item>[] = [];
  for (const cursor of [undefined, "1", "0 1", "/v2/acme/app/tags/list?x"]) {
    const request: PageRequest = { pageSize: 10, signal, cursor };
    for (const list of [source?.repositories?.(request), source?.tags?.("acme/app", request)]) {
      const page = await list?.catch((error: unknown) => {
        if (!RegistryError.is(error)) throw error;
      });
      if (page !== undefined) pages.push(page);
    }
  }
  return pages;
}

test("every provider with lists of its own is played here", () => {
  const withLists = providers.filter(({ id, loadBrowse }) => loadBrowse !== undefined && id !== "ecr").map(({ id }) => id);
  assert.deepEqual(withLists.toSorted(), Object.keys(sites).toSorted());
});

for (const [id, [host, credential]] of Object.entries(sites)) {
  test(`whatever ${id} answers, a list has names and facts of their kinds, or is refused`, async () => {
    const open = await providers.find((provider) => provider.id === id)?.loadBrowse?.();
    assert.ok(open);
    const seen: Page<Item>[] = [];
    for (const json of answers())
      for (const isPrepared of [true, false]) seen.push(...(await pagesOf(await open(contextOf(host, credential, json, isPrepared)))));
    for (const page of seen) checkPage(page);
    assert.ok(seen.some(({ items }) => items.length > 0));
  });
}
