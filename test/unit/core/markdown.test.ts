import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { marked, walkTokens } from "marked";
import { markdownCode, markdownProse, markdownText } from "../../../src/core/markdown.ts";
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

describe("markdownProse", () => {
  const allowed = new Set([...textTokens, "codespan", "list", "list_item"]);

  test("is text and code alone to a Markdown renderer, and its source has no backslash of ours", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom("", "- ", "Says: ", "- **x:** none: "), (text, before) => {
        const markdown = markdownProse(text);
        const { types } = read(`${before.replaceAll("*", "")}${markdown} end`);
        for (const type of types) assert.ok(allowed.has(type), `${type} from ${JSON.stringify(text)}`);
        assert.equal(markdown.split("\\").length, shownOf(text).trim().split("\\").length);
        assert.ok(!markdown.includes("\n"));
      }),
      { numRuns: 5_000 },
    );
  });

  test("shows every word, and leaves sentences as they are", () => {
    const sentences = [
      ["containerd looks for a directory.", "containerd looks for a directory."],
      ["config_path in /etc/a_b.toml is not set: set it.", "`config_path` in `/etc/a_b.toml` is not set: set it."],
      ["`skip_verify = true` stands, and `x`: no.", "`skip_verify = true` stands, and `x`: no."],
      ["- 1. is", "`-` 1. is"],
      ["see https://m.", "see `https://m`."],
      ["a `b", "a `` `b ``"],
      ["``x``` y` z", "```` ``x``` ```` `` y` `` z"],
    ];
    for (const [text = "", expected] of sentences) assert.equal(markdownProse(text), expected);
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
