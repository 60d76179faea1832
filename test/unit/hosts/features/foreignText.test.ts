import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { marked, walkTokens } from "marked";
import { explainPullPath } from "../../../../src/hosts/features/explain.ts";
import { hover } from "../../../../src/hosts/features/hover.ts";
import { symbols } from "../../../../src/hosts/features/symbols.ts";
import { modelOf } from "../../../../src/hosts/resolve/model.ts";
import { resolveModel } from "../../../../src/hosts/resolve/resolveHosts.ts";
import { writeString } from "../../../../src/hosts/syntax/edits.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { hostileTexts, markupPieces } from "../../../support/hostileTexts.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

/** What a file could bring into Markdown of ours. */
const foreign = new Set(["link", "image", "html", "del", "table", "blockquote", "def"]);
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function assertPlain(markdown: string): void {
  void walkTokens(marked.lexer(markdown, { gfm: true }), ({ type, raw }) => assert.ok(!foreign.has(type), `${type}: ${raw}`));
  assert.doesNotMatch(markdown.replaceAll("\n", ""), unseen);
}

/** Texts of a file, where each place takes one. */
function documentsOf(text: string): readonly string[] {
  const value = writeString(text);
  return [
    `[host."https://a.example"]\n  capabilities = [${value}]\n`,
    `[host."https://a.example"]\n  ca = ${value}\n`,
    `[host."https://a.example"]\n  client = [[${value}, ${value}]]\n`,
    `[host."https://a.example"]\n  header = { ${value} = "x" }\n`,
    `[host."https://a.example"]\n  dial_timeout = ${value}\n`,
    `server = ${value}\n[host.${value}]\n  capabilities = ["pull"]\n`,
    `server = "https://a.example/${text.replaceAll(/["\\\p{Cc}]/gu, "")}"\n`,
  ];
}

const hostile = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.array(fc.constantFrom(...markupPieces), { maxLength: 12 }).map((parts) => parts.join("")),
);

describe("what a hosts.toml says", () => {
  test("is text in every hover", () => {
    const directory = "/certs.d/reg.example";
    let shown = 0;
    const lookAt = (text: string): void => {
      for (const toml of documentsOf(text)) {
        const model = modelOf(scanDocument(toml), "2.3");
        const resolution = resolveModel(model, { directory, version: "2.3" });
        for (const offset of [0, 1, 2, 8, 9, 10, 11, 12, 30, 40, 45, 50]) {
          const found = hover(model, resolution, offset);
          if (found === undefined) continue;
          shown++;
          assertPlain(found.text);
        }
      }
    };
    fc.assert(fc.property(hostile, lookAt), { numRuns: 200 });
    assert.ok(shown > 1_000, `${shown} hovers`);
  });

  test("is text where a pull is explained", async () => {
    const property = fc.asyncProperty(hostile, async (text) => {
      for (const toml of documentsOf(text)) {
        const files = memoryFiles({ "/certs.d/reg.example/hosts.toml": toml });
        for (const reference of ["reg.example/a", text]) {
          assertPlain(await explainPullPath(files, { reference, client: "ctr", version: "2.3", roots: ["/certs.d"] }));
        }
      }
    });
    await fc.assert(property, { numRuns: 100 });
  });

  test("is a short line of text in the outline", () => {
    for (const text of hostileTexts) {
      for (const toml of documentsOf(text)) {
        for (const { name } of symbols(scanDocument(toml))) {
          assert.doesNotMatch(name, unseen);
          assert.doesNotMatch(name, /\$\(|\]\(/);
          assert.ok(name.length <= 3_000);
        }
      }
    }
  });
});
