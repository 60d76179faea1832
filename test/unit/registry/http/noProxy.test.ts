import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bypassesProxy } from "../../../../src/registry/http/noProxy.ts";

const cases: readonly (readonly [url: string, entries: readonly string[], expected: boolean])[] = [
  ["https://reg.example", [], false],
  ["https://reg.example", ["*"], true],
  ["https://reg.example", [" REG.example "], true],
  ["https://a.reg.example", ["reg.example"], true],
  ["https://areg.example", ["reg.example"], false],
  ["https://reg.example", [".reg.example"], false],
  ["https://a.reg.example", [".reg.example"], true],
  ["https://a.reg.example", ["*.reg.example"], true],
  ["https://reg.example", ["reg.example:443"], true],
  ["https://reg.example:5000", ["reg.example:443"], false],
  ["http://reg.example", ["reg.example:80"], true],
  ["https://reg.example", ["*:8443"], false],
  ["https://10.1.2.3", ["10.0.0.0/8"], true],
  ["https://11.1.2.3", ["10.0.0.0/8"], false],
  ["https://10.1.2.3:5000", ["10.1.2.3"], true],
  ["https://[2001:db8::1]", ["2001:db8::/32"], true],
  ["https://[2001:db8::1]:5000", ["[2001:db8::1]:5000"], true],
  ["https://[2001:db8::1]", ["2001:db8::1"], true],
  ["https://[2001:db8::1]", ["10.0.0.0/8"], false],
  ["https://reg.example", ["10.0.0.0/99", "", "/", ":", "reg/8"], false],
  ["http://localhost:5000", [], true],
  ["http://127.8.9.1", [], true],
  ["http://[::1]:5000", [], true],
];

describe("bypassesProxy", () => {
  for (const [url, entries, expected] of cases) {
    test(`${url} with [${entries.join(", ")}]: ${expected}`, () => assert.equal(bypassesProxy(new URL(url), entries), expected));
  }
});
