import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { boundedText, visibleText } from "../../../src/core/visibleText.ts";

/** What a reader does not see, or what changes the order in which they see the rest. */
const unseen: Readonly<Record<string, string>> = {
  "C0 controls": "\u0000\u0007\b\t\n\r\u001B\u001F\u007F",
  "C1 controls": "\u0080\u0085\u009B\u009F",
  "bidirectional controls": "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069",
  "zero-width characters": "\u00AD\u200B\u200C\u200D\u2060\u2061\uFEFF\u180E\u034F\u3164\u115F",
  "tag characters": "\u{E0000}\u{E0001}\u{E0041}\u{E007F}",
  "variation selectors": "\uFE0F\u{E0100}\u{E01EF}",
  "line and paragraph separators": "\u2028\u2029",
  "halves of surrogate pairs": "\uDC00 \uD800",
};

describe("visibleText", () => {
  for (const [name, characters] of Object.entries(unseen)) {
    test(`writes out ${name}`, () => {
      for (const character of characters) {
        if (character === " ") continue;
        const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
        assert.equal(visibleText(`a${character}b`), `a\\u{${code}}b`);
      }
    });
  }

  test("leaves what is seen, in any script", () => {
    for (const text of ["reg.example.com:5000/a/b", "größe – “Ω” 漢字 עברית العربية हिन्दी 🐳", "a  b\u00A0c"])
      assert.equal(visibleText(text), text);
  });

  test("keeps the characters that a surface may have", () => assert.equal(visibleText("a\nb\tc\r", "\n\t"), "a\nb\tc\\u{D}"));

  test("never leaves anything unseen, and changes nothing the second time", () => {
    const any = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(any, (text) => {
        const shown = visibleText(text);
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
        assert.equal(visibleText(shown), shown);
      }),
    );
  });
});

describe("boundedText", () => {
  test("says that there was more, and cuts no character in two", () => {
    assert.equal(boundedText("abc", 3), "abc");
    assert.equal(boundedText("abcd", 3), "ab…");
    assert.equal(boundedText("a🐳bc", 3), "a…");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 20 }), (text, length) => {
        const cut = boundedText(text, length);
        assert.ok(cut.length <= length && cut.isWellFormed());
      }),
    );
  });
});
