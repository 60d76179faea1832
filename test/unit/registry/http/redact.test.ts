import assert from "node:assert/strict";
import { test } from "node:test";
import { redact, secretForms } from "../../../../src/registry/http/redact.ts";

const password = `p"a\\ss<w>/ör'd!`;
const authorization = `Basic ${Buffer.from(`me:${password}`).toString("base64")}`;
const secrets = secretForms(authorization);
const percent = encodeURIComponent(password);

const echoes: readonly (readonly [how: string, echo: string])[] = [
  ["as it is", password],
  ["as JSON has it", JSON.stringify(password)],
  ["as Go's JSON has it", `"p\\"a\\\\ss\\u003cw\\u003e/ör'd!"`],
  ["as a form has it", new URLSearchParams({ password }).toString()],
  ["in an address", `https://h/?p=${percent}`],
  ["in an address, in lower case", `https://h/?p=${percent.replace(/%../g, (octet) => octet.toLowerCase())}`],
  ["in an address, with all that is reserved", `https://h/?p=${percent.replaceAll("'", "%27").replaceAll("!", "%21")}`],
  ["in base64", Buffer.from(password).toString("base64")],
  ["in the URL's base64", Buffer.from(password).toString("base64url")],
  ["with its name in base64", authorization],
  ["in base64 behind something else", Buffer.from(`xy${password}z`).toString("base64")],
  ["in hexadecimal digits", Buffer.from(password).toString("hex")],
  ["in capital hexadecimal digits", Buffer.from(password).toString("hex").toUpperCase()],
  ["in capitals", password.toUpperCase()],
  ["as HTML has it", "p&quot;a\\ss&lt;w&gt;/ör&#39;d!"],
  ["as Go's HTML has it", "p&#34;a\\ss&lt;w&gt;/ör&#39;d!"],
  ["as Python's JSON has it", JSON.stringify(password).replace("ö", "\\u00f6")],
  ["as HTML in ASCII has it", "p&quot;a\\ss&lt;w&gt;/&#246;r&#x27;d!"],
  ["in an address within an address", `https://h/?to=${encodeURIComponent(`https://i/?p=${percent}`)}`],
  ["with its name in the URL's base64", Buffer.from(`me:${password}`).toString("base64url")],
];

for (const [how, echo] of echoes) {
  test(`a password that a server echoes ${how} is not in what it says`, () => {
    const inWords = redact({ code: "X", message: `you sent ${echo}.` }, secrets).message;
    assert.match(inWords, /^you sent .*\[secret\]/);
    for (const rest of [echo, password, percent]) assert.ok(!inWords.includes(rest), inWords);
    assert.equal("detail" in redact({ code: "X", message: "", detail: { sent: { header: echo } } }, secrets), false, "a detail");
  });
}

test("what holds no secret stays", () => {
  const said = { code: "DENIED", message: "no", detail: [{ Type: "repository" }] };
  assert.deepEqual(redact(said, secrets), said);
  assert.deepEqual(redact(said, secretForms(undefined)), said);
});
