import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { tokenizer } from "acorn";

const root = path.join(import.meta.dirname, "../../..");

/** Turns of phrase that a native speaker would not write in a message. */
const odd = new RegExp(
  [
    /(?<!\bthere )\b(?:is|are|be|was|were) no (?!longer|more)[a-z]/,
    /\btoo [a-z]+ an? /,
    /\b(?:came|comes?) about\b|\b(?:came|comes?) of (?:it|that|an?|this)\b|\bbe it (?:that|the|an?) /,
    /\bno way from\b|\bthe way out\b|\bstumbl|\bmend(?:s|ed|ing)?\b|\banew\b|\blies? beside\b/,
    /\bmak(?:e|es|ing) (?:a|an|another) token\b|\bneeds? your word\b|\bcertificate is in order\b/,
    /\bas nobody\b|\basks nobody\b|\b(?:is|are) said of\b|\bneither[.:](?:\s|$)|\bin the place of (?:an?|its)\b/,
    /\bno such as\b|\bat all events\b/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "i",
);

const documents = [
  "package.json",
  "package.nls.json",
  ...["README", "CHANGELOG", "CONTRIBUTING"].map((name) => `${name}.md`),
  ...readdirSync(path.join(root, "docs")).map((name) => `docs/${name}`),
];

/** What stands between quotation marks in a file of src, comments apart. */
function literalsOf(file: string): readonly string[] {
  const source = stripTypeScriptTypes(readFileSync(file, "utf8"));
  return [...tokenizer(source, { ecmaVersion: "latest", sourceType: "module" })]
    .filter(({ type }) => type.label === "string" || type.label === "template")
    .map(({ start, end }) => source.slice(start, end));
}

test("the odd turns of phrase are found, and the common ones are not", () => {
  const examples = [
    "This is no name of a header.",
    "gave too long an answer",
    "The token is to be mended.",
    "this may be no HTTPS port",
    "No secure connection to {0} came about.",
    "no link comes of it",
    "Make a token",
    "Any other needs your word.",
    "the registry is asked as nobody",
    "k3s writes the file anew",
    "a copy lies beside it",
    "This is said of the token server.",
    "sends no stored login, of a part of the registry neither.",
  ];
  for (const text of examples) assert.match(text, odd, text);
  for (const text of [
    "There is no file here.",
    "is no longer an error",
    "This is not the name of a header.",
    "no recommendation",
    "too long",
  ])
    assert.doesNotMatch(text, odd);
});

test("no sentence of the extension or its documents has one", () => {
  const sources = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.d)\.ts$/.test(file));
  const texts = [
    ...sources.map((file) => [`src/${file}`, literalsOf(path.join(root, "src", file))] as const),
    ...documents.map((file) => [file, readFileSync(path.join(root, file), "utf8").split("\n")] as const),
  ];
  const found = texts.flatMap(([file, lines]) => lines.filter((line) => odd.test(line)).map((line) => `${file}: ${line}`));
  assert.deepEqual(found, []);
});
