import assert from "node:assert/strict";
import { test } from "node:test";
import { configOffers } from "../../../../src/hosts/containerdConfig/offers.ts";
import { inspect, placeOf } from "./inspected.ts";

const registry = '[plugins."io.containerd.cri.v1.images".registry]\n';
/** Each with a fix, and a good one: the setting that was meant is not there. */
const misspelled = (length: number): string => {
  const keys = Array.from({ length: length / 12 }, (_, index) => `mirror${index} = {}`).join("\n");
  return `version = 3\n${registry}${keys}`.slice(0, length).replace(/\n[^\n]*$/, "\n");
};

test("one request reads a long configuration a few times, however many findings have a fix", async () => {
  const text = misspelled(99_000);
  const before = await inspect(text);
  const fixable = before.findings.filter(({ fixes = [] }) => fixes.length > 0);
  assert.ok(fixable.length > 1_000, `${fixable.length} findings`);
  let read = 0;
  const offers = configOffers(before, placeOf(), (changed, place) => {
    read++;
    assert.equal(place.path, placeOf().path);
    return inspect(changed);
  });
  for (const finding of fixable) await offers(finding);
  assert.equal(read, 4);
});

test("what a short configuration has are all offered", async () => {
  const before = await inspect(misspelled(200));
  const offers = configOffers(before, placeOf());
  const offered = await Promise.all(before.findings.map(offers));
  assert.deepEqual(
    offered.map((fixes) => fixes.length),
    before.findings.map(({ fixes = [] }) => fixes.length),
  );
});
