import assert from "node:assert/strict";
import { test } from "node:test";
import type { CodeAction, CompletionItem, Diagnostic, DocumentSymbol, InlayHint } from "vscode-languageserver/node";
import { writeString } from "../../src/hosts/syntax/edits.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";
import { type TestClient, withClient } from "./client.ts";

const special = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\]\(|\$\(/u;
const maxLength = 1_000;
const settings = { fileChecks: true, directories: ["/certs.d"], containerdVersion: "2.3", convertCommand: true };

interface Kind {
  readonly language: string;
  readonly path: string;
  /** A text in which each place takes the words. */
  readonly content: (words: string) => string;
}

/** As a part of a URL or of a path in double quotation marks. */
const bare = (words: string): string => words.replaceAll(/["\\\p{Cc}]/gu, "");

const kinds: readonly Kind[] = [
  {
    language: "hosts-toml",
    path: "/certs.d/values.example/hosts.toml",
    content: (words) => {
      const value = writeString(words);
      return `${value} = 1\nserver = ${value}\n[host.${value}]\n  capabilities = ["pull", ${value}]\n  ca = ${value}\n  client = [[${value}, ${value}]]\n  dial_timeout = ${value}\n  ${value} = 2\n[host.${value}.header]\n  ${value} = ${value}\n[host.${value}]\n`;
    },
  },
  {
    language: "hosts-toml",
    path: "/certs.d/urls.example/hosts.toml",
    content: (words) =>
      `server = "https://s.example/${bare(words)}"\n[host."https://a.example/${bare(words)}"]\n  ca = ["", ""]\n[host."https://a.example".host."https://b.example/${bare(words)}"]\n`,
  },
  {
    language: "containerd-config",
    path: "/etc/containerd/config.toml",
    content: (words) => {
      const value = writeString(words);
      const table = '[plugins."io.containerd.cri.v1.images".registry';
      return `version = 3\nimports = [${value}]\n[plugins.${value}]\n  a = 1\n${table}]\n  config_path = "/etc/containerd/certs.d:/${bare(words)}"\n  ${value} = {}\n${table}.mirrors.${value}]\n  endpoint = [${value}]\n  ${value} = 1\n${table}.configs.${value}.tls]\n  ca_file = ${value}\n`;
    },
  },
  {
    language: "k3s-registries",
    path: "/etc/rancher/k3s/registries.yaml",
    content: (words) => {
      const value = JSON.stringify(words);
      return `mirrors:\n  ${value}:\n    endpoint: [${value}]\n    ${value}: 1\n    rewrite: { ${JSON.stringify(`${words}(`)}: ${value} }\n  ${JSON.stringify(`${words}2`)}: none\nconfigs:\n  ${value}: ${value}\n${value}: 2\n`;
    },
  },
];

/** The findings that name all the places, or the last ones that come. */
async function findingsOf(client: TestClient, uri: string): Promise<readonly Diagnostic[]> {
  for (;;) {
    const published = await client.diagnostics();
    if (published.uri === uri && published.diagnostics.length > 0) return published.diagnostics;
  }
}

/** Every text of an answer that an editor shows. */
async function shownIn(client: TestClient, { path, content }: Kind, words: string): Promise<readonly string[]> {
  const textDocument = { uri: `file://${path}` };
  const lines = content(words).split("\n");
  const range = { start: { line: 0, character: 0 }, end: { line: lines.length, character: 0 } };
  const ask = <T>(method: string, params: object = {}): Promise<readonly T[]> =>
    client.connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });
  const findings = await findingsOf(client, textDocument.uri);
  const actions = await ask<CodeAction>("codeAction", { range, context: { diagnostics: [] } });
  const symbols = await ask<DocumentSymbol>("documentSymbol");
  const hints = await ask<InlayHint>("inlayHint", { range });
  const places = lines.flatMap((line, at) => [...line.matchAll(/"/g)].map(({ index }) => ({ line: at, character: index + 1 })));
  const completions = await Promise.all(places.slice(0, 20).map((position) => ask<CompletionItem>("completion", { position })));
  const related = findings.flatMap(({ relatedInformation = [] }) => relatedInformation);
  return [
    ...[...findings, ...related].map(({ message }) => (typeof message === "string" ? message : message.value)),
    ...actions.map(({ title }) => title),
    ...[...symbols, ...symbols.flatMap(({ children = [] }) => children)].map(({ name }) => name),
    ...hints.map(({ label }) => (typeof label === "string" ? label : label.map(({ value }) => value).join(""))),
    ...completions.flat().flatMap(({ label, detail = "" }) => [label, detail]),
  ];
}

for (const kind of kinds) {
  test(`all that an editor shows of ${kind.path} is short, on one line, and text`, { timeout: 60_000 }, async () => {
    const counts = { shown: 0, quoting: 0 };
    const lookAt = (words: string): Promise<void> => {
      const names = { [`/certs.d/values.example/${words.replaceAll("/", "-")}`]: "" };
      const files = memoryFiles({ ...Object.fromEntries(kinds.map(({ path, content }) => [path, content(words)])), ...names });
      return withClient(
        async (client) => {
          await client.initialize(settings);
          await client.open(`file://${kind.path}`, kind.content(words), 1, kind.language);
          for (const shown of await shownIn(client, kind, words)) {
            counts.shown++;
            if (shown.includes(bare(words).slice(0, 5))) counts.quoting++;
            assert.doesNotMatch(shown, special);
            assert.ok(shown.length <= maxLength, shown.slice(0, 100));
          }
        },
        { files },
      );
    };
    await Promise.all(hostileTexts.map(lookAt));
    assert.ok(counts.quoting > 5, JSON.stringify(counts));
  });
}

test("what completion puts between quotation marks leaves the string whole", async () => {
  const uri = "file:///certs.d/values.example/hosts.toml";
  const files = memoryFiles({
    '/certs.d/values.example/a"\n.crt': "",
    "/certs.d/other.example/hosts.toml": `[host.${writeString('https://a.example/"\n')}]\n`,
  });
  await withClient(
    async (client) => {
      await client.initialize(settings);
      await client.open(uri, 'server = ""\nca = ""\n[host.]\n');
      const inserted = async (line: number, character: number): Promise<readonly (string | undefined)[]> => {
        const params = { textDocument: { uri }, position: { line, character } };
        const items = await client.connection.sendRequest<readonly CompletionItem[]>("textDocument/completion", params);
        return items.map(({ textEdit }) => textEdit?.newText).filter((text) => text?.includes("\\"));
      };
      assert.deepEqual(await inserted(0, 10), [String.raw`https://a.example/\"\u000a`]);
      assert.deepEqual(await inserted(1, 6), [String.raw`a\"\u000a.crt`]);
      assert.deepEqual(await inserted(2, 6), [String.raw`"https://a.example/\"\u000a"`]);
    },
    { files },
  );
});
