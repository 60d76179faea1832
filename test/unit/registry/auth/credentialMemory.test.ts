import assert from "node:assert/strict";
import { test } from "node:test";
import { CredentialMemory } from "../../../../src/registry/auth/credentialMemory.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { alice } from "../support/testClient.ts";
import { TestClock } from "../support/testClock.ts";

test("a helper that failed is asked again after half a minute, and its failure is told once when the login is needed", async () => {
  const clock = new TestClock();
  const state = { lookups: 0, error: new Error("locked") as Error | undefined };
  const lookup = () => {
    state.lookups++;
    return state.error === undefined ? Promise.resolve(alice) : Promise.reject(state.error);
  };
  const memory = new CredentialMemory({ lookup }, clock, silentLogger);
  assert.equal(await memory.early(undefined), undefined);
  assert.equal(await memory.early(undefined), undefined);
  assert.equal(state.lookups, 1);
  await assert.rejects(memory.get(undefined), state.error);
  assert.equal(state.lookups, 1);
  state.error = undefined;
  clock.advance(30_000);
  assert.equal(await memory.early(undefined), alice);
});

test("a look-up that is given up is no failure of the helper", async () => {
  const controller = new AbortController();
  const state = { lookups: 0 };
  const lookup = () => {
    if (state.lookups++ > 0) return Promise.resolve(alice);
    controller.abort(new Error("given up"));
    return Promise.reject(new Error("the helper was ended"));
  };
  const memory = new CredentialMemory({ lookup }, new TestClock(), silentLogger);
  await assert.rejects(memory.early(controller.signal));
  assert.equal(await memory.early(undefined), alice);
});

test("a helper that gives up by itself is no reason to go on as nobody", async () => {
  const lookup = () => Promise.reject(new DOMException("cancelled at the prompt", "AbortError"));
  await assert.rejects(new CredentialMemory({ lookup }, new TestClock(), silentLogger).early(undefined), { name: "AbortError" });
});
