import assert from "node:assert/strict";
import { test } from "node:test";
import type { Memory } from "../../../../src/core/memory.ts";
import { type VisitByRepository, Visits } from "../../../../src/services/remembered/visits.ts";

const host = "reg.example";
const monday = Date.UTC(2026, 0, 5);
const tuesday = Date.UTC(2026, 0, 6);

function memoryOf(initial: VisitByRepository = {}): Memory<VisitByRepository> {
  const kept = { value: initial };
  return {
    read: () => kept.value,
    write: (value) => {
      kept.value = value;
      return Promise.resolve();
    },
  };
}

test("what is there for the first time is new since the last visit, and stays so in this window", async () => {
  const memory = memoryOf();
  const first = new Visits(memory, () => monday);
  await first.saw(host, "a/b", ["1", "2"], 2);
  assert.equal(first.newsOf(host, "a/b", "3", undefined), undefined);

  const second = new Visits(memory, () => tuesday);
  for (let look = 0; look < 2; look++) {
    await second.saw(host, "a/b", ["1", "2", "3"], 3);
    assert.deepEqual(second.newsOf(host, "a/b", "3", undefined), { kind: "new", since: new Date(monday) });
    assert.equal(second.newsOf(host, "a/b", "2", new Date(monday - 1)), undefined);
    assert.deepEqual(second.newsOf(host, "a/b", "2", new Date(monday + 1)), { kind: "updated", since: new Date(monday) });
    assert.equal(second.newsOf(host, "other", "3", undefined), undefined);
  }
  assert.equal(new Visits(memory, () => tuesday).newsOf(host, "a/b", "3", undefined), undefined);
});

test("of very many tags only the dates tell", async () => {
  const memory = memoryOf();
  const names = Array.from({ length: 20_001 }, (_, index) => String(index));
  await new Visits(memory, () => monday).saw(host, "many", names, names.length);
  const visits = new Visits(memory, () => tuesday);
  assert.equal(visits.newsOf(host, "many", "new", undefined), undefined);
  assert.equal(visits.newsOf(host, "many", "7", new Date(tuesday))?.kind, "updated");
});

test("what is new among 10,000 tags is told, and of too many in all the last visits are kept", async () => {
  const memory = memoryOf();
  const names = Array.from({ length: 10_000 }, (_, index) => `v1.${index}`);
  for (let index = 0; index < 5; index++) await new Visits(memory, () => monday + index).saw(host, `r${index}`, names, names.length);
  const visits = new Visits(memory, () => tuesday);
  const isNew = (repository: string): boolean => visits.newsOf(host, repository, "v2.0", undefined)?.kind === "new";
  assert.deepEqual(["r0", "r1", "r2", "r3", "r4"].map(isNew), [false, true, true, true, true]);
  assert.equal(visits.newsOf(host, "r4", "v1.9999", undefined), undefined);
  assert.ok(JSON.stringify(memory.read()).length < 250_000);
  assert.equal(visits.newsOf(host, "r0", "v2.0", new Date(tuesday))?.kind, "updated", "its date is known");
});

test("the repositories that were looked at longest ago are forgotten", async () => {
  const memory = memoryOf();
  for (let index = 0; index < 50; index++) await new Visits(memory, () => monday + index).saw(host, `r${index}`, ["1"], 1);
  const kept = Object.keys(memory.read());
  assert.equal(kept.length, 40);
  assert.ok(kept.includes(`${host}/r49`) && !kept.includes(`${host}/r9`));
});

test("a memory that somebody has changed is no failure", () => {
  const visits = new Visits(memoryOf({ [`${host}/a`]: { at: monday, names: "not base64!" } }), () => tuesday);
  assert.doesNotThrow(() => visits.newsOf(host, "a", "1", undefined));
});
