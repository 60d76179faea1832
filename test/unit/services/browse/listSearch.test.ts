import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import type { FindPage } from "../../../../src/services/browse/listSearch.ts";
import { parseNameFilter } from "../../../../src/services/browse/nameFilter.ts";
import { PagedList } from "../../../../src/services/browse/pagedList.ts";

const host = "reg.example";
const all = Array.from({ length: 100 }, (_, index) => `v${Math.floor(index / 10)}.${index % 10}`);
const pageSize = 5;

interface Named {
  readonly name: string;
}

interface Asked {
  readonly pages: (string | undefined)[];
  readonly searches: string[];
}

/** Some of the names, and where to go on. */
function pageOf(names: readonly string[], cursor: string | undefined) {
  const start = Number(cursor ?? 0);
  const end = start + pageSize;
  const items = names.slice(start, end).map((name) => ({ name }));
  return { value: { items, next: end < names.length ? String(end) : undefined }, host };
}

/** A list of 20 pages, whose registry searches as `find` does, or as it should. */
function listWith(find?: FindPage<Named>, step = 50): { list: PagedList<Named>; asked: Asked } {
  const asked: Asked = { pages: [], searches: [] };
  const search: FindPage<Named> = (part, cursor, signal) => {
    asked.searches.push(`${part} ${cursor ?? ""}`.trim());
    if (find !== undefined) return find(part, cursor, signal);
    const found = all.filter((name) => name.includes(part));
    return Promise.resolve(pageOf(found, cursor));
  };
  const list = new PagedList<Named>(
    (cursor) => {
      asked.pages.push(cursor);
      return Promise.resolve(pageOf(all, cursor));
    },
    { step, order: "name", find: search },
  );
  return { list, asked };
}

/** What the list shows, once nothing loads any more. */
async function filtered(list: PagedList<Named>, text: string) {
  list.filterBy(await parseNameFilter(text));
  await list.view();
  await list.settled();
  const { items, ...view } = await list.view();
  return { ...view, names: items.map(({ name }) => name) };
}

test("a registry that searches is asked for what matches, page by page, and for nothing else", async () => {
  const { list, asked } = listWith();
  await list.view();
  const view = await filtered(list, "*.7");
  assert.deepEqual(view.names, ["v0.7", "v1.7", "v2.7", "v3.7", "v4.7", "v5.7", "v6.7", "v7.7", "v8.7", "v9.7"]);
  assert.deepEqual(
    { matching: view.matching, isFound: view.isFound, isWhole: view.isWhole, hasMore: view.hasMore, error: view.error },
    { matching: 10, isFound: true, isWhole: false, hasMore: false, error: undefined },
  );
  assert.deepEqual(asked, { pages: [undefined], searches: [".7", ".7 5"] });
  assert.equal(view.loaded, 15);
  await list.more();
  assert.equal(asked.pages.length, 1);
});

test("a longer text is looked for in what was found for a shorter one", async () => {
  const { list, asked } = listWith();
  await filtered(list, "v4");
  assert.deepEqual((await filtered(list, "v4.2")).names, ["v4.2"]);
  assert.equal((await list.view()).isFound, true);
  assert.deepEqual(asked.searches, ["v4", "v4 5"]);
  assert.deepEqual((await filtered(list, "v3.1")).names, ["v3.1"]);
  assert.deepEqual(asked.searches.slice(2), ["v3.1"]);
});

test("what was found takes its place when the list is loaded on", async () => {
  const { list, asked } = listWith();
  await filtered(list, "v9.9");
  list.filterBy(undefined);
  const view = await list.view();
  assert.deepEqual([view.isFound, view.hasMore, view.loaded], [false, true, 6]);
  await list.loadAll(new AbortController().signal);
  const whole = await list.view();
  assert.deepEqual([whole.loaded, whole.isWhole, whole.hasMore, asked.pages.length], [100, true, false, 20]);
});

