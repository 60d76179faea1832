import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError } from "../../../../src/core/registryError.ts";
import type { Page } from "../../../../src/registry/lists/pagination.ts";
import { PagedList } from "../../../../src/services/browse/pagedList.ts";
import type { FoundAtHost } from "../../../../src/services/reach/registryAccess.ts";

const host = "reg.example";

interface Named {
  readonly name: string;
}

function named(...names: readonly string[]): readonly Named[] {
  return names.map((name) => ({ name }));
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
  const list = new PagedList(fetch, 2);
  assert.deepEqual(await list.view(), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  assert.deepEqual(requests, [undefined]);
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending: undefined, host });
  assert.deepEqual(requests, [undefined, "1"]);
});

test("a registry that answers with everything at once is asked once, and shown in steps", async () => {
  const { requests, fetch } = source([["a", "b", "c", "d", "e"]]);
  const list = new PagedList(fetch, 2);
  assert.deepEqual((await list.view()).items, named("a", "b"));
  await list.more();
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a", "b", "c", "d", "e"), hasMore: false, error: undefined, ending: undefined, host });
  assert.equal(requests.length, 1);
});

test("walks through empty pages, but not for ever", async () => {
  const few = new PagedList(source([[], [], ["a"]]).fetch, 2);
  assert.deepEqual(await few.view(), { items: named("a"), hasMore: false, error: undefined, ending: undefined, host });
  const endless = source(Array.from({ length: 1000 }, () => []));
  assert.deepEqual(await new PagedList(endless.fetch, 2).view(), { items: [], hasMore: true, error: undefined, ending: undefined, host });
  assert.equal(endless.requests.length, 20);
});

test("callers at the same time share one request", async () => {
  const { requests, fetch } = source([["a"]]);
  const list = new PagedList(fetch, 2);
  await Promise.all([list.view(), list.view(), list.more()]);
  assert.equal(requests.length, 1);
});

test("keeps what it has when a later page fails, and goes on from there on the next try", async () => {
  const { fetch } = source([["a"], ["b"]]);
  const failure = new Error("no");
  const failing = { now: false };
  const list = new PagedList((cursor) => (failing.now ? Promise.reject(failure) : fetch(cursor)), 1);
  await list.view();
  failing.now = true;
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a"), hasMore: true, error: failure, ending: undefined, host });
  failing.now = false;
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a", "b"), hasMore: false, error: undefined, ending: undefined, host });
});

test("an aborted load is no failure: the next look starts it again", async () => {
  const { fetch } = source([["a"]]);
  const signals: AbortSignal[] = [];
  const list = new PagedList<Named>((cursor, signal) => {
    signals.push(signal);
    if (signals.length > 1) return fetch(cursor);
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }, 2);
  const first = list.view();
  await list.abort();
  assert.equal(list.abort(), undefined);
  assert.deepEqual(await first, { items: [], hasMore: true, error: undefined, ending: undefined, host: undefined });
  assert.deepEqual((await list.view()).items, named("a"));
});

test("shows once what a registry lists twice, on one page or on several", async () => {
  const { requests, fetch } = source([
    ["a", "a", "b"],
    ["b", "a"],
    ["c", "b"],
  ]);
  const list = new PagedList(fetch, 2);
  assert.deepEqual(await list.view(), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending: undefined, host });
  assert.equal(requests.length, 3);
});

test("has no more where only repetitions are left", async () => {
  const list = new PagedList(source([["a", "b", "a", "a"]]).fetch, 2);
  assert.deepEqual(await list.view(), { items: named("a", "b"), hasMore: false, error: undefined, ending: undefined, host });
});

test("ends with the reason why there is no more, once all before it is shown", async () => {
  const ending = new RegistryError("paging-refused", "elsewhere");
  const list = new PagedList(() => Promise.resolve({ value: { items: named("a", "b", "c"), next: undefined, ending }, host }), 2);
  assert.deepEqual(await list.view(), { items: named("a", "b"), hasMore: true, error: undefined, ending: undefined, host });
  await list.more();
  assert.deepEqual(await list.view(), { items: named("a", "b", "c"), hasMore: false, error: undefined, ending, host });
});
