import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { tokenizer } from "acorn";

const root = path.join(import.meta.dirname, "../../..");

/** Turns of phrase that a native speaker would not write in a message. */
const odd =
  /(?<!\bthere )\b(?:is|are|be|was|were) no [a-z]|\btoo [a-z]+ an? |\bcame about\b|\bno way from\b|\bstumbl|\bmend(?:s|ed|ing)?\b|\bmak(?:e|es|ing) (?:a|an|another) token\b/i;

/** What stands between quotation marks in a file of src, comments apart. */
function literalsOf(file: string): readonly string[] {
  const source = stripTypeScriptTypes(readFileSync(file, "utf8"));
  return [...tokenizer(source, { ecmaVersion: "latest", sourceType: "module" })]
    .filter(({ type }) => type.label === "string" || type.label === "template")
    .map(({ start, end }) => source.slice(start, end));
}

test("the odd turns of phrase are found, and the common ones are not", () => {
  for (const text of ["This is no name of a header.", "gave too long an answer", "The token is to be mended.", "this may be no HTTPS port"])
    assert.match(text, odd);
  for (const text of ["There is no file here.", "This is not the name of a header.", "no recommendation", "too long"])
    assert.doesNotMatch(text, odd);
});

test("no sentence of the extension or its documents has one", () => {
  const sources = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.d)\.ts$/.test(file));
  const texts = [
    ...sources.map((file) => [`src/${file}`, literalsOf(path.join(root, "src", file))] as const),
    ...["package.json", "package.nls.json", "README.md", "docs/hosts-toml.md", "docs/SETTINGS.md"].map(
      (file) => [file, readFileSync(path.join(root, file), "utf8").split("\n")] as const,
    ),
  ];
  const found = texts.flatMap(([file, lines]) => lines.filter((line) => odd.test(line)).map((line) => `${file}: ${line}`));
  assert.deepEqual(found, []);
});
