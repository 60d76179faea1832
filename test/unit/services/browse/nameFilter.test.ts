import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as assertProperty, asyncProperty, constantFrom, oneof, string } from "fast-check";
import { FilterError, parseNameFilter } from "../../../../src/services/browse/nameFilter.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const cases: readonly (readonly [text: string, name: string, marked: string | undefined])[] = [
  ["1.2", "v1.2.3", "v[1.2].3"],
  ["1.2", "1-2", undefined],
  ["RC", "1.0-rc1", "1.0-[rc]1"],
  [" alpine ", "3.19-alpine", "3.19-[alpine]"],
  ["1.2.*", "1.2.3", "[1.2.]3"],
  ["1.2.*", "11.2.3", undefined],
  ["*-alpine", "3.19-alpine", "3.19[-alpine]"],
  ["1.?-*", "1.9-slim", "[1.]9[-]slim"],
  ["1.?-*", "1.10-slim", undefined],
  ["V*", "v1", "[v]1"],
  ["/^v\\d+$/", "v12", "[v12]"],
  ["/^v\\d+$/", "V12", undefined],
  ["/^v\\d+$/i", "V12", "[V12]"],
  ["/rc|beta/", "1.0-beta", "1.0-[beta]"],
  ["/", "team/app", "team[/]app"],
  ["team/app", "my/team/app/x", "my/[team/app]/x"],
];

for (const [text, name, marked] of cases) {
  test(`${text} and ${name}`, async () => {
    const filter = await parseNameFilter(text);
    assert.ok(filter);
    assert.equal(filter.matches(name), marked !== undefined);
    if (marked === undefined) return;
    const shown = filter
      .rangesIn(name)
      .toReversed()
      .reduce((rest, [start, end]) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`, name);
    assert.equal(shown, marked);
  });
}

test("an empty text is no filter", async () => assert.equal(await parseNameFilter("  "), undefined));

test("an expression that is none is said to be", async () => {
  await assert.rejects(parseNameFilter("/(/"), FilterError);
  await assert.rejects(parseNameFilter("/(?=a)/"), FilterError);
});

test("any text is a filter or is refused, and marks only what is in the name", async () => {
  await assertProperty(
    asyncProperty(
      oneof(string(), string({ unit: constantFrom("*", "?", "/", "a", "(", "\\", "[", "1") })),
      string(),
      async (text, name) => {
        const filter = await parseNameFilter(text).catch((error: unknown) => assert.ok(error instanceof FilterError));
        if (filter?.matches(name) !== true) return;
        for (const [start, end] of filter.rangesIn(name)) assert.ok(start >= 0 && start < end && end <= name.length);
      },
    ),
    { numRuns: 1_000 },
  );
});

for (const text of ["/(a*)*b/", "*a*a*a*a*a*a*b", "/(a|aa)+$/"]) {
  test(`no expression takes long: ${text}`, async () => {
    const filter = await parseNameFilter(text);
    await assertLinear(4_000, (length) => filter?.matches("a".repeat(length)), 60);
  });
}
