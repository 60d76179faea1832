import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { bundledPackages, noticeOf } from "../../../scripts/lib/notices.mjs";

function packageWith(t: TestContext, manifest: object, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(path.join(tmpdir(), "container-registries-notices-"));
  t.after(() => rmSync(root, { recursive: true }));
  const folder = path.join(root, "node_modules/p");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ "package.json": JSON.stringify({ name: "p", version: "1.2.3", ...manifest }), ...files })) {
    writeFileSync(path.join(folder, name), text);
  }
  return root;
}

test("a notice has the licence and what the package says of others", (t) => {
  const root = packageWith(t, { license: "MIT" }, { "License.txt": "MIT text\n", "thirdpartynotices.txt": "of others" });
  assert.deepEqual(noticeOf(root, "node_modules/p"), { name: "p", version: "1.2.3", license: "MIT", text: "MIT text\n\nof others" });
});

test("a package without a licence, or with one that may not be shipped, is refused", (t) => {
  assert.throws(() => noticeOf(packageWith(t, { license: "MIT" }, {}), "node_modules/p"), /p has no licence file/);
  assert.throws(() => noticeOf(packageWith(t, { license: "GPL-3.0" }, { LICENSE: "x" }), "node_modules/p"), /GPL-3\.0/);
  assert.throws(() => noticeOf(packageWith(t, {}, { LICENSE: "x" }), "node_modules/p"), /undefined/);
});

test("the packages of a bundle are found, scoped and nested ones too", () => {
  const inputs = Object.fromEntries(
    ["src/a.ts", "node_modules/undici/lib/x.js", "node_modules/@s/p/x.js", "node_modules/a/node_modules/b/x.js"].map((file) => [file, {}]),
  );
  assert.deepEqual(bundledPackages(JSON.stringify({ outputs: { "dist/extension.js": { inputs } } })), [
    "node_modules/@s/p",
    "node_modules/a/node_modules/b",
    "node_modules/undici",
  ]);
});

test("a package without a licence file has that of another one from its repository, and no stranger's", (t) => {
  const root = mkdtempSync(path.join(tmpdir(), "container-registries-notices-"));
  t.after(() => rmSync(root, { recursive: true }));
  const add = (name: string, url: string, license: string, text?: string): void => {
    const folder = path.join(root, "node_modules/@s", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version: "1.0.0", license, repository: { url } }));
    if (text !== undefined) writeFileSync(path.join(folder, "LICENSE"), text);
  };
  add("a", "https://stranger.test", "Apache-2.0", "a stranger's");
  add("b", "https://one.test", "MIT", "another licence");
  add("c", "https://one.test", "Apache-2.0", "the repository's");
  add("d", "https://one.test", "Apache-2.0");
  add("e", "https://two.test", "Apache-2.0");
  assert.equal(noticeOf(root, "node_modules/@s/d").text, "the repository's");
  assert.throws(() => noticeOf(root, "node_modules/@s/e"), /e has no licence file/);
});
