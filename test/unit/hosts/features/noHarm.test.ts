import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createHostsOffers } from "../../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../../src/hosts/features/fixAll.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { mutatedDocuments } from "../mutatedDocuments.ts";
import { harmsOf } from "./harms.ts";

const vectors = readFileSync(new URL("../../../fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => (JSON.parse(line) as { toml: string }).toml);

const versions: readonly ContainerdVersion[] = ["1.7", "2.1", "2.3", "2.4"];

/** Applies each fix that is offered, and all of them, and answers how many there were. */
function fixesWithoutHarm(text: string, version: ContainerdVersion): number {
  const options = { version, directory: "/etc/containerd/certs.d/r" };
  const model = modelOf(scanDocument(text), version);
  const findings = validate(model.document, options);
  const offers = createHostsOffers(model, options);
  let count = 0;
  for (const finding of findings) {
    for (const { title, edits } of offers(finding)) {
      count++;
      const fixed = applyEdits(text, edits);
      const what = `containerd ${version}, ${finding.code}: “${title}” makes of ${JSON.stringify(text)}\n${JSON.stringify(fixed)}`;
      assert.deepEqual(harmsOf(text, fixed, finding, options), [], what);
    }
  }
  const edit = fixAll({ model, findings }, options);
  if (edit === undefined) return count;
  const fixed = applyEdits(text, [edit]);
  assert.deepEqual(harmsOf(text, fixed, undefined, options), [], `all fixes make of ${JSON.stringify(text)}\n${JSON.stringify(fixed)}`);
  return count;
}

for (const version of ["1.7", "2.3"] as const) {
  test(`no fix of a vector does harm, for containerd ${version}`, () => {
    const count = vectors.reduce((sum, text) => sum + fixesWithoutHarm(text, version), 0);
    assert.ok(count > 300, `${count} fixes`);
  });
}

test("no fix of a mutated document does harm", () => {
  let count = 0;
  let index = 0;
  for (const text of mutatedDocuments(vectors, 600, 7)) count += fixesWithoutHarm(text, versions[index++ % versions.length] ?? "2.3");
  assert.ok(count > 800, `${count} fixes`);
});
