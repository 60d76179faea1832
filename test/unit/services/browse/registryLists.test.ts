import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { BrowseSource } from "../../../../src/providers/browse.ts";
import { RegistryLists } from "../../../../src/services/browse/registryLists.ts";
import type { RegistryAccess } from "../../../../src/services/reach/registryAccess.ts";
import type { Session } from "../../../../src/services/reach/session.ts";
import { acr } from "../../../../src/providers/acr/index.ts";
import { silentLogger } from "../../../support/silentLogger.ts";

const host = "contoso.azurecr.io";
const { signal } = new AbortController();

/** An access whose registry lists `protocol`, or fails with it, and counts how often it is asked. */
function accessOf(protocol: readonly string[] | RegistryError) {
  const asked = { protocol: 0 };
  const page = () => {
    asked.protocol++;
    if (protocol instanceof RegistryError) return Promise.reject(protocol);
    return Promise.resolve({ value: { items: protocol, next: undefined }, host });
  };
  const session = {
    endpoint: { host, baseUrl: new URL(`https://${host}/v2`) },
    client: { introduction: () => Promise.resolve({ credential: undefined, product: undefined }) },
  } as unknown as Session;
  const access = { repositories: () => page, tags: () => page, sessionForOwn: () => Promise.resolve(session) } as unknown as RegistryAccess;
  return { access, asked };
}

/** Gives Azure's registries a source of the test's own. */
function withSource(t: { after: (fn: () => void) => void }, source: BrowseSource): void {
  const { loadBrowse } = acr;
  Object.assign(acr, { loadBrowse: () => Promise.resolve(() => source) });
  t.after(() => Object.assign(acr, { loadBrowse }));
}

function failure(code: RegistryErrorCode, api = "api.example"): RegistryError {
  return new RegistryError(code, `${api}: ${code}`, { params: { host: api }, status: code === "unauthorized" ? 401 : 403 });
}

const noCatalog = new RegistryError("denied", "no catalog", { params: { host, list: "catalog" }, status: 401 });

test("a provider's own list is asked in place of the registry's, page by page", async (t) => {
  const cursors: (string | undefined)[] = [];
  withSource(t, {
    repositories: ({ cursor, pageSize }) => {
      cursors.push(cursor);
      return Promise.resolve({ items: [{ name: `${cursor ?? "first"}-${pageSize}` }], next: cursor === undefined ? "2" : undefined });
    },
  });
  const { access, asked } = accessOf(["never"]);
  const read = new RegistryLists(() => [], silentLogger).repositories(host, access);
  assert.deepEqual(await read(undefined, signal, 5), { value: { items: [{ name: "first-5" }], next: "2" }, host });
  assert.deepEqual(await read("2", signal, 5), { value: { items: [{ name: "2-5" }], next: undefined }, host });
  assert.deepEqual([cursors, asked.protocol], [[undefined, "2"], 0]);
});

for (const code of ["unauthorized", "denied", "not-found", "unsupported", "timed-out", "invalid-response", "rate-limited"] as const) {
  test(`the registry's list is asked where the provider's fails: ${code}`, async (t) => {
    withSource(t, { repositories: () => Promise.reject(failure(code)) });
    const { access } = accessOf(["team/app"]);
    const read = new RegistryLists(() => [], silentLogger).repositories(host, access);
    assert.deepEqual((await read(undefined, signal, 5)).value.items, [{ name: "team/app" }]);
  });
}

test("where both refuse, the error is the catalog's, and tells of the provider's", async (t) => {
  const refused = failure("denied");
  withSource(t, { repositories: () => Promise.reject(refused) });
  const read = new RegistryLists(() => [], silentLogger).repositories(host, accessOf(noCatalog).access);
  const error = await read(undefined, signal, 5).catch((thrown: unknown) => thrown);
  assert.ok(RegistryError.is(error, "denied"));
  assert.deepEqual(
    [error.params, error.status, error.cause],
    [{ host, list: "catalog", api: "api.example", provider: "acr" }, 401, refused],
  );
});

test("where the registry has no list, its error tells what went wrong at the provider", async (t) => {
  const slow = failure("timed-out");
  withSource(t, { repositories: () => Promise.reject(slow) });
  const read = new RegistryLists(() => [], silentLogger).repositories(host, accessOf(noCatalog).access);
  const error = await read(undefined, signal, 5).catch((thrown: unknown) => thrown);
  assert.ok(RegistryError.is(error, "denied"));
  assert.deepEqual([error.params["list"], error.params["api"], error.cause], ["catalog", "api.example", slow]);
});

