import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { parseChallenges } from "../../../../src/registry/auth/challenge.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

type Expected = readonly (readonly [scheme: string, params: Readonly<Record<string, string>>])[];

const cases: readonly (readonly [name: string, lines: readonly string[], expected: Expected])[] = [
  ["no header", [], []],
  ["an empty header", [""], []],
  [
    "distribution's form",
    ['Bearer realm="https://auth.example/token",service="reg.example",scope="repository:a/b:pull,push"'],
    [["bearer", { realm: "https://auth.example/token", service: "reg.example", scope: "repository:a/b:pull,push" }]],
  ],
  ["a realm only, as Google's", ['Bearer realm="https://gcr.io/v2/token"'], [["bearer", { realm: "https://gcr.io/v2/token" }]]],
  ["another order", ['Bearer scope="s",service="v",realm="r"'], [["bearer", { scope: "s", service: "v", realm: "r" }]]],
  [
    "bare values",
    ["Bearer realm=https://gcr.io/v2/token,service=gcr.io"],
    [["bearer", { realm: "https://gcr.io/v2/token", service: "gcr.io" }]],
  ],
  ["capitals", ['BASIC REALM="Registry"'], [["basic", { realm: "Registry" }]]],
  ["a scheme alone", ["Negotiate"], [["negotiate", {}]]],
  [
    "two schemes in one line",
    ['Bearer realm="r",service="s",Basic realm="x"'],
    [
      ["bearer", { realm: "r", service: "s" }],
      ["basic", { realm: "x" }],
    ],
  ],
  [
    "two lines",
    ['Bearer realm="r"', 'Basic realm="b"'],
    [
      ["bearer", { realm: "r" }],
      ["basic", { realm: "b" }],
    ],
  ],
  [
    "a token68 before another scheme",
    ['Negotiate YWJj==, Basic realm="b"'],
    [
      ["negotiate", {}],
      ["basic", { realm: "b" }],
    ],
  ],
  ["a token68 alone", ["Negotiate YWJj"], [["negotiate", {}]]],
  [
    "a token68 with blanks around",
    ['Negotiate \t YWJj== \t, Basic realm="b"'],
    [
      ["negotiate", {}],
      ["basic", { realm: "b" }],
    ],
  ],
  [
    "schemes alone in one line",
    ["Negotiate, NTLM, Basic realm=x"],
    [
      ["negotiate", {}],
      ["ntlm", {}],
      ["basic", { realm: "x" }],
    ],
  ],
  [
    "commas and escapes within quotes",
    [String.raw`Basic realm="a, \"b\" \\ Bearer realm=x"`],
    [["basic", { realm: String.raw`a, "b" \ Bearer realm=x` }]],
  ],
  ["spaces around everything", ['  Bearer   realm = "r" ,  service = s  '], [["bearer", { realm: "r", service: "s" }]]],
  ["an unclosed quote", ['Bearer realm="https://a'], [["bearer", { realm: "https://a" }]]],
  ["an empty value", ['Bearer realm="",service='], [["bearer", { realm: "", service: "" }]]],
  ["a parameter twice", ['Bearer realm="first",realm="second"'], [["bearer", { realm: "first" }]]],
  ["rubbish before", ['@@@, Bearer realm="r"'], [["bearer", { realm: "r" }]]],
  ["words behind rubbish", ['@ Basic realm=x, Bearer realm="r"'], [["bearer", { realm: "r" }]]],
  ["an error", ['Bearer realm="r",error="insufficient_scope"'], [["bearer", { realm: "r", error: "insufficient_scope" }]]],
];

describe("parseChallenges", () => {
  for (const [name, lines, expected] of cases) {
    test(name, () => {
      const actual = parseChallenges(lines).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);
      assert.deepEqual(actual, expected);
    });
  }

  test("what is quoted is read back, wherever it stands", () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    const params = fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([key]) => key, minLength: 1, maxLength: 4 });
    const challenge = fc.tuple(fc.constantFrom("Bearer", "Basic", "Digest"), params);
    fc.assert(
      fc.property(fc.array(challenge, { minLength: 1, maxLength: 3 }), (challenges) => {
        const quote = (value: string): string => `"${value.replace(/[\n\r\u2028\u2029]/g, "").replace(/["\\]/g, String.raw`\$&`)}"`;
        const line = challenges
          .map(([scheme, pairs]) => `${scheme} ${pairs.map(([key, value]) => `${key}=${quote(value)}`).join(", ")}`)
          .join(", ");
        const expected = challenges.map(([scheme, pairs]) => [
          scheme.toLowerCase(),
          Object.fromEntries(pairs.map(([key, value]) => [key, value.replace(/[\n\r\u2028\u2029]/g, "")])),
        ]);
        assert.deepEqual(
          parseChallenges([line]).map(({ scheme, params: read }) => [scheme, Object.fromEntries(read)]),
          expected,
        );
      }),
    );
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[Bb =,"\\a]{0,40}$/))), (lines) =>
        Array.isArray(parseChallenges(lines)),
      ),
    );
  });

  test("no text makes it hang", () =>
    assertLinear(50_000, (size) =>
      parseChallenges(["Bearer " + 'a="'.repeat(size), `Bearer ${"a ".repeat(size)}`, `Bearer realm="${"\\".repeat(2 * size)}`]),
    ));
});
