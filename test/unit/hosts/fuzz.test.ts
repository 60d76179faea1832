import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exercise } from "./everyFeature.ts";
import { mutatedDocuments } from "./mutatedDocuments.ts";

const seeds = readFileSync(new URL("../../fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { toml: string }).toml);

const seed = 20;
const chunks = 20;

for (let chunk = 0; chunk < chunks; chunk++) {
  test(`no text makes any feature fail (${chunk + 1} of ${chunks})`, () => {
    let index = 0;
    for (const text of mutatedDocuments(seeds, 2_000 / chunks, seed + chunk)) exercise(text, (index++ * 7919) % (text.length + 1));
  });
}