for (const [what, find] of [
  ["refuses", () => Promise.reject(new RegistryError("denied", "no search", { params: { host } }))],
  [
    "ends before it has told everything",
    () => {
      const ending = new RegistryError("too-many-pages", "no more", { params: { host } });
      return Promise.resolve({ value: { items: [], next: undefined, ending }, host });
    },
  ],
  ["names the same page for ever", () => Promise.resolve({ value: { items: [], next: "1" }, host })],
] as const satisfies readonly (readonly [string, FindPage<Named>])[]) {
  test(`all of the list is loaded where the search ${what}, which is not tried again`, async () => {
    const { list, asked } = listWith(find);
    const view = await filtered(list, "4.2");
    assert.deepEqual([view.names, view.isFound, view.isWhole, view.error], [["v4.2"], false, true, undefined]);
    assert.equal(asked.pages.length, 20);
    const { length } = asked.searches;
    await filtered(list, "5.2");
    assert.equal(asked.searches.length, length);
  });
}

test("a registry that cannot be asked for a part may be asked for a longer one", async () => {
  const { list, asked } = listWith((part, cursor) =>
    part.length < 4
      ? undefined
      : Promise.resolve(
          pageOf(
            all.filter((name) => name.includes(part)),
            cursor,
          ),
        ),
  );
  list.filterBy(await parseNameFilter("v4."));
  await list.view();
  assert.equal(asked.pages.length > 0, true);
  const view = await filtered(list, "v4.2");
  assert.deepEqual([view.names, view.isFound, view.isWhole], [["v4.2"], true, false]);
  assert.ok(asked.pages.length < 20);
});

test("a filter that names have nothing in common for loads all of the list", async () => {
  const { list, asked } = listWith();
  const view = await filtered(list, "/^v(1|2)\\.3$/");
  assert.deepEqual([view.names, view.isFound, asked.searches], [["v1.3", "v2.3"], false, []]);
});

test("“Load All” shows all of what was found, and does not load the rest", async () => {
  const { list, asked } = listWith(undefined, 4);
  const view = await filtered(list, ".7");
  assert.deepEqual([view.names.length, view.matching, view.hasMore], [4, 10, true]);
  await list.loadAll(new AbortController().signal);
  const shown = await list.view();
  assert.deepEqual([shown.items.length, shown.hasMore, asked.pages.length], [10, false, 1]);
});

test("a whole list is not searched", async () => {
  const { list, asked } = listWith();
  await list.loadAll(new AbortController().signal);
  assert.deepEqual((await filtered(list, "4.2")).names, ["v4.2"]);
  assert.deepEqual(asked.searches, []);
});

test("another text ends the search for the one before, and its late answer counts for nothing", async () => {
  const signals: AbortSignal[] = [];
  const slow: FindPage<Named> = (part, cursor, signal) => {
    signals.push(signal);
    if (part !== "v1")
      return Promise.resolve(
        pageOf(
          all.filter((name) => name.includes(part)),
          cursor,
        ),
      );
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
  };
  const { list, asked } = listWith(slow);
  list.filterBy(await parseNameFilter("v1"));
  await list.view();
  assert.deepEqual(asked.searches, ["v1"]);
  assert.deepEqual((await filtered(list, "v2.2")).names, ["v2.2"]);
  assert.equal(signals[0]?.aborted, true);
  assert.deepEqual([asked.pages, asked.searches], [[undefined], ["v1", "v2.2"]]);
});

test("a search that was left goes on where it was", async () => {
  const gate = Promise.withResolvers<undefined>();
  const { list, asked } = listWith(async (part, cursor, signal) => {
    if (cursor === "5" && asked.searches.length === 2) {
      gate.resolve(undefined);
      await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    }
    return pageOf(
      all.filter((name) => name.includes(part)),
      cursor,
    );
  });
  list.filterBy(await parseNameFilter(".7"));
  await list.view();
  await gate.promise;
  await list.abort();
  await list.settled();
  const view = await filtered(list, ".7");
  assert.deepEqual([view.matching, view.isFound, asked.searches], [10, true, [".7", ".7 5", ".7 5"]]);
});
