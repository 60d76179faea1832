import assert from "node:assert/strict";
import { test } from "node:test";
import { absolutePath, cleanPath, splitDirectory } from "../../../../src/hosts/resolve/goPath.ts";

test("cleans a path as Go does", () => {
  const cases = {
    "": ".",
    "/": "/",
    "//": "/",
    "/a/../b": "/b",
    "//a//b/": "/a/b",
    "/..": "/",
    "a/..": ".",
    "../a": "../a",
    "../../a": "../../a",
    "a/../..": "..",
    "./a/./b": "a/b",
    "/../../a": "/a",
  };
  for (const [path, cleaned] of Object.entries(cases)) assert.equal(cleanPath(path), cleaned, path);
});

test("starts relative paths at the file's directory and leaves absolute ones as they are", () => {
  const directory = "/etc/containerd/certs.d/m";
  assert.equal(absolutePath("ca.crt", directory), `${directory}/ca.crt`);
  assert.equal(absolutePath("", directory), directory);
  assert.equal(absolutePath("x", ""), "x");
  assert.equal(absolutePath("../x", directory), "/etc/containerd/certs.d/x");
  assert.equal(absolutePath("~/x", directory), `${directory}/~/x`);
  assert.equal(absolutePath("/a/../b", directory), "/a/../b");
});

test("knows Windows by the drive letter of the directory", () => {
  const directory = String.raw`C:\ProgramData\containerd\certs.d\m`;
  assert.equal(absolutePath("ca.crt", directory), String.raw`C:\ProgramData\containerd\certs.d\m\ca.crt`);
  assert.equal(absolutePath(String.raw`D:\ca.crt`, directory), String.raw`D:\ca.crt`);
  assert.equal(absolutePath("../ca.crt", directory), String.raw`C:\ProgramData\containerd\certs.d\ca.crt`);
  assert.deepEqual(splitDirectory(directory), { parent: String.raw`C:\ProgramData\containerd\certs.d`, name: "m" });
  assert.deepEqual(splitDirectory(String.raw`/c:\a`), { parent: "", name: String.raw`c:\a` });
  assert.deepEqual(splitDirectory(String.raw`/certs.d/a\b`), { parent: "/certs.d", name: String.raw`a\b` });
});
