import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { marked, walkTokens } from "marked";
import { markdownCode, markdownText } from "../../../src/core/markdown.ts";
import { boundedText, visibleText } from "../../../src/core/visibleText.ts";
import { hostileTexts, markupPieces } from "../../support/hostileTexts.ts";

/** What may stand in Markdown that is nothing but text. */
const textTokens = new Set(["paragraph", "text", "escape", "space"]);

/** The renderer of VS Code's hovers is marked, with GitHub's additions: bare addresses become links. */
function read(markdown: string): { readonly types: ReadonlySet<string>; readonly text: string; readonly code: string } {
  const types = new Set<string>();
  const parts: string[] = [];
  let code = "";
  const tokens = marked.lexer(markdown, { gfm: true });
  void walkTokens(tokens, (token) => {
    types.add(token.type);
    if (token.type === "codespan") code = token.text;
    if ((token.type === "text" && !("tokens" in token && token.tokens)) || token.type === "escape") parts.push(token.text);
  });
  return { types, text: parts.join("").replaceAll("&nbsp;", " "), code };
}

const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc
    .array(fc.oneof(fc.constantFrom(...markupPieces), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 12 })
    .map((parts) => parts.join("")),
);

/** What a reader sees of it. */
function shownOf(text: string): string {
  return visibleText(boundedText(text, 2_000));
}

describe("markdownText", () => {
  test("is text alone to a Markdown renderer, whatever stands in it, before and behind it", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "- ", "Says: ", "  - "), (text, before) => {
        const { types } = read(`${before}${markdownText(text)} end`);
        for (const type of types)
          assert.ok(textTokens.has(type) || (before.includes("-") && type.startsWith("list")), `${type} from ${text}`);
      }),
      { numRuns: 3_000 },
    );
  });

  test("shows the text as it stands", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        assert.equal(read(`x${markdownText(text)}x`).text, `x${shownOf(text)}x`);
      }),
      { numRuns: 3_000 },
    );
  });

  test("has no HTML, entity or line of its own", () => {
    for (const text of hostileTexts) {
      const html = marked.parse(markdownText(text), { gfm: true, async: false });
      assert.doesNotMatch(html.replaceAll(/<\/?p>/g, ""), /<[a-z]/i, text);
      assert.ok(!markdownText(text).includes("\n"));
    }
  });
});

describe("markdownCode", () => {
  test("is one code span, which nothing in it leaves", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { types, code } = read(`Says ${markdownCode(text)} end`);
        assert.deepEqual([...types].toSorted(), ["codespan", "paragraph", "text"], text);
        assert.equal(code.trim(), shownOf(text).trim());
      }),
      { numRuns: 3_000 },
    );
  });
});
