import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../../../src/core/event.ts";

void test("every subscription hears every value until it is disposed", () => {
  const emitter = new Emitter<number>(assert.ifError);
  const heard: string[] = [];
  const listener = (value: number): void => void heard.push(`twice ${value}`);
  const first = emitter.event(listener);
  emitter.event(listener);
  emitter.fire(1);
  first.dispose();
  first.dispose();
  emitter.fire(2);
  emitter.dispose();
  emitter.fire(3);
  assert.deepEqual(heard, ["twice 1", "twice 1", "twice 2"]);
});

void test("a listener that fails is reported, and stops no other", () => {
  const errors: unknown[] = [];
  const emitter = new Emitter<void>((error) => errors.push(error));
  const failure = new Error("listener");
  let heard = 0;
  emitter.event(() => {
    throw failure;
  });
  emitter.event(() => heard++);
  emitter.fire();
  assert.deepEqual([errors, heard], [[failure], 1]);
});
