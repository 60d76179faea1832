import assert from "node:assert/strict";
import { test } from "node:test";
import { isContainerdLocalhost } from "../../../../src/hosts/resolve/registry.ts";
import { isOfThisMachine } from "../../../../src/services/reach/loopback.ts";

const hosts = {
  "localhost": true,
  "localhost:5000": true,
  "127.0.0.1": true,
  "127.1.2.3:5000": true,
  "[::1]:5000": true,
  "127.0.0.1.example:5000": false,
  "registry.localhost:5000": false,
  "localhost.example": false,
  "10.0.0.1:5000": false,
  "[::2]:5000": false,
  "registry.example": false,
};

for (const [host, isLoopback] of Object.entries(hosts)) {
  test(`${host} is ${isLoopback ? "" : "not "}of this machine, as containerd says`, () => {
    assert.equal(isOfThisMachine(host), isLoopback);
    assert.equal(isContainerdLocalhost(host), isLoopback);
  });
}
