import assert from "node:assert/strict";
import { test } from "node:test";
import { disposalOf, Lazy } from "../../../src/core/lazy.ts";

void test("is made once, when it is first wanted, and again where it could not be made", async () => {
  const outcomes = [Promise.reject(new Error("not yet")), Promise.resolve("made"), Promise.resolve("made anew")];
  const lazy = new Lazy(() => outcomes.shift() ?? Promise.reject(new Error("too often")));
  assert.equal(lazy.wanted, undefined);
  await assert.rejects(lazy.get(), /not yet/);
  assert.equal(lazy.made, undefined);
  assert.deepEqual(await Promise.all([lazy.get(), lazy.get()]), ["made", "made"]);
  assert.equal(lazy.made, "made");
});

void test("disposes what is still being made once it is there, and makes nothing for that", async () => {
  const making = Promise.withResolvers<{ readonly dispose: () => void }>();
  const disposed: string[] = [];
  const unwanted = new Lazy(() => Promise.resolve({ dispose: () => disposed.push("unwanted") }));
  disposalOf(unwanted).dispose();
  const wanted = new Lazy(() => making.promise);
  const getting = wanted.get();
  disposalOf(wanted).dispose();
  making.resolve({ dispose: () => disposed.push("wanted") });
  await getting;
  assert.equal(unwanted.wanted, undefined);
  assert.deepEqual(disposed, ["wanted"]);
});

void test("says nothing of its own about what could not be made", async () => {
  const lazy = new Lazy<{ readonly dispose: () => void }>(() => Promise.reject(new Error("gone")));
  const getting = lazy.get();
  disposalOf(lazy).dispose();
  await assert.rejects(getting, /gone/);
});
