import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { ListedRepository, ListedTag } from "../../../../../src/core/listed.ts";
import { RegistryError } from "../../../../../src/core/registryError.ts";
import { Browsing } from "../../../../../src/services/browse/browsing.ts";
import { listOneTag } from "../../../../../src/services/browse/askForRepository.ts";
import { BrowsedLists } from "../../../../../src/services/browse/goTo/browsedLists.ts";
import { findTarget } from "../../../../../src/services/browse/goTo/findTarget.ts";
import { LoginChanges } from "../../../../../src/services/browse/loginChanges.ts";
import { parseNameFilter } from "../../../../../src/services/browse/nameFilter.ts";
import { PagedList } from "../../../../../src/services/browse/pagedList.ts";
import { RegistryLists } from "../../../../../src/services/browse/registryLists.ts";
import { AddedRepositories, type RepositoriesByHost } from "../../../../../src/services/remembered/addedRepositories.ts";
import { seedDemo } from "../../../../support/registry/seed/seedDemo.ts";
import { seedTags } from "../../../../support/registry/seed/seedTags.ts";
import { startRegistry } from "../../../../support/registry/startRegistry.ts";
import { registrySessions } from "../../../../support/registrySessions.ts";
import { silentLogger } from "../../../../support/silentLogger.ts";

/** A registry with a repository of 5000 tags, its lists, and what is added to them by name. */
async function open(context: TestContext, options: { readonly catalog?: boolean } = {}) {
  const registry = await startRegistry(options);
  seedDemo(registry);
  seedTags(registry.store, "tools/many", 5000);
  const sessions = registrySessions(registry);
  const memory: { value: RepositoriesByHost } = { value: {} };
  const added = new AddedRepositories({ read: () => memory.value, write: (value) => Promise.resolve(void (memory.value = value)) });
  const lists = new RegistryLists((host) => added.of(host), silentLogger);
  const browsing = new Browsing(sessions, lists, {
    pageSize: 1000,
    step: () => 200,
    orderOf: () => undefined,
    logins: new LoginChanges(() => Promise.reject(new Error("nobody asks"))),
    changed: () => undefined,
  });
  context.after(async () => {
    browsing.dispose();
    sessions.dispose();
    await registry.close();
  });
  const { host } = registry;
  const ports = {
    browsing,
    added,
    knownTags: () => [],
    resolve: async (place: { readonly host: string; readonly repository: string }, tag: string, signal: AbortSignal) => {
      const access = await sessions.accessTo(place.host, signal, place.repository);
      return (await access.content((client) => client.resolve(place.repository, tag, { signal }), signal)).value.digest;
    },
    checkRepository: (at: string, repository: string, signal: AbortSignal) => listOneTag(at, repository, sessions, signal),
  };
  const signal = new AbortController().signal;
  const find = (repository: string, rest: { readonly tag?: string; readonly digest?: string } = {}) =>
    findTarget({ host, repository, ...rest }, ports, signal);
  const shown = async (repository?: string): Promise<readonly string[]> => {
    const list = repository === undefined ? browsing.repositories(host) : browsing.tags(host, repository);
    return (await list.view()).items.map(({ name }) => name);
  };
  return { registry, host, browsing, added, find, shown };
}

test("shows a tag that is listed among the first", async (context) => {
  const { find, shown, added, host } = await open(context);
  const { outcome, tag, repository } = await find("team/app/web", { tag: "5.0.0" });
  assert.deepEqual([outcome, tag?.name, repository.name], ["found", "5.0.0", "team/app/web"]);
  assert.ok((await shown("team/app/web")).includes("5.0.0"));
  assert.deepEqual(added.of(host), []);
});

test("loads on for a tag that is further down, and shows what comes before it", async (context) => {
  const { find, shown, browsing, host } = await open(context);
  assert.equal((await find("tools/many", { tag: "v45.0.0" })).outcome, "found");
  const tags = await shown("tools/many");
  assert.equal(tags.at(-1), "v45.0.0");
  assert.equal(tags[0], "v49.9.9");
  assert.equal(browsing.filterOf(host, "tools/many"), undefined);
});

test("filters by a tag that is too far down", async (context) => {
  const { find, shown, browsing, host } = await open(context);
  assert.equal((await find("tools/many", { tag: "v2.3.4" })).outcome, "found");
  assert.deepEqual(await shown("tools/many"), ["v2.3.4"]);
  assert.equal(browsing.filterOf(host, "tools/many")?.text, "v2.3.4");
});

