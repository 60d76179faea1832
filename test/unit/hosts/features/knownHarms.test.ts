import assert from "node:assert/strict";
import { test } from "node:test";
import { createHostsOffers } from "../../../../src/hosts/features/codeActions.ts";
import { fixAll } from "../../../../src/hosts/features/fixAll.ts";
import { validateModel } from "../../../../src/hosts/features/validate.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { knownHarms } from "./cases/knownHarms.ts";

for (const { name, text, version = "2.3", directory = "/etc/containerd/certs.d/r.example", offers, all } of knownHarms) {
  test(`${name}, for containerd ${version}`, () => {
    const options = { version, directory };
    const model = modelOf(scanDocument(text), version);
    const findings = validateModel(model, options);
    const offer = createHostsOffers(model, options);
    const made = findings.flatMap((finding) => offer(finding).map(({ edits }) => applyEdits(text, edits)));
    assert.deepEqual([...new Set(made)], offers);
    const edit = fixAll({ model, findings }, options);
    assert.equal(edit === undefined ? undefined : applyEdits(text, [edit]), all);
  });
}
