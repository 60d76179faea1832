import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { descriptorsIn } from "../../../../src/services/content/descriptorsIn.ts";

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const shown = (text: string) => descriptorsIn(text).map(({ opens, size, digest: of }) => [of.slice(7, 8), opens, size]);

test("a manifest's configuration and members lead on, its layers do not", () => {
  const text = JSON.stringify({
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: digest("a"), size: 10 },
    layers: [
      { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: digest("b"), size: 20 },
      { mediaType: "application/vnd.in-toto+json", digest: digest("c"), size: 30 },
      { mediaType: "application/spdx+json", digest: digest("d"), size: 1e12 },
    ],
    subject: { mediaType: "application/vnd.oci.image.index.v1+json", digest: digest("e"), size: 40 },
  });
  assert.deepEqual(shown(text), [
    ["a", "blob", 10],
    ["b", undefined, 20],
    ["c", "blob", 30],
    ["d", undefined, 1e12],
    ["e", "manifest", 40],
  ]);
  for (const { start, end, digest: of } of descriptorsIn(text)) assert.equal(text.slice(start, end), of);
});

test("Docker's forms lead on as well", () => {
  const manifests = [{ mediaType: "application/vnd.docker.distribution.manifest.v2+json", digest: digest("a"), size: 1 }];
  assert.deepEqual(shown(JSON.stringify({ manifests })), [["a", "manifest", 1]]);
  const config = { mediaType: "application/vnd.docker.container.image.v1+json", digest: digest("b"), size: 2 };
  assert.deepEqual(shown(JSON.stringify({ config })), [["b", "blob", 2]]);
});

test("a digest that is no descriptor's, a size that is none, and a type that is missing lead nowhere", () => {
  assert.deepEqual(shown(JSON.stringify({ rootfs: { diff_ids: [digest("a")] } })), []);
  assert.deepEqual(shown(JSON.stringify([{ digest: digest("a"), mediaType: "x+json", size: -1 }])), [["a", undefined, undefined]]);
  assert.deepEqual(shown(JSON.stringify([{ digest: digest("a") }])), [["a", undefined, undefined]]);
});

test("whatever stands there, it answers, and in bounds", () => {
  fc.assert(fc.property(fc.json(), fc.string(), (json, noise) => void [descriptorsIn(json), descriptorsIn(noise)]));
  assert.deepEqual(descriptorsIn(`${"[".repeat(100_000)}${"]".repeat(100_000)}`), []);
  const many = JSON.stringify(Array.from({ length: 6_000 }, () => ({ digest: digest("a"), mediaType: "x", size: 1 })));
  assert.equal(descriptorsIn(many).length, 5_000);
  // A blob of a million objects is parsed no more than an answer of a million.
  const parts = Array.from({ length: 60_000 }, () => "{}").join(",");
  assert.deepEqual(descriptorsIn(`[{"digest":"${digest("a")}","mediaType":"x"},${parts}]`), []);
});
