import assert from "node:assert/strict";
import { test } from "node:test";
import { isContainerdLocalhost } from "../../../src/core/localhost.ts";

test("knows loopback names as containerd does", () => {
  const cases = {
    localhost: true,
    "localhost:1": true,
    "127.9.9.9": true,
    "::1": true,
    "[::1]:1": true,
    "[::1]": false,
    "::ffff:127.0.0.1": true,
    "localhost.": false,
    "128.0.0.1": false,
    "127.1.2.3:5000": true,
    "127.0.0.1.example:5000": false,
    "registry.localhost:5000": false,
    "localhost.example": false,
    "[::2]:5000": false,
  };
  for (const [host, expected] of Object.entries(cases)) assert.equal(isContainerdLocalhost(host), expected, host);
});
