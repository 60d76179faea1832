import assert from "node:assert/strict";
import { test } from "node:test";
import { atOnce } from "../../../../src/core/slices.ts";
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
    assert.equal(atOnce(newerTag(tag, names)), expected);
    assert.equal(atOnce(newerTag(tag, names.toReversed())), expected);
  });

test("a release is what comes after its candidates", () => {
  assert.equal(atOnce(newerTag("2.0-rc1", ["2.0-rc2", "2.0", "2.0-alpine"])), "2.0");
});

/** Each tag, what a registry has besides, and what is newer of that. */
const others: readonly (readonly [tag: string, names: string, expected: string | undefined])[] = [
  ["24.04", "22.04 24.10 26.04 noble", "26.04"],
  ["v1", "1 2 v2 V3 v1.2", "v2"],
  ["1.2", "1-3 1_3 1.3.0", undefined],
  ["1.2-3", "1.2.4 1.2-4", "1.2-4"],
  // Years and days are no versions of anything else.
  ["2.1", "2.2 2023.1 20231.5", "2.2"],
  ["20", "22 2024 20240101", "22"],
  ["3", "4 12000", "4"],
  ["2024-01-31", "2024-02-01 2023-12-31", "2024-02-01"],
  // Another Java, Windows, architecture or distribution is another image.
  ["8-jdk17", "9-jdk17 9-jdk21 8-jdk21", "9-jdk17"],
  ["17-jdk", "21-jdk 21-jre 22-ea-jdk 17-jdk-alpine", "21-jdk"],
  ["8.0-nanoserver-ltsc2019", "8.0-nanoserver-ltsc2022 9.0-nanoserver-ltsc2022", undefined],
  ["1.0-arm32v7", "1.1-arm32v7 1.1-arm64v8", "1.1-arm32v7"],
  ["3.12-slim-bookworm", "3.13-slim-bookworm 3.13-slim-trixie 3.14-rc-slim-bookworm", "3.13-slim-bookworm"],
  [
    "12.4.1-devel-ubuntu22.04",
    "12.6.0 12.6.0-devel-ubuntu22.04 12.6.0-devel-ubuntu24.04 12.6.0-base-ubuntu22.04",
    "12.6.0-devel-ubuntu22.04",
  ],
  // What is built anew of the same version, and Alpine's own.
  ["2.0.0-debian-12-r5", "2.0.0-debian-12-r10 2.0.0-debian-13-r0", "2.0.0-debian-12-r10"],
  ["1.2-alpine3.20", "1.2-alpine3.21 1.3-alpine 1.3-alpine3.19", "1.3-alpine3.19"],
  // What came before a release stays with its variant, and does not go back to what is built every night.
  ["1.0.0-rc1", "1.0.0 1.1.0-alpha1 1.1.0-dev 2.0.0-nightly", "1.0.0"],
  ["1.0.0-beta.1", "1.0.0-beta.2 1.0.0-rc.1 1.0.0-nightly.9", "1.0.0-rc.1"],
  ["1.0-nightly", "1.1-nightly 1.1-alpha", "1.1-nightly"],
  ["8.0-preview-alpine", "9.0 9.0-preview-jammy 9.0-preview.2-alpine", "9.0-preview.2-alpine"],
  ["16beta1-alpine", "16 16-alpine 16rc1-bookworm", "16-alpine"],
  ["16", "17beta1 17rc1 17-beta1", undefined],
  ["1.0-prebuilt", "1.1 1.1-rc1 1.1-prebuilt", "1.1-prebuilt"],
];

for (const [tag, listed, expected] of others)
  test(`of ${listed}, newer than ${tag}: ${expected ?? "nothing"}`, () => {
    const list = listed.split(" ");
    assert.equal(atOnce(newerTag(tag, list)), expected);
    assert.equal(atOnce(newerTag(tag, list.toReversed())), expected);
  });

test("a long list is gone through in pieces", () => {
  let steps = 0;
  for (const _ of newerTag(
    "1.0",
    Array.from({ length: 10_000 }, (__, minor) => `1.${minor}`),
  ))
    steps++;
  assert.ok(steps > 50);
});