test("takes off a filter that hides what is looked for, and leaves one that does not", async (context) => {
  const { find, shown, browsing, host } = await open(context);
  browsing.filterBy(host, undefined, await parseNameFilter("demo"));
  browsing.filterBy(host, "team/app/web", await parseNameFilter("main"));
  await find("team/app/web", { tag: "main" });
  assert.equal(browsing.filterOf(host, undefined), undefined);
  assert.equal(browsing.filterOf(host, "team/app/web")?.text, "main");
  await find("team/app/web", { tag: "5.0.0" });
  assert.deepEqual(await shown("team/app/web"), ["main", "5.0.0"]);
});

test("says where there is no such tag, and shows the repository", async (context) => {
  const { find } = await open(context);
  const { outcome, tag, repository } = await find("tools/many", { tag: "v1.2.3.4" });
  assert.deepEqual([outcome, tag, repository.name], ["no-tag", undefined, "tools/many"]);
});

test("adds a repository by name that the registry does not list, once it is seen to be there", async (context) => {
  const { find, added, host } = await open(context, { catalog: false });
  assert.equal((await find("demo/hello", { tag: "latest" })).outcome, "found");
  assert.deepEqual(added.of(host), ["demo/hello"]);
  await assert.rejects(find("no/such"), /not-found|404|not found/i);
  assert.deepEqual(added.of(host), ["demo/hello"]);
});

test("says of a digest that no list of tags tells", async (context) => {
  const { find, registry } = await open(context);
  const digest = `sha256:${"a".repeat(64)}`;
  assert.equal((await find("demo/hello", { digest })).outcome, "no-digest");
  const moved = await find("demo/hello", { tag: "latest", digest });
  const current = registry.store.open("demo/hello").tags.get("latest") ?? "";
  assert.deepEqual([moved.outcome, moved.tag?.name, moved.current], ["moved", "latest", current]);
  assert.equal((await find("demo/hello", { tag: "latest", digest: current })).outcome, "found");
});

/** A list by date, of which no page loads by itself, and what is asked for it. */
function datedList(pages: number) {
  const asked: string[] = [];
  const updatedAt = new Date(0);
  const tags = new PagedList<ListedTag>(
    (cursor) => {
      const page = Number(cursor ?? 0);
      asked.push(`page ${page}`);
      const next = page + 1 < pages ? String(page + 1) : undefined;
      return Promise.resolve({ value: { items: [{ name: `v${page}`, updatedAt }], next }, host: "hub.example" });
    },
    { step: 1 },
  );
  const repositories = new PagedList<ListedRepository>(
    () => Promise.resolve({ value: { items: [{ name: "app" }], next: undefined }, host: "hub.example" }),
    { step: 10 },
  );
  const browsing = { repositories: () => repositories, tags: () => tags, filterOf: () => undefined, filterBy: () => undefined };
  const added = new AddedRepositories({ read: () => ({}), write: () => Promise.resolve() });
  const digest = `sha256:${"d".repeat(64)}`;
  const answers: { readonly resolve: (tag: string) => Promise<string> } = {
    resolve: (tag) => (/^v\d+$/.test(tag) ? Promise.resolve(digest) : Promise.reject(new RegistryError("not-found", "no such tag"))),
  };
  const find = (tag: string, { resolve } = answers) => {
    const ports = {
      browsing,
      added,
      knownTags: () => [],
      resolve: (_: unknown, name: string) => {
        asked.push(`resolve ${name}`);
        return resolve(name);
      },
      checkRepository: () => Promise.resolve(),
    };
    return findTarget({ host: "hub.example", repository: "app", tag }, ports, new AbortController().signal);
  };
  return { asked, tags, find, digest };
}

test("asks a long list's registry first whether it has the tag at all", async () => {
  const { asked, find } = datedList(50);
  assert.equal((await find("nothing")).outcome, "no-tag");
  assert.deepEqual(asked, ["page 0", "resolve nothing"]);
  assert.equal((await find("v0")).tag?.name, "v0");
  assert.equal(asked.length, 2);
});

test("reads no more than a few pages for a tag that is there, and shows it at the end", async () => {
  const { asked, find, tags, digest } = datedList(50);
  assert.equal((await find("v2")).tag?.updatedAt?.getTime(), 0);
  assert.deepEqual(asked, ["page 0", "resolve v2", "page 1", "page 2"]);
  assert.deepEqual((await find("v40")).tag, { name: "v40", digest });
  assert.equal(asked.length, 4 + 1 + 10);
  const { items, hasMore } = await tags.view();
  assert.deepEqual([items.at(-1)?.name, hasMore], ["v40", true]);
  // The page that it is on tells more.
  await tags.loadAll(new AbortController().signal);
  assert.equal((await tags.view()).items.find(({ name }) => name === "v40")?.updatedAt?.getTime(), 0);
  assert.equal((await tags.view()).items.length, 50);
});

