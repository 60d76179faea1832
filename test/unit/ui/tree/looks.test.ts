import assert from "node:assert/strict";
import { test } from "node:test";
import { Looks } from "../../../../src/ui/tree/looks.ts";

/** What is loaded is told from outside. */
function loading() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const state = { begun: 0, ended: 0 };
  const load = (signal: AbortSignal): Promise<string> => {
    state.begun++;
    signal.addEventListener("abort", () => {
      state.ended++;
      reject(signal.reason as Error);
    });
    return promise;
  };
  return { load, resolve, reject, state };
}

test("a row that is drawn again while it loads does not load twice, and one that has loaded does", async () => {
  const looks = new Looks();
  const { load, resolve, state } = loading();
  const all = [looks.look("a", load), looks.look("a", load)];
  resolve("there");
  assert.deepEqual(await Promise.all(all), [{ value: "there" }, { value: "there" }]);
  assert.equal(state.begun, 1);
  await looks.look("a", load);
  assert.equal(state.begun, 2);
});

test("a failure stays until its row is left", async () => {
  const looks = new Looks();
  const { load, reject, state } = loading();
  const failure = new Error("no");
  reject(failure);
  assert.deepEqual(await looks.look("a", load), { error: failure });
  assert.deepEqual(await looks.look("a", load), { error: failure });
  assert.equal(state.begun, 1);
  void looks.leave("a");
  await looks.look("a", load);
  assert.equal(state.begun, 2);
});

test("what has failed is known to others who look, and what has come is not kept", async () => {
  const looks = new Looks();
  assert.equal(looks.kept("a"), undefined);
  await looks.look("a", () => Promise.reject(new Error("no")));
  const kept = (await looks.kept("a")) ?? {};
  assert.ok("error" in kept && kept.error instanceof Error);
  await looks.look("b", () => Promise.resolve(1));
  assert.equal(looks.kept("b"), undefined);
});

test("leaving a row ends what it and the rows below it load, and nothing else", async () => {
  const looks = new Looks();
  const [row, below, other] = [loading(), loading(), loading()];
  const looked = [looks.look("tag a", row.load), looks.look("tag a > layers", below.load), looks.look("tag ab", other.load)];
  await looks.leave("tag a");
  assert.deepEqual([row.state.ended, below.state.ended, other.state.ended], [1, 1, 0]);
  other.resolve("there");
  assert.deepEqual(await Promise.all(looked), [undefined, undefined, { value: "there" }]);
  assert.equal(looks.leave("tag a"), undefined);
  const all = [loading(), loading()];
  const [left, kept] = [looks.look("tag a/b:1 > layers", all[0]?.load ?? row.load), looks.look("tag a/bc:1", all[1]?.load ?? row.load)];
  await looks.leaveAll("tag a/b:");
  all[1]?.resolve("there");
  assert.deepEqual(await Promise.all([left, kept]), [undefined, { value: "there" }]);
});
