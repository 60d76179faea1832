import assert from "node:assert/strict";
import { test } from "node:test";
import { expandedPath, holdsPem, unexpanded } from "../../../../src/hosts/resolve/unusualPaths.ts";

const directory = "/home/alice/.config/containerd/certs.d/r";

/** What a shell or browser would make of a path, and the path that was meant in a file of Alice's. */
const paths: readonly (readonly [path: string, kind: ReturnType<typeof unexpanded>, meant?: string])[] = [
  ["ca.crt", undefined],
  ["/etc/ca.crt", undefined],
  ["a~/ca.crt", undefined],
  ["~ca.crt", undefined],
  ["a$HOME/ca.crt", undefined],
  ["$1/ca.crt", undefined],
  ["100%/ca.crt", undefined],
  ["a%B%/ca.crt", undefined],
  ["profile:/ca.crt", undefined],
  ["~", "home"],
  ["~/ca.crt", "home", "/home/alice/ca.crt"],
  ["~/a\nb", "home", "/home/alice/a\nb"],
  [String.raw`~\ca.crt`, "home"],
  ["~bob/ca.crt", "home"],
  ["~bob", "home"],
  ["a/~/ca.crt", undefined],
  ["$HOME/ca.crt", "variable", "/home/alice/ca.crt"],
  ["${HOME}/ca.crt", "variable", "/home/alice/ca.crt"],
  ["$CERTS/ca.crt", "variable"],
  ["$env:CERTS/ca.crt", "variable"],
  ["%USERPROFILE%/ca.crt", "variable"],
  ["file:ca.crt", "file-url"],
  ["file:/ca.crt", "file-url", "/ca.crt"],
  ["FILE:///ca.crt", "file-url", "/ca.crt"],
  ["file://localhost/ca.crt", "file-url", "/ca.crt"],
  ["file://elsewhere/ca.crt", "file-url"],
  ["file:////server/ca.crt", "file-url"],
  ["file:///a%20b", "file-url"],
];

for (const [path, kind, meant] of paths) {
  test(`${JSON.stringify(path)} is ${kind ?? "taken as it stands"}`, () => {
    assert.equal(unexpanded(path), kind);
    assert.equal(expandedPath(path, directory), meant);
  });
}

test("a home directory is known by the place of the file only", () => {
  assert.equal(expandedPath("~/ca.crt", "/root/certs.d/r"), "/root/ca.crt");
  for (const elsewhere of ["/etc/containerd/certs.d/r", "/srv/home/alice/certs.d/r", "/home/alice", "/rooted/certs.d/r", ""])
    assert.equal(expandedPath("~/ca.crt", elsewhere), undefined, elsewhere);
});

test("a certificate or key in place of its path is known by its first line", () => {
  assert.ok(holdsPem("-----BEGIN PRIVATE KEY-----\nMII"));
  assert.ok(!holdsPem("/etc/-----/BEGIN.crt"));
});
