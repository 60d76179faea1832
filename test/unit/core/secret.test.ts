import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Secret } from "../../../src/core/secret.ts";

void test("a secret shows itself to nobody but its reader", () => {
  const secret = new Secret("canary-5f");
  const shown = [
    String(secret),
    secret.toString(),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    Object.values(secret),
  ];
  assert.ok(!shown.join().includes("canary"));
  assert.match(JSON.stringify(shown), /\[secret\]/);
  assert.equal(secret.reveal(), "canary-5f");
});

void test("secrets compare by their text", () => {
  assert.equal(new Secret("a").equals(new Secret("a")), true);
  assert.equal(new Secret("a").equals(new Secret("b")), false);
  assert.deepEqual([new Secret("").isEmpty, new Secret(" ").isEmpty], [true, false]);
});
