import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { decodeGoBase64, encodeGoBase64 } from "../../../src/credentials/goBase64.ts";

/** Go's answers (encoding/base64 `StdEncoding.DecodeString`): the text, or the offset in its CorruptInputError. */
const table: readonly (readonly [source: string, expected: string | number])[] = [
  ["", ""],
  ["dTpw", "u:p"],
  ["dTpwYQ==", "u:pa"],
  ["dTpwYWI=", "u:pab"],
  ["dTpwYR==", "u:pa"], // bits left over are ignored
  ["dTpw\r\nYQ=\n=\n", "u:pa"], // line breaks anywhere
  ["\n", ""],
  ["dTpwYQ", 4], // no padding: the offset of the last group
  ["dTpwYWI", 4],
  ["dTpwY", 4],
  ["dTp_-w==", 3], // the URL-safe alphabet
  ["é", 0],
  ["dTpé", 3],
  ["dTpw ", 4],
  // Go's own table, TestDecodeCorrupt
  ["!!!!", 0],
  ["====", 0],
  ["x===", 1],
  ["=AAA", 0],
  ["A=AA", 1],
  ["AA=A", 2],
  ["AA==A", 4],
  ["AAA=AAAA", 4],
  ["AAAAA", 4],
  ["AAAAAA", 4],
  ["A=", 1],
  ["A==", 1],
  ["AA=", 3],
  ["AAAAAA=", 7],
  ["YWJjZA=====", 8],
  ["A!\n", 1],
  ["A=\n", 1],
];

void describe("base64 as Go reads it", () => {
  for (const [source, expected] of table) {
    void test(JSON.stringify(source), () => {
      const decoded = decodeGoBase64(source);
      assert.equal(decoded.ok ? decoded.bytes.toString("utf8") : decoded.offset, expected);
    });
  }

  void test("every encoded text decodes to itself", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = decodeGoBase64(encodeGoBase64(bytes));
        assert.deepEqual(decoded, { ok: true, bytes: Buffer.from(bytes) });
      }),
    );
  });

  void test("what is accepted is the form that padding and alphabet prescribe, whatever lines it is broken into", () => {
    const strict = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
    const character = fc.constantFrom(...Array.from("AZaz09+/=-_ \n\r"));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (source) => {
        assert.equal(decodeGoBase64(source).ok, strict.test(source.replace(/[\r\n]/g, "")));
      }),
      { numRuns: 3000 },
    );
  });
});
