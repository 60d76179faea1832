// Runs every feature of the hosts.toml language on mutated documents: `node scripts/fuzz.mjs [count] [seed]`.
import { readFileSync } from "node:fs";
import { exercise } from "../test/unit/hosts/everyFeature.ts";
import { mutatedDocuments } from "../test/unit/hosts/mutatedDocuments.ts";

const count = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const seeds = readFileSync(new URL("../test/fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line).toml);

console.log(`${count} documents, seed ${seed}`);
const progress = { done: 0, slowestMs: 0 };
for (const text of mutatedDocuments(seeds, count, seed)) {
  const start = performance.now();
  try {
    exercise(text, (progress.done * 7919) % (text.length + 1));
  } catch (error) {
    console.error(`document ${progress.done}: ${JSON.stringify(text)}`);
    throw error;
  }
  progress.slowestMs = Math.max(progress.slowestMs, performance.now() - start);
  progress.done++;
  if (progress.done % 20_000 === 0) console.log(`${progress.done}, slowest ${progress.slowestMs.toFixed(1)} ms`);
}
