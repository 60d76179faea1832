import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import type { Page } from "../../../../src/registry/lists/pagination.ts";
import { type FetchPage, type ListView, PagedList } from "../../../../src/services/browse/pagedList.ts";
import { parseNameFilter } from "../../../../src/services/browse/nameFilter.ts";
import type { FoundAtHost } from "../../../../src/services/reach/registryAccess.ts";
import { countTurns } from "../../../support/countTurns.ts";

const host = "reg.example";

interface Named {
  readonly name: string;
}

function named(...names: readonly string[]): readonly Named[] {
  return names.map((name) => ({ name }));
}

/** What most tests look at. */
function partsOf({ items, hasMore, error, ending, host: from }: ListView<Named>) {
  return { items, hasMore, error, ending, host: from };
}

/** A registry with these pages; a page's index is the cursor to it. */
function source(pages: readonly (readonly string[])[]) {
  const requests: (string | undefined)[] = [];
  const fetch = (cursor: string | undefined): Promise<FoundAtHost<Page<Named>>> => {
    requests.push(cursor);
    const index = Number(cursor ?? 0);
    return Promise.resolve({
      value: { items: named(...(pages[index] ?? [])), next: index + 1 < pages.length ? String(index + 1) : undefined },
      host,
    });
  };
  return { requests, fetch };
}

test("asks for a page only when what it has is shown", async () => {
  const { requests, fetch } = source([["a", "b"], ["c"]]);
  const list = new PagedList(fetch, { step: 2, order: "name" });
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  assert.deepEqual(requests, [undefined]);
  await list.more();
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending: undefined, host });
  assert.deepEqual(requests, [undefined, "1"]);
});

test("a registry that answers with everything at once is asked once, and shown in steps", async () => {
  const { requests, fetch } = source([["a", "b", "c", "d", "e"]]);
  const list = new PagedList(fetch, { step: 2, order: "name" });
  assert.deepEqual((await list.view()).items, named("a", "b"));
  await list.more();
  await list.more();
  assert.deepEqual(partsOf(await list.view()), {
    items: named("a", "b", "c", "d", "e"),
    hasMore: false,
    error: undefined,
    ending: undefined,
    host,
  });
  assert.equal(requests.length, 1);
});

test("walks through empty pages, but not for ever", async () => {
  const few = new PagedList(source([[], [], ["a"]]).fetch, { step: 2, order: "name" });
  assert.deepEqual(partsOf(await few.view()), { items: named("a"), hasMore: false, error: undefined, ending: undefined, host });
  const endless = source(Array.from({ length: 1000 }, () => []));
  assert.deepEqual(partsOf(await new PagedList(endless.fetch, { step: 2, order: "name" }).view()), {
    items: [],
    hasMore: true,
    error: undefined,
    ending: undefined,
    host,
  });
  assert.equal(endless.requests.length, 20);
});

test("callers at the same time share one request", async () => {
  const { requests, fetch } = source([["a"]]);
  const list = new PagedList(fetch, { step: 2, order: "name" });
  await Promise.all([list.view(), list.view(), list.more()]);
  assert.equal(requests.length, 1);
});

test("keeps what it has when a later page fails, and goes on from there on the next try", async () => {
  const { fetch } = source([["a"], ["b"]]);
  const failure = new Error("no");
  const failing = { now: false };
  const list = new PagedList((cursor) => (failing.now ? Promise.reject(failure) : fetch(cursor)), { step: 1, order: "name" });
  await list.view();
  failing.now = true;
  await list.more();
  assert.deepEqual(partsOf(await list.view()), { items: named("a"), hasMore: true, error: failure, ending: undefined, host });
  failing.now = false;
  await list.more();
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b"), hasMore: false, error: undefined, ending: undefined, host });
});

test("an aborted load is no failure: the next look starts it again", async () => {
  const { fetch } = source([["a"]]);
  const signals: AbortSignal[] = [];
  const list = new PagedList<Named>(
    (cursor, signal) => {
      signals.push(signal);
      if (signals.length > 1) return fetch(cursor);
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    },
    { step: 2, order: "name" },
  );
  const first = list.view();
  await list.abort();
  assert.equal(list.abort(), undefined);
  assert.deepEqual(partsOf(await first), { items: [], hasMore: true, error: undefined, ending: undefined, host: undefined });
  assert.deepEqual((await list.view()).items, named("a"));
});

test("what loads by itself ends without an error for whoever ends it", async () => {
  const { fetch } = source([["a"], ["b"]]);
  const silent: FetchPage<Named> = (cursor, signal) =>
    cursor === undefined
      ? fetch(cursor)
      : new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
  const list = new PagedList(silent, { step: 1, pagesAhead: 1 });
  await list.view();
  const ended = list.abort();
  assert.ok(ended !== undefined);
  await ended;
  assert.equal((await list.view()).error, undefined);
  void list.abort();
});

