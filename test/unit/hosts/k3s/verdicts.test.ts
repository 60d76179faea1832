import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkRegistries } from "../../../../src/hosts/k3s/checkRegistries.ts";
import { goRegexpFault } from "../../../../src/hosts/k3s/goRegexp.ts";
import { parseGoUrl } from "../../../../src/hosts/resolve/goUrl.ts";

/** A text, and what the Go program that reads it says: rancher/wharfie 0.7.1 with gopkg.in/yaml.v2 2.4.0, regexp and net/url of Go 1.26. */
interface Verdict {
  readonly kind: "yaml" | "regexp" | "url";
  readonly text: string;
  readonly error?: string;
}

const verdicts = readFileSync(new URL("../../../fixtures/k3s/verdicts.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Verdict);

const refusals: Readonly<Record<Verdict["kind"], (text: string) => boolean>> = {
  yaml: (text) => checkRegistries(text).some(({ code }) => code === "registries-syntax" || code === "registries-type"),
  regexp: (text) => goRegexpFault(text) !== undefined,
  url: (text) => "error" in parseGoUrl(text),
};

/** Refused by Go, which nothing is said of here: only what is certain is. */
const silent: ReadonlySet<string> = new Set([
  "{mirrors:{a: {}}}\n",
  "a{1001}",
  "a{2,1}",
  String.raw`\p{Foo}`,
  "[z-a]",
  "[[:foo:]]",
  String.raw`[a-\d]`,
]);

for (const { kind, text, error } of verdicts) {
  test(`${kind} ${JSON.stringify(text)} is ${error === undefined ? "read" : `refused: ${error}`}`, () => {
    assert.equal(refusals[kind](text), error !== undefined && !silent.has(text));
  });
}
