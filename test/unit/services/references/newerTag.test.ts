import assert from "node:assert/strict";
import { test } from "node:test";
import { newerTag } from "../../../../src/services/references/newerTag.ts";

const names = [
  "latest",
  "edge",
  "1",
  "2",
  "1.25",
  "1.26",
  "1.27",
  "1.26.3",
  "1.27.1",
  "1.28.0-rc1",
  "1.28.0-rc2",
  "v1.30.0",
  "1.26-alpine",
  "1.27-alpine",
  "1.26-alpine3.19",
  "1.27-alpine3.20",
  "1.27-alpine3.9",
  "1.27-perl",
  "20240101",
  "3f2a91c",
];

/** Each tag with the one that is newer. */
const cases: Readonly<Record<string, string | undefined>> = {
  "1.25": "1.27",
  "1.27": undefined,
  "1.26.3": "1.27.1",
  "1": "2",
  "1.25-alpine": "1.27-alpine",
  "1.26-alpine3.19": "1.27-alpine3.20",
  "1.25-perl": "1.27-perl",
  "1.25-slim": undefined,
  "1.28.0-rc1": "1.28.0-rc2",
  "1.27.0-rc1": "1.28.0-rc2",
  "v1.29.0": "v1.30.0",
  "20230101": "20240101",
  latest: undefined,
  "3f2a91b": undefined,
};

for (const [tag, expected] of Object.entries(cases))
  test(`what is newer than ${tag}: ${expected ?? "nothing"}`, () => {
    assert.equal(newerTag(tag, names), expected);
    assert.equal(newerTag(tag, names.toReversed()), expected);
  });

test("a release is what comes after its candidates", () => {
  assert.equal(newerTag("2.0-rc1", ["2.0-rc2", "2.0", "2.0-alpine"]), "2.0");
});
