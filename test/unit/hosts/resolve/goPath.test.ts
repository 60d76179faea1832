import assert from "node:assert/strict";
import { test } from "node:test";
import { absolutePath, cleanPath } from "../../../../src/hosts/resolve/goPath.ts";

test("cleans a path as Go does", () => {
  const cases = { "": ".", "/": "/", "//": "/", "/a/../b": "/b", "//a//b/": "/a/b", "/..": "/", "a/..": ".", "../a": "../a", "./a/./b": "a/b", "/../../a": "/a" };
  for (const [path, cleaned] of Object.entries(cases)) assert.equal(cleanPath(path), cleaned, path);
});

test("starts relative paths at the file's directory and leaves absolute ones as they are", () => {
  const directory = "/etc/containerd/certs.d/m";
  assert.equal(absolutePath("ca.crt", directory), `${directory}/ca.crt`);
  assert.equal(absolutePath("", directory), directory);
  assert.equal(absolutePath("../x", directory), "/etc/containerd/certs.d/x");
  assert.equal(absolutePath("~/x", directory), `${directory}/~/x`);
  assert.equal(absolutePath("/a/../b", directory), "/a/../b");
});