test("lets the list tell where the registry does not answer that", async () => {
  const { find } = datedList(20);
  const refused = { resolve: () => Promise.reject(new RegistryError("unsupported", "not here")) };
  assert.equal((await find("v15", refused)).tag?.name, "v15");
  assert.equal((await find("nothing", refused)).outcome, "no-tag");
});

test("finds the tags of a digest where the registry's list tells digests", async () => {
  const digests = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`] as const;
  const pages = [
    [{ name: "1.1", digest: digests[1] }],
    [
      { name: "1.0", digest: digests[0] },
      { name: "old", digest: digests[0] },
    ],
  ];
  const tags = new PagedList<ListedTag>(
    (cursor) => {
      const page = Number(cursor ?? 0);
      return Promise.resolve({ value: { items: pages[page] ?? [], next: page === 0 ? "1" : undefined }, host: "reg.example" });
    },
    { step: 1, order: "name" },
  );
  const repositories = new PagedList<ListedRepository>(
    () => Promise.resolve({ value: { items: [{ name: "app" }], next: undefined }, host: "reg.example" }),
    { step: 10 },
  );
  const browsing = { repositories: () => repositories, tags: () => tags, filterOf: () => undefined, filterBy: () => undefined };
  const added = new AddedRepositories({ read: () => ({}), write: () => Promise.resolve() });
  const known: string[] = [];
  const ports = {
    browsing,
    added,
    knownTags: () => known,
    resolve: () => Promise.reject(new RegistryError("not-found", "no such tag")),
    checkRepository: () => Promise.resolve(),
  };
  const find = (rest: { readonly tag?: string; readonly digest?: string }) =>
    findTarget({ host: "reg.example", repository: "app", ...rest }, ports, signal);
  const { signal } = new AbortController();
  const found = await find({ digest: digests[0] });
  assert.deepEqual([found.outcome, found.tag?.name, found.aliases], ["found", "1.0", ["1.0", "old"]]);
  assert.equal((await find({ tag: "1.1", digest: digests[0] })).outcome, "moved");
  assert.equal((await find({ tag: "1.1", digest: digests[1] })).outcome, "found");
  const digest = `sha256:${"c".repeat(64)}`;
  assert.equal((await find({ digest })).outcome, "no-digest");
  known.push("old");
  assert.equal((await find({ digest })).tag?.name, "old");
});

test("ends with the signal", async (context) => {
  const { browsing, added, host } = await open(context);
  const ports = { browsing, added, knownTags: () => [], resolve: () => Promise.resolve(""), checkRepository: () => Promise.resolve() };
  const target = { host, repository: "tools/many", tag: "v0.0.0" };
  await assert.rejects(findTarget(target, ports, AbortSignal.abort()), { name: "AbortError" });
});

test("what is loaded for a name that is typed stays for the tree", async (context) => {
  const { registry, browsing, added, host, shown } = await open(context);
  const lists = new BrowsedLists(browsing, (at) => added.of(at));
  const { signal } = new AbortController();
  assert.equal(lists.repositories(host, false), undefined);
  const repositories = lists.repositories(host, true);
  assert.ok(repositories !== undefined);
  await Promise.all([repositories.grow(signal), repositories.grow(signal)]);
  assert.deepEqual(await repositories.find("app", 10), ["team/app/api", "team/app/web"]);
  assert.deepEqual([repositories.has("demo/hello"), repositories.has("demo"), repositories.isWhole], [true, false, true]);
  assert.deepEqual(await repositories.find("/[/", 10), []);
  assert.deepEqual((await shown()).length, 7);
  assert.equal(registry.requests.lines().filter((line) => line.includes("_catalog")).length, 1);
});

test("what is loading for another name ends, and the tree asks again for it", async (context) => {
  const { browsing, added, host, shown } = await open(context);
  const lists = new BrowsedLists(browsing, (at) => added.of(at));
  const tags = lists.tags(host, "tools/many");
  const growing = tags.grow(new AbortController().signal);
  lists.endAllBut([]);
  await growing;
  assert.deepEqual([await tags.find("", 10), tags.error], [[], undefined]);
  assert.equal((await shown("tools/many")).length, 200);
});
