import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { readCompactTags } from "../../../../src/registry/lists/compactTags.ts";
import { isTag } from "../../../../src/core/reference.ts";

const longest = "a".repeat(128);

const cases: readonly (readonly [body: string, tags: readonly string[] | undefined])[] = [
  ['{"name":"library/alpine","tags":["3"]}', ["3"]],
  ['{"name":"a-b/c_d.e","tags":["3.20","latest","v1-rc.1"]}\n', ["3.20", "latest", "v1-rc.1"]],
  [`{"name":"a","tags":["${longest}"]}`, [longest]],
  // For the parser: right, but of another form.
  ['{"name":"a","tags":[]}', undefined],
  ['{"name":"a","tags":null}', undefined],
  ['{"name": "a", "tags": ["3"]}', undefined],
  ['{"tags":["3"],"name":"a"}', undefined],
  ['{"name":"a","tags":["3"],"more":1}', undefined],
  ['{"name":"a","tags":["\\u0033"]}', undefined],
  ['{"name":"ä","tags":["3"]}', undefined],
  // With something that is no tag, or no JSON.
  ['{"name":"a","tags":["3",null]}', undefined],
  ['{"name":"a","tags":["3","-4"]}', undefined],
  ['{"name":"a","tags":["3",""]}', undefined],
  [`{"name":"a","tags":["${longest}a"]}`, undefined],
  ['{"name":"a","tags":["3""4"]}', undefined],
  ['{"name":"a","tags":["3",,"4"]}', undefined],
  ['{"name":"a","tags":["3","4",]}', undefined],
  ['{"name":"a","tags":["3"', undefined],
  ["", undefined],
];

describe("readCompactTags", () => {
  for (const [body, tags] of cases) {
    test(body.length > 80 ? `a tag of ${body.length - 25} characters` : body, () =>
      assert.deepEqual(readCompactTags(Buffer.from(body)), tags),
    );
  }

  test("what it reads, a parser reads in the same way", () => {
    const piece = fc.constantFrom(
      '{"name":"',
      "a",
      '","tags":["',
      "1",
      ".",
      "-",
      '","',
      '"',
      ",",
      "\\",
      "[",
      "]",
      '"]}',
      "\n",
      " ",
      "null",
      "é",
    );
    const guesses = fc.array(piece, { maxLength: 12 }).map((pieces) => `{"name":"a","tags":["${pieces.join("")}"]}`);
    const property = fc.property(guesses, (body) => {
      const tags = readCompactTags(Buffer.from(body));
      if (tags !== undefined) assert.deepEqual(JSON.parse(body), { name: "a", tags });
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test("every compact list of tags is read", () => {
    const tag = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/).filter(isTag);
    const property = fc.property(fc.array(tag, { minLength: 1 }), (tags) => {
      assert.deepEqual(readCompactTags(Buffer.from(JSON.stringify({ name: "a/b", tags }))), tags);
    });
    fc.assert(property);
  });

  test("a long list takes no stack", () => {
    const tags = Array.from({ length: 100_000 }, (_, index) => `v${index}`);
    assert.equal(readCompactTags(Buffer.from(JSON.stringify({ name: "a", tags })))?.length, tags.length);
  });
});
