import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as assertProperty, nat, property, record } from "fast-check";
import { atOnce } from "../../../../src/core/slices.ts";
import { filterItems, order } from "../../../../src/services/browse/arrange.ts";
import { parseNameFilter } from "../../../../src/services/browse/nameFilter.ts";
import { sortSlices } from "../../../../src/services/browse/sortInSlices.ts";

const named = (...names: readonly string[]) => names.map((name) => ({ name }));

test("sorts in slices as in one go, and leaves equal items in their order", () => {
  const item = record({ key: nat(50), id: nat() });
  assertProperty(
    property(array(item, { maxLength: 9_000, size: "max" }), (items) => {
      const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
      assert.deepEqual(atOnce(sortSlices(items, compare)), items.toSorted(compare));
    }),
    { numRuns: 20 },
  );
});

test("what is attached by a tag comes last in every order", async () => {
  const attached = `sha256-${"a".repeat(64)}.sig`;
  const items = [
    { name: attached, updatedAt: new Date(9) },
    { name: "zeta", updatedAt: new Date(1) },
    { name: "alpha", updatedAt: new Date(2) },
  ];
  for (const by of ["version", "date", "name"] as const) assert.equal((await order(items, by)).at(-1)?.name, attached);
});

test("orders by version, by date and by name", async () => {
  const items = [
    { name: "1.9.0", updatedAt: new Date(2) },
    { name: "latest", updatedAt: new Date(3) },
    { name: "1.10.0", updatedAt: new Date(1) },
    { name: "0.1" },
  ];
  const names = async (by: "version" | "date" | "name") => (await order(items, by)).map(({ name }) => name);
  assert.deepEqual(await names("version"), ["latest", "1.10.0", "1.9.0", "0.1"]);
  assert.deepEqual(await names("date"), ["latest", "1.9.0", "1.10.0", "0.1"]);
  assert.deepEqual(await names("name"), ["0.1", "1.9.0", "1.10.0", "latest"]);
});

test("an order is given up when it is not wanted any more", async () => {
  const many = Array.from({ length: 200_000 }, (_, index) => ({ name: `1.${(index * 7919) % 200_000}` }));
  const controller = new AbortController();
  const ordered = order(many, "version", controller.signal);
  controller.abort();
  await assert.rejects(ordered, { name: "AbortError" });
});

test("keeps what passes the filter", async () => {
  const items = named("1.2.3", "1.12.0", "2.0");
  assert.deepEqual(await filterItems(items, await parseNameFilter("1.2")), named("1.2.3"));
  assert.deepEqual(await filterItems(items, await parseNameFilter("")), items);
});