test("a login that the provider refuses is not tried again for other lists", async (t) => {
  const tries: string[] = [];
  withSource(t, {
    tags: (repository) => {
      tries.push(repository);
      return Promise.reject(failure("unauthorized"));
    },
  });
  const lists = new RegistryLists(() => [], silentLogger);
  const { access } = accessOf(["1.0"]);
  for (const name of ["a", "b", "c"])
    assert.deepEqual((await lists.tags(host, access, name)(undefined, signal, 5)).value.items, [{ name: "1.0" }]);
  assert.deepEqual(tries, ["a"]);
});

test("a later page that fails is an error: the registry's list has other cursors", async (t) => {
  withSource(t, {
    repositories: ({ cursor }) =>
      cursor === undefined ? Promise.resolve({ items: [{ name: "a" }], next: "2" }) : Promise.reject(failure("denied")),
  });
  const { access, asked } = accessOf(["never"]);
  const read = new RegistryLists(() => [], silentLogger).repositories(host, access);
  await read(undefined, signal, 5);
  await assert.rejects(read("2", signal, 5), (error) => RegistryError.is(error, "denied"));
  assert.equal(asked.protocol, 0);
});

test("a list that was given up is not asked for at the registry in its place", async (t) => {
  const given = new AbortController();
  withSource(t, {
    repositories: ({ signal: asked }) => new Promise((_, reject) => asked.addEventListener("abort", () => reject(asked.reason as Error))),
  });
  const { access, asked } = accessOf(["never"]);
  const page = new RegistryLists(() => [], silentLogger).repositories(host, access)(undefined, given.signal, 5);
  setImmediate(() => given.abort());
  await assert.rejects(page, (error) => error === given.signal.reason);
  assert.equal(asked.protocol, 0);
});

test("lists that are opened at the same time share one source", async (t) => {
  const { loadBrowse } = acr;
  const seen = { opened: 0, ended: 0 };
  const page = () => Promise.resolve({ items: [], next: undefined });
  const open = () => {
    seen.opened++;
    return Promise.resolve({ repositories: page, tags: page, dispose: () => void seen.ended++ });
  };
  Object.assign(acr, { loadBrowse: () => Promise.resolve(open) });
  t.after(() => Object.assign(acr, { loadBrowse }));
  const lists = new RegistryLists(() => [], silentLogger);
  const { access } = accessOf([]);
  await Promise.all([lists.repositories(host, access)(undefined, signal, 5), lists.tags(host, access, "a")(undefined, signal, 5)]);
  await lists.tags(host, access, "b")(undefined, signal, 5);
  lists.end();
  assert.deepEqual([seen.opened - seen.ended, seen.ended > 0], [0, true]);
});

test("what a source holds open is ended with its registry", async (t) => {
  const ended: string[] = [];
  withSource(t, { repositories: () => Promise.resolve({ items: [], next: undefined }), dispose: () => void ended.push("source") });
  const lists = new RegistryLists(() => [], silentLogger);
  await lists.repositories(host, accessOf([]).access)(undefined, signal, 5);
  lists.end("other.example");
  assert.deepEqual(ended, []);
  lists.end(host);
  assert.deepEqual(ended, ["source"]);
});

test("a provider is asked for what contains a part, where it searches and its own list is the one that is read", async (t) => {
  const requests: (string | undefined)[] = [];
  withSource(t, {
    repositories: ({ search }) => {
      requests.push(search);
      return Promise.resolve({ items: [{ name: `found-${search ?? ""}` }], next: undefined });
    },
    tags: () => Promise.reject(failure("denied")),
    searches: { repositories: (part) => (part === "no" ? undefined : part.slice(1)), tags: (part) => part },
  });
  const { access } = accessOf(["1.0"]);
  const lists = new RegistryLists(() => [], silentLogger);
  const repositories = lists.repositories(host, access);
  assert.equal(repositories.find("app", undefined, signal, 5), undefined);
  await repositories(undefined, signal, 5);
  assert.deepEqual(await repositories.find("app", undefined, signal, 5), {
    value: { items: [{ name: "found-pp" }], next: undefined },
    host,
  });
  assert.equal(repositories.find("no", undefined, signal, 5), undefined);
  assert.deepEqual(requests, [undefined, "pp"]);
  const tags = lists.tags(host, access, "app");
  await tags(undefined, signal, 5);
  assert.equal(tags.find("1.0", undefined, signal, 5), undefined);
});
