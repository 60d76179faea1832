import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { findLink, parseLinks } from "../../../../src/registry/lists/link.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

const cases: readonly (readonly [name: string, lines: readonly string[], next: string | undefined])[] = [
  ["none", [], undefined],
  ["distribution's form", ['</v2/_catalog?last=b&n=2>; rel="next"'], "/v2/_catalog?last=b&n=2"],
  ["no space", ['</v2/_catalog?last=b>;rel="next"'], "/v2/_catalog?last=b"],
  ["unquoted", ["</v2/_catalog?last=b>; rel=next"], "/v2/_catalog?last=b"],
  ["capitals", ['</x>; REL="NEXT"'], "/x"],
  ["spaces everywhere", [' <  /x >  ;  rel = "next" '], "  /x "],
  ["absolute", ['<https://quay.io/v2/_catalog?next_page=gAAA%3D>; rel="next"'], "https://quay.io/v2/_catalog?next_page=gAAA%3D"],
  ["an opaque cursor, byte for byte", ['</v2/_catalog?last=a%2Bb%3D%26c>; rel="next"'], "/v2/_catalog?last=a%2Bb%3D%26c"],
  ["commas and semicolons in the target", ['</x?a=1,2;3>; rel="next"'], "/x?a=1,2;3"],
  ["several links in one line", ['</last>; rel="last", </next>; rel="next"'], "/next"],
  ["several lines", ['</last>; rel="last"', '</next>; rel="next"'], "/next"],
  ["several relations", ['</x>; rel="nofollow next"'], "/x"],
  ["other parameters first", ['</x>; title="a, b; c"; rel="next"'], "/x"],
  ["only another relation", ['</x>; rel="prev"'], undefined],
  ["a second rel is ignored", ['</x>; rel="prev"; rel="next"'], undefined],
  ["no angle brackets", ['/x; rel="next"'], undefined],
];

describe("findLink", () => {
  for (const [name, lines, next] of cases) test(name, () => assert.equal(findLink(lines, "next"), next));

  test("targets and parameters are read back as they were written", () => {
    const target = fc.string().filter((text) => !text.includes(">"));
    const value = fc.string().map((text) => text.replace(/[\n\r\u2028\u2029]/g, ""));
    fc.assert(
      fc.property(fc.array(fc.tuple(target, value), { minLength: 1, maxLength: 4 }), (links) => {
        const line = links.map(([to, title]) => `<${to}>; title="${title.replace(/["\\]/g, String.raw`\$&`)}"; rel=next`).join(", ");
        assert.deepEqual(
          parseLinks([line]).map((link) => [link.target, link.params.get("title"), link.params.get("rel")]),
          links.map(([to, title]) => [to, title, "next"]),
        );
      }),
    );
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[<>;=", rel]{0,40}$/))), (lines) => Array.isArray(parseLinks(lines))),
    );
  });

  test("no text makes it hang", () =>
    assertLinear(100_000, (size) =>
      parseLinks(["<".repeat(size), `<a>${"; a".repeat(size / 2)}`, `<a>;b="${"\\".repeat(size)}`, " ".repeat(size)]),
    ));
});
