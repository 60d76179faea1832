import assert from "node:assert/strict";
import { test } from "node:test";
import { type Harm, harmsOf, judge } from "../../../../src/hosts/features/gate/gate.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import type { FindingCode } from "../../../../src/hosts/findings.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";

const options = { version: "2.3", directory: "/etc/containerd/certs.d/r.example" } as const;
const dropped = '[host."https://m.example"]\nca = "a"\nskip_verify = "True"\n[host."https://n.example"]\nca = "n"\n';
const empty = 'skip_verify = "True"\n[host."https://m.example"]\ncapabilities = []\n[host."https://n.example"]\n';

/** Pieces of the text, each with what stands there after the fix for the finding. */
const fixes: readonly (readonly [text: string, code: FindingCode, changes: Readonly<Record<string, string>>, harms: readonly Harm[]])[] = [
  [dropped, "wrong-type", { '"True"': "true" }, []],
  [dropped, "wrong-type", { 'ca = "a"\n': "", '"True"': "true" }, ["loses-a-value"]],
  [dropped, "wrong-type", { '"True"': "true", '"a"': '"b"' }, ["loses-a-value"]],
  [dropped, "wrong-type", { '"True"': "true", '[host."https://n.example"]\nca = "n"\n': "" }, ["loses-a-host", "loses-a-value"]],
  [empty, "wrong-type", { '"True"': "true" }, []],
  [empty, "wrong-type", { '"True"': "true", '[host."https://n.example"]\n': "" }, ["loses-a-host"]],
  ['ca: "a"\n', "toml-syntax", { ":": " =" }, []],
  ['ca: "a"\n', "toml-syntax", { ': "a"': " = 'b'" }, ["loses-a-value"]],
  ['[host]\nca = "a"\n', "wrong-type", { 'ca = "a"\n': "" }, []],
];

for (const [text, code, changes, harms] of fixes) {
  test(`${code} in ${JSON.stringify(text)}, ${JSON.stringify(changes)}: ${harms.join() || "no harm"}`, () => {
    const finding = validate(scanDocument(text), options).find((each) => each.code === code);
    assert.ok(finding !== undefined);
    const edits = Object.entries(changes).map(([from, to]) => {
      const start = text.indexOf(from);
      assert.ok(start >= 0, from);
      return { start, end: start + from.length, text: to };
    });
    const after = judge(scanDocument(applyEdits(text, edits)), options);
    const lost = harmsOf(finding, { title: "", edits }, judge(scanDocument(text), options), after).filter((harm) =>
      harm.startsWith("loses"),
    );
    assert.deepEqual(lost, harms);
  });
}
