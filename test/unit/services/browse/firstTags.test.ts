import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListedTag } from "../../../../src/core/listed.ts";
import { firstNames } from "../../../../src/services/browse/firstNames.ts";
import { PagedList } from "../../../../src/services/browse/pagedList.ts";

const pageOf = (index: number, dates: Pick<ListedTag, "updatedAt">): readonly ListedTag[] =>
  Array.from({ length: 100 }, (_, at) => ({ name: `1.${index}.${at}`, ...dates }));

/** A list without an end, of which the tree shows ten rows. */
function endless(failsAt = Infinity, dates: Pick<ListedTag, "updatedAt"> = {}) {
  const asked: number[] = [];
  const list = new PagedList<ListedTag>(
    (cursor) => {
      const index = Number(cursor ?? 0);
      asked.push(index);
      if (index >= failsAt) return Promise.reject(new Error("the registry is gone"));
      return Promise.resolve({
        host: "reg.example",
        value: { items: pageOf(index, dates), next: String(index + 1) },
      });
    },
    { step: 10 },
  );
  return { list, asked };
}

test("so many pages are read as are wanted, and the tree shows no more than before", async () => {
  const { list, asked } = endless();
  const { signal } = new AbortController();
  const names = await firstNames(list, 250, signal);
  assert.equal(names.length, 250);
  assert.equal(names[0], "1.2.99");
  assert.deepEqual(asked, [0, 1, 2]);
  assert.equal((await list.view()).items.length, 10);
});

test("a list that fails, and a caller that leaves, are told", async () => {
  await assert.rejects(firstNames(endless(1).list, 250, new AbortController().signal), /the registry is gone/);
  const left = AbortSignal.abort(new Error("left"));
  await assert.rejects(firstNames(endless().list, 250, left), /left/);
});

test("of a list by date, whose newest come first, fewer pages are read", async () => {
  const { signal } = new AbortController();
  const dated = endless(Infinity, { updatedAt: new Date(0) });
  assert.equal((await firstNames(dated.list, 500, signal, 150)).length, 200);
  assert.deepEqual(dated.asked, [0, 1]);
  const undated = endless();
  assert.equal((await firstNames(undated.list, 300, signal, 150)).length, 300);
});
