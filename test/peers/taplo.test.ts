import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../scripts/lib/setup.mjs";
import { installNpmFile } from "../support/peers/npmProgram.ts";
import { run, temporaryDirectory } from "../support/peers/program.ts";

const schema = pathToFileURL(join(root, "schemas/hosts.schema.json")).href;

const documents: readonly (readonly [text: string, told: RegExp | undefined])[] = [
  ['server = "https://r.example"\n\n[host."https://m.example"]\ncapabilities = ["pull", "Resolve"]\nca = ["a.crt"]\n', undefined],
  ['[host."https://m.example"]\nclient = [["a.cert", "a.key"]]\ndial_timeout = "1m30s"\nheader = { x = ["1"] }\nfoo = 1\n', undefined],
  ["server = 1\n", /1 is not of type "string"/],
  ['[host."https://m.example"]\ncapabilities = ["pul"]\n', /"pul" does not match/],
  ['[host."https://m.example"]\nclient = [["a.cert"]]\n', /not valid|\[\["a\.cert"\]\]/],
  ['dial_timeout = "5"\n', /"5" does not match/],
];

// taplo is what Even Better TOML runs, too. Its wasm has 35 MB, and the network is only asked for by a schema with an address.
void test("taplo takes the JSON schema, and finds with it what containerd refuses", async (t) => {
  const taplo = await installNpmFile("@taplo/cli", "0.7.0", "dist/cli.js");
  if (taplo === undefined) return t.skip("npm could not install @taplo/cli");
  const folder = temporaryDirectory("taplo");
  t.after(() => folder.remove());
  for (const [index, [text, told]] of documents.entries()) {
    const file = join(folder.path, `hosts${index}.toml`);
    writeFileSync(file, text);
    const { exitCode, stdout, stderr } = await run(process.execPath, [taplo, "lint", "--schema", schema, file], { cwd: folder.path });
    assert.doesNotMatch(stderr, /invalid schema/);
    assert.equal(exitCode, told === undefined ? 0 : 1, `${text}\n${stdout}${stderr}`);
    if (told !== undefined) assert.match(stdout + stderr, told);
  }
});
