import assert from "node:assert/strict";
import { test } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import { expiryOf } from "../../../src/core/secretExpiry.ts";

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const end = new Date("2030-01-02T03:04:05.000Z");

test("a JSON Web Token tells its end, and other secrets do not", () => {
  assert.deepEqual(expiryOf(new Secret(`${part({ alg: "none" })}.${part({ exp: end.getTime() / 1000 })}.x`)), end);
  for (const text of [
    "",
    "ghp_x",
    "a.b.c",
    `${part({ alg: "none" })}.${part({})}.x`,
    `${part({ alg: "none" })}.${part({ exp: 1e300 })}.x`,
    "eyJ.eyJ.x",
    "eyJa.eyJh.x",
  ]) {
    assert.equal(expiryOf(new Secret(text)), undefined, text);
  }
});

test("the password of Amazon ECR, JSON in base64, tells its end", () => {
  const password = (value: unknown): Secret => new Secret(Buffer.from(JSON.stringify(value)).toString("base64"));
  assert.deepEqual(expiryOf(password({ payload: "p", version: "2", type: "DATA_KEY", expiration: end.getTime() / 1000 })), end);
  assert.equal(expiryOf(password({ payload: "p" })), undefined);
  assert.equal(expiryOf(password({ payload: "p", expiration: "soon" })), undefined);
});
