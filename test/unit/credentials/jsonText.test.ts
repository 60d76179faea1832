import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { atOnce } from "../../../src/core/slices.ts";
import { compareUtf8, JsonSyntaxError, parseFirstJsonValue, printJson } from "../../../src/credentials/jsonText.ts";

function reprint(text: string): string {
  return printJson(atOnce(parseFirstJsonValue(text)).value);
}

function errorOf(text: string): string {
  try {
    atOnce(parseFirstJsonValue(text));
    return "none";
  } catch (error) {
    assert.ok(error instanceof JsonSyntaxError);
    return `${error.line}:${error.column} ${error.message}`;
  }
}

void describe("JSON that keeps what it does not understand", () => {
  void test("prints as JSON.stringify with a TAB does, for any value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // Integer-like names are the one thing that a JavaScript object reorders.
        const text = JSON.stringify(value);
        const escaped = JSON.stringify(value, undefined, "\t").replace(
          /[<>&\u2028\u2029]/g,
          (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        assert.equal(reprint(text), escaped);
      }),
    );
  });

  void test("accepts and refuses what JSON.parse does", () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '"',
      "1",
      "-0.5e+3",
      "01",
      "true",
      "nul",
      " ",
      "\n",
      "\ufeff",
      "//",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join("");
        const accepts = (parse: () => unknown): boolean => {
          try {
            parse();
            return true;
          } catch {
            return false;
          }
        };
        const ours = (): void => assert.equal(atOnce(parseFirstJsonValue(text)).end, text.length);
        assert.equal(
          accepts(ours),
          accepts(() => JSON.parse(text)),
          JSON.stringify(text),
        );
      }),
      { numRuns: 5000 },
    );
  });

  void test("keeps numbers, duplicate names and their order", () => {
    const text = '{\n\t"10": 12345678901234567890.10e5,\n\t"2": [\n\t\tnull\n\t],\n\t"10": {},\n\t"__proto__": []\n}';
    assert.equal(reprint(text), text);
  });

  void test("a surrogate without its partner becomes U+FFFD, as in Go", () => {
    assert.equal(reprint('"\\ud83d\\ude00 \\ud83d"'), '"\u{1f600} \ufffd"');
  });

  const errors: readonly (readonly [text: string, expected: string])[] = [
    ["", "1:1 unexpected end of file"],
    ['{"a":1,}', "1:8 expected a string"],
    ['{\n  "a" 1\n}', '2:7 expected ":"'],
    ["// c\n{}", "1:1 expected a value"],
    ["\ufeff{}", "1:1 expected a value"],
    ['{"a":"secret\u0001"}', "1:6 invalid string"],
    ['{"a":[1,2}', '1:10 expected "," or "]"'],
    ["[".repeat(600), "1:502 nested too deeply"],
  ];
  for (const [text, expected] of errors)
    void test(`says where ${JSON.stringify(text.slice(0, 20))} is wrong`, () => assert.equal(errorOf(text), expected));

  void test("sorts as Go sorts, by bytes: U+E000 before what lies beyond the first plane", () => {
    assert.deepEqual(["\u{1f600}", "\ue000", "b", "B", "é"].toSorted(compareUtf8), ["B", "b", "é", "\ue000", "\u{1f600}"]);
  });
});
