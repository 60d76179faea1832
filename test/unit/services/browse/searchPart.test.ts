import assert from "node:assert/strict";
import { test } from "node:test";
import { array, assert as assertProperty, asyncProperty, constantFrom } from "fast-check";
import { FilterError, parseNameFilter } from "../../../../src/services/browse/nameFilter.ts";
import { assertLinear } from "../../../support/assertLinear.ts";
import { expressionPart } from "../../../../src/services/browse/searchPart.ts";

const cases: readonly (readonly [text: string, part: string | undefined])[] = [
  ["1.2", "1.2"],
  [" Alpine ", "alpine"],
  ["v", undefined],
  ["a b", undefined],
  ["größe", undefined],
  ["\u212A8s", undefined],
  ["1.2.*", "1.2."],
  ["*", undefined],
  ["1.?-*-ALPINE", "-alpine"],
  ["/^v\\d+$/", undefined],
  ["/^v1\\.2\\.[0-9]+$/", "v1.2."],
  ["/team\\/app-[a-z]+/i", "team/app-"],
  ["/rc|beta/", undefined],
  ["/(?i)beta/", undefined],
  ["/alpines?/", "alpine"],
  ["/alpine+x{2}y/", "alpine"],
  ["/beta.*-slim/", "-slim"],
  ["/\\x61bc/", undefined],
  ["/[^[:alpha:]]bc/", undefined],
];

for (const [text, part] of cases) {
  test(`what names that match ${text} have in common`, async () => {
    assert.equal((await parseNameFilter(text))?.part, part);
  });
}

test("no more of a text than a request should hold", async () => {
  assert.equal((await parseNameFilter("a".repeat(1000)))?.part, "a".repeat(64));
});

test("every name that matches has the part", async () => {
  const some = (...characters: readonly string[]) => array(constantFrom(...characters), { maxLength: 7 }).map((each) => each.join(""));
  const texts = some("a", "B", ".", "\\.", "1", "+", "*", "?", "[ab]", "{2}", "\\d", "^", "$", "-");
  await assertProperty(
    asyncProperty(texts, constantFrom("", "/"), some("a", "B", "b", ".", "1", "-"), async (text, slash, name) => {
      const filter = await parseNameFilter(`${slash}${text}${slash}`).catch((error: unknown) => {
        if (error instanceof FilterError) return undefined;
        throw error;
      });
      return filter?.part === undefined || !filter.matches(name) || name.toLowerCase().includes(filter.part);
    }),
    { numRuns: 3000 },
  );
});

test("takes time in proportion to a long expression", async () => {
  for (const piece of ["a{1", "{1,", "[a", "a*?", "\\."])
    await assertLinear(100_000, (length) => expressionPart(piece.repeat(length / piece.length)));
});
