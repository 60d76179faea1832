import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { helperWords } from "../../../src/credentials/helperWords.ts";

const secret = "hunter2-correct-horse";
const words = (stdout: string, stderr = "", secrets: readonly string[] = [secret]): string | undefined =>
  helperWords({ exitCode: 1, stdout, stderr }, secrets)?.openForSurface();

test("a helper's words are its standard output, else its standard error, on one line and in bounds", () => {
  assert.equal(words("gpg: no key\n  at all\n", "noise"), "gpg: no key at all");
  assert.equal(words("\n", "exec format error\n"), "exec format error");
  assert.equal(words(" \n", ""), undefined);
  const long = words(`it broke ${"x ".repeat(5_000_000)}`) ?? "";
  assert.ok(long.length <= 301 && long.endsWith("…"));
});

const base64 = Buffer.from(`alice:${secret}`).toString("base64");
const leaks: readonly (readonly [what: string, printed: string])[] = [
  ["as it is", `cannot store ${secret}`],
  ["a part of it", `cannot store ${secret.slice(3, 11)}…`],
  ["over two lines", `${secret.slice(0, 5)}\n${secret.slice(5)}`],
  ["in base64", base64],
  ["within other base64", Buffer.from(`{"Secret":"${secret}"}`).toString("base64")],
  ["in an URL", `https://alice:${encodeURIComponent(secret)}@reg.example`],
  ["in capital hexadecimal", Buffer.from(secret).toString("hex").toUpperCase()],
  ["in hexadecimal", Buffer.from(secret).toString("hex")],
];
for (const [what, printed] of leaks) {
  test(`words with the secret in them are not told: ${what}`, () => {
    assert.equal(words(printed), undefined);
    assert.equal(words("it broke", printed), undefined);
  });
}

test("a short secret counts as a whole, and quotation marks in it hide nothing", () => {
  assert.equal(words("the pin 1234 is wrong", "", ["1234"]), undefined);
  assert.equal(words("the pin is wrong", "", ["1234"]), "the pin is wrong");
  assert.equal(words(JSON.stringify({ Secret: 'a"b\\c"d\ne' }), "", ['a"b\\c"d\ne']), undefined);
});

test("beside a secret that is too long to be looked for, nothing is told", () => {
  const long = Array.from({ length: 1024 }, (_, index) => index.toString(36).padStart(8, "k")).join("");
  assert.equal(words("it broke", "", [long]), "it broke");
  assert.equal(words(`it broke: ${long.slice(-7)}`, "", [long]), undefined);
  assert.equal(words("it broke", "", ["short", `${long}x`]), undefined);
});

test("where no secret is known, words that look like one are not told, and paths are", () => {
  assert.equal(words("token ghp_0123456789abcdefABCDEF failed", "", []), undefined);
  assert.equal(
    words("open /home/me/.password-store/docker-credential-helpers: no such file", "", []),
    "open /home/me/.password-store/docker-credential-helpers: no such file",
  );
});

test("printing the words tells nothing", () => {
  const said = helperWords({ exitCode: 1, stdout: "hello", stderr: "" }, []);
  assert.ok(!inspect({ said, text: String(said), json: JSON.stringify(said) }, { depth: 9 }).includes("hello"));
});
