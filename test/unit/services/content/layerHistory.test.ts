import assert from "node:assert/strict";
import { test } from "node:test";
import type { HistoryEntry } from "../../../../src/registry/content/imageConfig.ts";
import { instructionOf, instructionsOf } from "../../../../src/services/content/layerHistory.ts";

function entry(createdBy: string, emptyLayer = false): HistoryEntry {
  return { createdBy, created: undefined, comment: undefined, emptyLayer };
}

const written: readonly (readonly [createdBy: string, instruction: string | undefined])[] = [
  ["/bin/sh -c #(nop) ADD file:5d673d25da3a14ce1f6cf in / ", "ADD file:5d673d25da3a14ce1f6cf in /"],
  ["/bin/sh -c apk add --no-cache curl", "RUN apk add --no-cache curl"],
  ["|2 VERSION=1 /bin/sh=x /bin/sh -c make install", "RUN make install"],
  ["RUN /bin/sh -c apk add curl # buildkit", "RUN apk add curl"],
  ["RUN |1 VERSION=2 /bin/sh -c make # buildkit", "RUN make"],
  ["COPY /out /app # buildkit", "COPY /out /app"],
  ["bazel build //app", "bazel build //app"],
  ["", undefined],
  ["/bin/sh -c #(nop) ", undefined],
];
for (const [createdBy, instruction] of written) {
  test(`“${createdBy}” is ${instruction ?? "nothing"}`, () => assert.equal(instructionOf(createdBy), instruction));
}

test("instructions that made no layer are passed over", () => {
  const history = [entry("ADD a /"), entry("ENV A=1", true), entry("COPY b /"), entry("CMD x", true)];
  assert.deepEqual(instructionsOf(history, 2), ["ADD a /", "COPY b /"]);
});

test("where history and layers differ in number, no layer is said to be of an instruction", () => {
  assert.deepEqual(instructionsOf([entry("ADD a /")], 2), [undefined, undefined]);
  assert.deepEqual(instructionsOf([entry("ADD a /"), entry("COPY b /")], 1), [undefined]);
});

test("a very long instruction is bounded", () => {
  assert.equal(instructionOf(`|1 ${"x".repeat(1_000_000)} /bin/sh -c y`)?.length, 2_000);
});
