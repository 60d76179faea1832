import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import type { Metafile } from "esbuild";

const root = path.join(import.meta.dirname, "../..");
const { outputs } = JSON.parse(readFileSync(path.join(root, "out/bundle.json"), "utf8")) as Metafile;

/** The files of the extension; the language server is a process of its own. */
const ofExtension = Object.entries(outputs).filter(([file]) => file !== "dist/hostsServer.js" && !file.startsWith("dist/server/"));

/** What loads together with a file of the bundle: itself, and all that it imports statically. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path: imported, kind, external } of outputs[file]?.imports ?? []) {
    if (kind === "import-statement" && external !== true) loadedWith(imported, seen);
  }
  return seen;
}

const atStart = [...loadedWith("dist/extension.js")];

test("what loads at activation has at most 115 KB", () => {
  const bytes = atStart.map((file) => outputs[file]?.bytes ?? 0).reduce((sum, each) => sum + each, 0);
  assert.ok(bytes > 10_000 && bytes <= 115_000, `${bytes} bytes in ${atStart.join(", ")}`);
});

test("activation loads neither the HTTP client, nor the language client, nor the public suffix list", () => {
  const packages = atStart.flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).filter((input) => input.includes("node_modules/"));
  assert.deepEqual(packages, []);
});

test("they are in the bundle all the same, and share one copy of core", () => {
  const inputs = ofExtension.flatMap(([, output]) => Object.keys(output.inputs));
  for (const name of ["undici", "vscode-languageclient", "tldts"])
    assert.ok(
      inputs.some((input) => input.includes(`node_modules/${name}/`)),
      name,
    );
  assert.equal(inputs.filter((input) => input === "src/core/errors.ts").length, 1);
});

for (const state of ["set", "unset"] as const) {
  test(`loading the whole bundle leaves both global dispatchers ${state}`, () => {
    const chunks = ofExtension.map(([file]) => file).filter((file) => file.endsWith(".js"));
    const script = `
      const symbols = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
      const mine = {};
      if (${state === "set"}) for (const symbol of symbols) globalThis[symbol] = mine;
      const { activate } = await import("./dist/extension.js");
      const environmentVariableCollection = { replace() {}, delete() {} };
      activate({ subscriptions: [], globalState: {}, environmentVariableCollection, asAbsolutePath: (name) => name, extension: { packageJSON: {} } });
      for (const chunk of ${JSON.stringify(chunks)}) await import("./" + chunk);
      process.stdout.write(JSON.stringify(symbols.map((symbol) => globalThis[symbol] === ${state === "set" ? "mine" : "undefined"})));
      process.exit();
    `;
    const output = execFileSync(process.execPath, ["--import", "./test/support/vscodeStub.mjs", "--input-type=module", "--eval", script], {
      cwd: root,
    });
    assert.deepEqual(JSON.parse(output.toString()), [true, true]);
  });
}
