import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import * as plain from "../../../src/platform/plainText.ts";
import { hostileTexts, markupPieces } from "../../support/hostileTexts.ts";

/** What VS Code 1.112 and 1.139 make a link of in notifications, input boxes and above trees. */
const linked = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** What they make an icon of in labels. */
const icon = /\$\([A-Za-z0-9~-]+\)/;
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.array(fc.constantFrom(...markupPieces), { maxLength: 20 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);

const lines = { plainMessage: plain.plainMessage, plainLabel: plain.plainLabel, plainRow: plain.plainRow };

for (const [name, make] of Object.entries(lines)) {
  describe(name, () => {
    test("leaves no link, no icon and nothing unseen", () => {
      fc.assert(
        fc.property(hostile, (text) => {
          const shown = make(text);
          assert.doesNotMatch(shown, linked);
          assert.doesNotMatch(shown, icon);
          assert.doesNotMatch(shown, unseen);
        }),
        { numRuns: 2_000 },
      );
    });

    test("is bounded, and says that there was more", () => {
      const shown = make("x".repeat(10_000));
      assert.ok(shown.length <= 2_000 && shown.endsWith("…"));
      assert.ok(make("\u202E".repeat(10_000)).length <= 20_000);
    });

    test("leaves our own sentences as they are", () => {
      const sentence = "Login Succeeded: [::1]:5000. “Add Repository…” (HTTP 401) costs $5; see `ca`.";
      assert.equal(make(sentence), sentence);
    });
  });
}

describe("the other surfaces", () => {
  test("what fills a sentence leaves room for it", () => {
    assert.ok(plain.plainArgument("x".repeat(10_000)).length <= 500);
    assert.equal(plain.plainArgument("a\nb"), "a\\u{A}b");
  });

  test("paragraphs keep their lines, and no other control", () => {
    assert.equal(plain.plainParagraphs("one\n\ntwo\u202E $(error)\r"), "one\n\ntwo\\u{202E} $ (error)\\u{D}");
  });

  test("an entry of the log is one bounded line", () => {
    assert.equal(plain.plainLogEntry("a\n2026-01-01 [error] fake\u009B31m"), "a\\u{A}2026-01-01 [error] fake\\u{9B}31m");
    assert.ok(plain.plainLogEntry("x".repeat(100_000)).length <= 8_000);
  });

  test("a document keeps lines and tabs", () => assert.equal(plain.plainDocument("a\n\tb\u202E"), "a\n\tb\\u{202E}"));
});
