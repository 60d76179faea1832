import assert from "node:assert/strict";
import { test } from "node:test";
import { DisposableStore, toDisposable } from "../../../src/core/disposable.ts";

void test("resources go once, in reverse order, and late ones at once", () => {
  const gone: string[] = [];
  const store = new DisposableStore();
  for (const name of ["a", "b"]) store.add(toDisposable(() => gone.push(name)));
  store.dispose();
  store.dispose();
  assert.deepEqual(gone, ["b", "a"]);
  store.add(toDisposable(() => gone.push("late")));
  assert.deepEqual(gone, ["b", "a", "late"]);
});