test("shows once what a registry lists twice, on one page or on several", async () => {
  const { requests, fetch } = source([
    ["a", "a", "b"],
    ["b", "a"],
    ["c", "b"],
  ]);
  const list = new PagedList(fetch, { step: 2, order: "name" });
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  await list.more();
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending: undefined, host });
  assert.equal(requests.length, 3);
});

test("has no more where only repetitions are left", async () => {
  const list = new PagedList(source([["a", "b", "a", "a"]]).fetch, { step: 2, order: "name" });
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b"), hasMore: false, error: undefined, ending: undefined, host });
});

test("ends with the reason why there is no more, once all before it is shown", async () => {
  const ending = new RegistryError("paging-refused", "elsewhere");
  const list = new PagedList(() => Promise.resolve({ value: { items: named("a", "b", "c"), next: undefined, ending }, host }), {
    step: 2,
    order: "name",
  });
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  await list.more();
  assert.deepEqual(partsOf(await list.view()), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending, host });
});

test("tags stand with the newest version first, whatever the registry's order", async () => {
  const { requests, fetch } = source([["1.10", "latest", "1.9", "1.10-rc1"]]);
  const list = new PagedList(fetch, { step: 3 });
  const view = await list.view();
  assert.deepEqual([view.order, view.items, view.matching], ["version", named("latest", "1.10", "1.10-rc1"), 4]);
  list.sortBy("name");
  assert.deepEqual((await list.view()).items, named("1.9", "1.10", "1.10-rc1"));
  assert.equal(requests.length, 1);
});

test("the pages behind the first one load by themselves, a few of them, where the newest may stand there", async () => {
  const pages = Array.from({ length: 30 }, (_, index) => [`1.${index}`]);
  const { requests, fetch } = source(pages);
  const settled = Promise.withResolvers<undefined>();
  const list = new PagedList(fetch, { step: 2, pagesAhead: 10, changed: () => settled.resolve(undefined) });
  assert.deepEqual((await list.view()).items, named("1.0"));
  await settled.promise;
  const { items, loaded, isWhole } = await list.view();
  assert.deepEqual([items, loaded, isWhole], [named("1.10", "1.9"), 11, false]);
  assert.equal(requests.length, 11);
});

test("dated lists stand with the newest first, and load no page by themselves", async () => {
  const pages = [
    [
      { name: "a", updatedAt: new Date(1) },
      { name: "b", updatedAt: new Date(2) },
    ],
    [{ name: "c", updatedAt: new Date(0) }],
  ];
  let requests = 0;
  const list = new PagedList(
    () => {
      requests++;
      return Promise.resolve({ value: { items: pages[requests - 1] ?? [], next: requests < 2 ? "1" : undefined }, host });
    },
    { step: 5, pagesAhead: 10 },
  );
  const { order, items } = await list.view();
  assert.deepEqual([order, items.map(({ name }) => name)], ["date", ["b", "a"]]);
  await list.view();
  assert.equal(requests, 1);
});

test("somebody has seen a dated list with its first page, and any other when it is whole", async () => {
  const seen: string[] = [];
  const told = { whole: (_: Iterable<string>, count: number) => seen.push(`all ${count}`), dated: () => seen.push("dated") };
  const { fetch } = source([["a"], ["b"]]);
  const dated: typeof fetch = async (cursor) => {
    const { value, host: from } = await fetch(cursor);
    return { host: from, value: { ...value, items: value.items.map(({ name }) => ({ name, updatedAt: new Date(1) })) } };
  };
  const list = new PagedList(dated, { step: 1, ...told });
  await list.view();
  assert.deepEqual(seen, ["dated"]);
  await list.more();
  assert.deepEqual(seen, ["dated", "all 2"]);

  seen.length = 0;
  const plain = new PagedList(source([["a"], ["b"]]).fetch, { step: 1, order: "name", ...told });
  await plain.view();
  assert.deepEqual(seen, []);
  await plain.more();
  assert.deepEqual(seen, ["all 2"]);
});

test("a filter looks through all that the registry has, and shows the first that match at once", async () => {
  const { fetch } = source([["x1", "a"], ["b", "x2"], ["x3"]]);
  const changes: (() => void)[] = [];
  const list = new PagedList(fetch, { step: 2, order: "name", changed: () => changes.shift()?.() });
  await list.view();
  list.filterBy(await parseNameFilter("x"));
  const settled = new Promise<void>((resolve) => changes.push(resolve));
  const first = await list.view();
  assert.deepEqual([first.items, first.isWhole], [named("x1"), false]);
  await settled;
  const whole = await list.view();
  assert.deepEqual([whole.items, whole.matching, whole.loaded, whole.isWhole, whole.hasMore], [named("x1", "x2"), 3, 5, true, true]);
  await list.more();
  assert.deepEqual((await list.view()).items, named("x1", "x2", "x3"));
  list.filterBy(undefined);
  assert.deepEqual((await list.view()).items, named("a", "b"));
});

