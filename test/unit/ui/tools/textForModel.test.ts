import assert from "node:assert/strict";
import { test } from "node:test";
import { describedText, textForModel, visibleAnswer } from "../../../../src/ui/tools/textForModel.ts";

const token = ["ghp", "0123456789abcdefghijABCDEFGHIJ012345"].join("_");
const revision = "0f".repeat(20);

test("what looks like a secret is left out, wherever an image has it", () => {
  assert.equal(textForModel(`--token=${token}`), "[secret]");
  assert.equal(describedText("API_KEY", token), "[secret]");
  assert.equal(describedText("org.opencontainers.image.authors", token), "[secret]");
});

test("a long text leaves room for the rest of an answer, and no part of a secret is left by that", () => {
  assert.equal(textForModel("a ".repeat(1_000)).length, 500);
  assert.doesNotMatch(textForModel(`${"a ".repeat(240)}${token}`), /ghp/);
});

test("where an image comes from is no secret, unless its address has one", () => {
  assert.equal(describedText("org.opencontainers.image.revision", revision), revision);
  assert.equal(describedText("org.opencontainers.image.base.digest", `sha256:${"a1".repeat(32)}`), `sha256:${"a1".repeat(32)}`);
  const source = "https://github.com/some-long-owner/repository-2";
  assert.equal(describedText("org.opencontainers.image.source", source), source);
  for (const address of [`https://${token}@git.example/a`, `https://git.example/a?token=${token}`])
    assert.doesNotMatch(describedText("org.opencontainers.image.source", address), new RegExp(token));
});

test("what is not seen is written out, and the answer stays JSON", () => {
  const hidden = String.fromCodePoint(0xe0072, 0xe0075, 0xe006e);
  const answer = { labels: { [`a${hidden}`]: `b${hidden}\u202E`, "\ud800": ["c\n\td", 1, undefined, null] } };
  const printed = JSON.stringify(visibleAnswer(answer));
  assert.doesNotMatch(printed, /[\p{Cf}\p{Cs}]/u);
  const written = String.raw`\u{E0072}\u{E0075}\u{E006E}`;
  assert.deepEqual(JSON.parse(printed), { labels: { [`a${written}`]: `b${written}\\u{202E}`, "\\u{D800}": ["c\n\td", 1, null, null] } });
});
