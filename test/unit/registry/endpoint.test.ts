import assert from "node:assert/strict";
import { test } from "node:test";
import { isLoopback, isSchemeAllowed } from "../../../src/registry/endpoint.ts";

const loopback: readonly (readonly [hostname: string, expected: boolean])[] = [
  ["localhost", true],
  ["LOCALHOST", true],
  ["localhost.", true],
  ["a.localhost", true],
  ["127.0.0.1", true],
  ["127.255.0.1", true],
  ["::1", true],
  ["[::1]", true],
  ["127.0.0.1.evil.test", false],
  ["127.evil.test", false],
  ["localhost.evil.test", false],
  ["notlocalhost", false],
  ["128.0.0.1", false],
  ["::2", false],
];

test("isLoopback", () => {
  for (const [hostname, expected] of loopback) assert.equal(isLoopback(hostname), expected, hostname);
});

test("isSchemeAllowed: plain HTTP only to loopback, or with the person's word", () => {
  assert.equal(isSchemeAllowed(new URL("https://reg.example"), false), true);
  assert.equal(isSchemeAllowed(new URL("http://reg.example"), false), false);
  assert.equal(isSchemeAllowed(new URL("http://reg.example"), true), true);
  assert.equal(isSchemeAllowed(new URL("http://localhost:5000"), false), true);
  assert.equal(isSchemeAllowed(new URL("ftp://localhost"), true), false);
});
