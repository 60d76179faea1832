import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "./client.ts";

const uri = "file:///etc/containerd/certs.d/docker.io/hosts.toml";
const megabyte = 1_048_576;
const filled = (text: string, length: number): string => text + "#".repeat(length - text.length);
const start = { line: 0, character: 0 };

test("a file of more than a megabyte is checked for its syntax alone, and says so", () =>
  withClient(async (client) => {
    await client.initialize();
    const faulty = '[host."https://m"]\nskip-verify = true\nserver = \n';
    await client.open(uri, filled(faulty, megabyte + 1));
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [
        ["file-too-large", 3],
        ["toml-syntax", 1],
      ],
    );
    const ask = (method: string, params: object = {}): Promise<unknown> =>
      client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position: start, ...params });
    assert.equal(await ask("hover"), null);
    assert.deepEqual(await ask("completion"), []);
    assert.equal(await ask("formatting", { options: { tabSize: 2, insertSpaces: true } }), null);
    assert.deepEqual(await ask("codeAction", { range: { start, end: start }, context: { diagnostics: [] } }), []);
    await client.change(uri, faulty.replace("server = \n", ""), 2);
    assert.deepEqual(
      (await client.diagnostics()).diagnostics.map(({ code }) => code),
      ["unknown-key"],
    );
  }));

test("a file of a megabyte is checked in full", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open(uri, filled('[host."https://m"]\nskip-verify = true\n', megabyte));
    assert.deepEqual(
      (await client.diagnostics()).diagnostics.map(({ code }) => code),
      ["unknown-key"],
    );
  }));

for (const end of ["\n", "\r", "\r\n"]) {
  test(`a megabyte of lines that end with ${JSON.stringify(end)} is checked for its syntax alone`, () =>
    withClient(async (client) => {
      await client.initialize();
      await client.open(uri, `a${end}`.repeat(megabyte / (1 + end.length)));
      const { diagnostics } = await client.diagnostics();
      assert.deepEqual([diagnostics.length, ...new Set(diagnostics.map(({ code }) => code))], [1_000, "file-too-large", "toml-syntax"]);
      const ask = (method: string): Promise<unknown> => client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri } });
      for (const method of ["documentSymbol", "foldingRange", "documentLink"]) assert.deepEqual(await ask(method), [], method);
    }));
}

test("what is answered of many hosts is bounded", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open(uri, Array.from({ length: 12_000 }, (_, index) => `[host."https://m${index}"]\n ca = "a"\n`).join(""));
    const ask = (method: string, params: object = {}): Promise<readonly unknown[]> =>
      client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...params });
    assert.equal((await ask("documentLink")).length, 10_000);
    assert.equal((await ask("documentSymbol")).length, 5_000);
    assert.equal((await ask("inlayHint", { range: { start, end: { line: 30_000, character: 0 } } })).length, 10_000);
    assert.equal((await ask("formatting", { options: { tabSize: 2, insertSpaces: true } })).length, 1);
  }));

/** What VS Code knows of a line: LF, CRLF and a lone CR end it. */
test("no range leaves its line, whatever ends the lines", () =>
  withClient(async (client) => {
    await client.initialize();
    const lines = ["# a", "skip-verify = 1", 'server = "m', "x", "[host", ""];
    for (const [version, text] of [lines.join("\r"), lines.join("\r\n"), lines.join("\r\n\r"), lines.join("\n\r")].entries()) {
      if (version === 0) await client.open(uri, text, 1);
      else await client.change(uri, text, version + 1);
      const lengths = text.split(/\r\n|\n|\r/).map(({ length }) => length);
      for (const { range } of (await client.diagnostics()).diagnostics) {
        for (const { line, character } of [range.start, range.end]) {
          assert.ok(character <= (lengths[line] ?? -1), `${JSON.stringify(text)}: ${line}:${character}`);
        }
      }
    }
  }));
