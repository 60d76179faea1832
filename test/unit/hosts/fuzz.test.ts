import { readFileSync } from "node:fs";
import { test } from "node:test";
import { exercise } from "./everyFeature.ts";
import { mutatedDocuments } from "./mutatedDocuments.ts";

const SEEDS = readFileSync(new URL("../../fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { toml: string }).toml);

const SEED = 20;
const CHUNKS = 20;

for (let chunk = 0; chunk < CHUNKS; chunk++) {
  test(`no text makes any feature fail (${chunk + 1} of ${CHUNKS})`, () => {
    let index = 0;
    for (const text of mutatedDocuments(SEEDS, 2_000 / CHUNKS, SEED + chunk)) exercise(text, (index++ * 7919) % (text.length + 1));
  });
}