test("without its filter, a list shows as much as before", async () => {
  const list = new PagedList(source([["a1", "a2", "b1", "b2"]]).fetch, { step: 1, order: "name" });
  const shown = async (): Promise<number> => (await list.view()).items.length;
  await list.view();
  await list.more();
  await list.more();
  assert.equal(await shown(), 3);
  list.filterBy(undefined);
  assert.equal(await shown(), 3);
  for (const text of ["a", "a1"]) list.filterBy(await parseNameFilter(text));
  assert.equal(await shown(), 1);
  list.filterBy(undefined);
  assert.equal(await shown(), 3);
});

test("all of it loads when it is asked for, until the person has seen enough", async () => {
  const { requests, fetch } = source(Array.from({ length: 50 }, (_, index) => [String(index)]));
  const list = new PagedList(fetch, { step: 2, order: "name" });
  await list.view();
  const controller = new AbortController();
  const counted = new PagedList(
    (cursor) => {
      if (requests.length === 20) controller.abort();
      return fetch(cursor);
    },
    { step: 2, order: "name" },
  );
  await counted.loadAll(controller.signal);
  const stopped = await counted.view();
  assert.deepEqual([stopped.isWhole, stopped.error], [false, undefined]);
  await list.loadAll(new AbortController().signal);
  const { items, isWhole } = await list.view();
  assert.deepEqual([items.length, isWhole], [50, true]);
});

test("200,000 tags are ordered and filtered while others have their turns", async () => {
  const tags = Array.from({ length: 200_000 }, (_, index) => ({ name: `1.${(index * 7919) % 200_000}.0` }));
  const list = new PagedList(() => Promise.resolve({ value: { items: tags, next: undefined }, host }), { step: 2 });
  const turns = { count: 0, isOver: false };
  const turn = (): void => {
    turns.count++;
    if (!turns.isOver) setImmediate(turn);
  };
  turn();
  await list.view();
  list.filterBy(await parseNameFilter("1.1999?9.*"));
  const { items, matching } = await list.view();
  turns.isOver = true;
  assert.deepEqual([items, matching], [named("1.199999.0", "1.199989.0"), 10]);
  assert.ok(turns.count > 5, `${turns.count} turns`);
});

test("a registry that names new items for ever is not read for ever", async () => {
  let pages = 0;
  const endless = (): Promise<FoundAtHost<Page<Named>>> => {
    const first = pages++ * 300_000;
    const items = Array.from({ length: 300_000 }, (_, index) => ({ name: `t${first + index}` }));
    return Promise.resolve({ value: { items, next: String(pages) }, host });
  };
  const list = new PagedList(endless, { step: 2, order: "date" });
  await list.loadAll(new AbortController().signal);
  const { items, hasMore } = await list.view();
  assert.deepEqual([pages, items.length, hasMore], [4, 10_000, true]);
});

test("pages that follow one another in a circle are not read for ever", async () => {
  const asked = { pages: 0 };
  const list = new PagedList<Named>(
    (cursor = "a") => {
      asked.pages++;
      return Promise.resolve({ value: { items: named(cursor), next: cursor === "a" ? "b" : "a" }, host });
    },
    { step: 10, order: "name" },
  );
  await list.loadAll(new AbortController().signal);
  const { items, hasMore, ending } = await list.view();
  assert.deepEqual([items, hasMore, ending?.code], [named("a", "b"), false, "too-many-pages"]);
  assert.equal(asked.pages, 1002);
});

test("a page of many items lets the event loop have its turns, and adds each item once where it is cut short", async (t) => {
  const names = Array.from({ length: 100_000 }, (_, index) => `t${index}`);
  const { requests, fetch } = source([names]);
  const list = new PagedList(fetch, { step: 2, order: "name" });
  const turns = countTurns(t);
  const leaving = new AbortController();
  setImmediate(() => leaving.abort());
  await list.loadNext(leaving.signal);
  assert.ok(list.has("t0") && !list.has("t99999") && list.canGrow, "it was cut short");
  const before = turns();
  await list.loadNext(new AbortController().signal);
  assert.ok(turns() - before > 10, String(turns() - before));
  assert.deepEqual([requests.length, list.isWhole], [2, true]);
  assert.deepEqual(
    (await list.find(undefined)).map(({ name }) => name),
    names,
  );
});
