import assert from "node:assert/strict";
import { test } from "node:test";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";
import { type TestClient, withClient } from "./client.ts";

const root = "/etc/containerd/certs.d";
const hostsUri = `file://${root}/docker.io/hosts.toml`;
const document = { textDocument: { uri: hostsUri } };
const sampleText = '[host."https://m/v2/hub"]\n  ca = ["ca.crt", "other.crt"]\n  capabilites = ["pull"]\n';

async function opened(client: TestClient, text = sampleText, options: object = {}): Promise<void> {
  await client.initialize(options);
  await client.open(hostsUri, text);
  await client.diagnostics();
}

const at = (line: number, character: number): object => ({ ...document, position: { line, character } });

test("hover tells what containerd makes of a host", () =>
  withClient(async (client) => {
    await opened(client);
    const hover = await client.connection.sendRequest<{ contents: { value: string } }>("textDocument/hover", at(0, 10));
    assert.match(hover.contents.value, /https:\/\/m\/v2\/hub\/v2\/…[^]*\/etc\/containerd\/certs\.d\/docker\.io\/ca\.crt/);
  }));

test("completion offers the fields that are not set", () =>
  withClient(async (client) => {
    await opened(client, '[host."https://m"]\nca = "x"\n\n');
    const items = await client.connection.sendRequest<{ label: string }[]>("textDocument/completion", at(2, 0));
    const labels = new Set(items.map(({ label }) => label));
    assert.ok(labels.has("skip_verify"));
    assert.ok(!labels.has("ca"));
    assert.ok(!labels.has("server"));
  }));

test("completion asks the client for registries, where it answers", () =>
  withClient(async (client) => {
    client.connection.onRequest("hosts/knownRegistries", () => ["https://known.example.com"]);
    await opened(client, 'server = ""\n', { knownRegistries: true });
    const items = await client.connection.sendRequest<{ label: string }[]>("textDocument/completion", at(0, 10));
    assert.deepEqual(
      items.map(({ label }) => label),
      ["https://registry-1.docker.io", "https://known.example.com"],
    );
  }));

test("links, symbols, folding and hints", () =>
  withClient(async (client) => {
    await opened(client);
    const links = await client.connection.sendRequest<{ target: string }[]>("textDocument/documentLink", document);
    assert.deepEqual(
      links.map(({ target }) => target),
      ["https://m/v2/hub", `file://${root}/docker.io/ca.crt`, `file://${root}/docker.io/other.crt`],
    );
    const symbols = await client.connection.sendRequest<{ name: string; children: { name: string }[] }[]>(
      "textDocument/documentSymbol",
      document,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [["https://m/v2/hub", ["ca", "capabilites"]]],
    );
    assert.deepEqual(await client.connection.sendRequest("textDocument/foldingRange", document), [
      { startLine: 0, endLine: 2, kind: "region" },
    ]);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await client.connection.sendRequest<{ label: string }[]>("textDocument/inlayHint", { ...document, range });
    assert.deepEqual(
      hints.map(({ label }) => label),
      ["→ https://m/v2/hub/v2"],
    );
    assert.deepEqual(
      await client.connection.sendRequest("textDocument/inlayHint", {
        ...document,
        range: { start: { line: 1, character: 0 }, end: range.end },
      }),
      [],
    );
  }));

test("quick fixes and fix all", () =>
  withClient(async (client) => {
    await opened(client);
    const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } };
    const fixes = await client.connection.sendRequest<{ title: string; edit: unknown }[]>("textDocument/codeAction", {
      ...document,
      range,
      context: { diagnostics: [], only: ["quickfix"] },
    });
    assert.deepEqual(
      fixes.map(({ title, edit }) => ({ title, edit })),
      [
        {
          title: "Change to `capabilities`",
          edit: {
            changes: {
              [hostsUri]: [{ range: { start: { line: 2, character: 2 }, end: { line: 2, character: 13 } }, newText: "capabilities" }],
            },
          },
        },
      ],
    );
    const all = await client.connection.sendRequest<{ kind: string }[]>("textDocument/codeAction", {
      ...document,
      range,
      context: { diagnostics: [], only: ["source.fixAll"] },
    });
    assert.deepEqual(
      all.map(({ kind }) => kind),
      ["source.fixAll.hostsToml"],
    );
    const asked = async (triggerKind: number, only?: readonly string[]): Promise<unknown[]> => {
      const actions = await client.connection.sendRequest<{ kind: string }[]>("textDocument/codeAction", {
        ...document,
        range,
        context: { diagnostics: [], triggerKind, ...(only && { only }) },
      });
      return actions.map(({ kind }) => kind);
    };
    assert.deepEqual(await asked(1), ["quickfix", "source.fixAll.hostsToml"]);
    assert.deepEqual(await asked(2), ["quickfix"]);
    // The kind that contains all others.
    assert.deepEqual(await asked(1, [""]), ["quickfix", "source.fixAll.hostsToml"]);
  }));

test("quick fixes for what the files say, each once", () => {
  const { cert, key } = createCertificateAuthority().issue({ commonName: "client" });
  return withClient(
    async (client) => {
      await client.initialize({ directories: [root], fileChecks: true });
      const titles = async (line: number): Promise<unknown[]> => {
        const range = { start: { line, character: 0 }, end: { line, character: 60 } };
        const fixes = await client.connection.sendRequest<{ title: string }[]>("textDocument/codeAction", {
          ...document,
          range,
          context: { diagnostics: [], only: ["quickfix"] },
        });
        return fixes.map(({ title }) => title);
      };
      // The second name tells that it is a key; the first list's files must be read to know.
      await client.open(hostsUri, '[host."https://m"]\nclient = ["a.pem", "b.pem"]\n[host."https://n"]\nclient = ["a.pem", "b.key"]\n');
      await client.diagnostics();
      assert.deepEqual([await titles(1), await titles(3)], [[], ["Make it a pair of certificate and key"]]);
      await client.diagnostics();
      assert.deepEqual(
        [await titles(1), await titles(3)],
        [["Make it a pair of certificate and key"], ["Make it a pair of certificate and key"]],
      );
    },
    { files: memoryFiles({ [`${root}/docker.io/a.pem`]: cert, [`${root}/docker.io/b.pem`]: key, [`${root}/docker.io/b.key`]: key }) },
  );
});

test("renaming a host takes its sub-tables along", () =>
  withClient(async (client) => {
    await opened(client, '[host."https://m"]\n[host.\'https://m\'.header]\nx = "1"\n');
    const prepared = await client.connection.sendRequest<{ placeholder: string }>("textDocument/prepareRename", at(0, 10));
    assert.equal(prepared.placeholder, "https://m");
    const edit = await client.connection.sendRequest<{ changes: Record<string, { newText: string }[]> }>("textDocument/rename", {
      ...at(1, 10),
      newName: "https://n",
    });
    assert.deepEqual(
      edit.changes[hostsUri]?.map(({ newText }) => newText),
      ['"https://n"', "'https://n'"],
    );
    assert.equal(await client.connection.sendRequest("textDocument/prepareRename", at(2, 0)), null);
  }));

test("formatting", () =>
  withClient(async (client) => {
    await opened(client, '[host."https://m"]\nca="x"  \n');
    const edits = await client.connection.sendRequest<{ newText: string }[]>("textDocument/formatting", {
      ...document,
      options: { tabSize: 2, insertSpaces: true },
    });
    assert.deepEqual(
      edits.map(({ newText }) => newText),
      ["  ", " = ", ""],
    );
  }));

const sampleFiles = { [`${root}/docker.io/ca.crt`]: createCertificateAuthority().cert, [`${root}/docker.io/hosts.toml`]: "" };

test("file findings follow the findings of the text, below the configured directories only", () =>
  withClient(
    async (client) => {
      await client.initialize({ directories: [`${root}/`], fileChecks: true });
      await client.open(hostsUri, sampleText);
      const codes = async (): Promise<unknown[]> => (await client.diagnostics()).diagnostics.map(({ code }) => code);
      assert.deepEqual(await codes(), ["appended-v2", "unknown-key"]);
      assert.deepEqual(await codes(), ["appended-v2", "unknown-key", "certificate-expires-soon", "file-not-found"]);
      await client.open("file:///repo/certs.d/docker.io/hosts.toml", sampleText);
      assert.deepEqual(await codes(), ["appended-v2", "unknown-key"]);
    },
    { files: memoryFiles(sampleFiles) },
  ));

test("file findings stay while the text changes elsewhere, and go with what they are about", () =>
  withClient(
    async (client) => {
      await client.initialize({ directories: [root], fileChecks: true });
      const lines = async (): Promise<unknown[]> =>
        (await client.diagnostics()).diagnostics.map(({ code, range }) => [code, range.start.line]);
      await client.open(hostsUri, '[host."https://m"]\nca = "a.crt"\n');
      assert.deepEqual(await lines(), []);
      assert.deepEqual(await lines(), [["file-not-found", 1]]);
      await client.change(hostsUri, '# c\n[host."https://m"]\nca = "a.crt"\n', 2);
      // At once, and again when the files have been looked at.
      assert.deepEqual(await lines(), [["file-not-found", 2]]);
      assert.deepEqual(await lines(), [["file-not-found", 2]]);
      await client.change(hostsUri, '# c\n[host."https://m"]\nca = "ab.crt"\n', 3);
      assert.deepEqual(await lines(), []);
      assert.deepEqual(await lines(), [["file-not-found", 2]]);
      await client.connection.sendNotification("workspace/didChangeConfiguration", {
        settings: { directories: [root], fileChecks: false },
      });
      assert.deepEqual(await lines(), []);
    },
    { files: memoryFiles(sampleFiles) },
  ));

test("a change of a file brings its findings up to date", async () => {
  const files: Record<string, string> = { ...sampleFiles };
  const watched = new Map<string, () => void>();
  await withClient(
    async (client) => {
      await client.initialize({ directories: [root], fileChecks: true, diagnostics: { "certificate-expires-soon": "off" } });
      await client.open(hostsUri, '[host."https://m"]\nca = "new.crt"\n');
      await client.diagnostics();
      assert.deepEqual(
        (await client.diagnostics()).diagnostics.map(({ code }) => code),
        ["file-not-found"],
      );
      files[`${root}/docker.io/new.crt`] = files[`${root}/docker.io/ca.crt`] ?? "";
      watched.get(`${root}/docker.io/new.crt`)?.();
      assert.deepEqual((await client.diagnostics()).diagnostics, []);
    },
    {
      files: memoryFiles(files),
      watch: {
        watchFile: (path, onDidChange) => {
          watched.set(path, onDidChange);
          return { dispose: () => void watched.delete(path) };
        },
      },
    },
  );
});

test("hosts/explain sees the text in the editor", () =>
  withClient(
    async (client) => {
      await opened(client, '[host."https://m"]\n', { directories: [root], fileChecks: true });
      const { text } = await client.connection.sendRequest<{ text: string }>("hosts/explain", {
        reference: "alpine:3",
        client: "kubernetes",
      });
      assert.match(text, /HEAD https:\/\/m\/v2\/library\/alpine\/manifests\/3\?ns=docker\.io/);
      assert.match(text, /registry-1\.docker\.io\/v2\/library\/alpine\/manifests\/3`$/m);
    },
    { files: memoryFiles(sampleFiles) },
  ));

test("hosts/explain reads nothing where files may not be read", () =>
  withClient(async (client) => {
    await opened(client);
    assert.equal(await client.connection.sendRequest("hosts/explain", { reference: "alpine", client: "ctr" }), null);
  }));

test("a client that sends nonsense as settings gets the defaults", () =>
  withClient(async (client) => {
    await opened(client, sampleText, { containerdVersion: 7, diagnostics: [1], directories: "x", fileChecks: "yes" });
    assert.ok(await client.connection.sendRequest("hosts/resolve", document));
  }));

test("a rename that cannot be is answered with the reason", () =>
  withClient(async (client) => {
    await opened(client, '[host."https://m"]\n[host."https://n"]\nca = "x"\n');
    const rename = (position: object, newName: string): Promise<unknown> =>
      client.connection.sendRequest("textDocument/rename", { ...position, newName });
    await assert.rejects(rename(at(0, 10), "https://n"), /already has a host https:\/\/n/);
    await assert.rejects(rename(at(0, 10), ""), /type a URL/);
    await assert.rejects(rename(at(2, 0), "cb"), /Only the URL of a host can be renamed/);
  }));

test("an editor without snippets gets plain text", () =>
  withClient(async (client) => {
    const inserted = async (): Promise<unknown[]> => {
      const items = await client.connection.sendRequest<{ insertTextFormat: number; textEdit: { newText: string } }[]>(
        "textDocument/completion",
        at(0, 0),
      );
      return items.map(({ insertTextFormat, textEdit }) => [insertTextFormat, textEdit.newText]);
    };
    await opened(client, "\n");
    const texts = await inserted();
    assert.ok(texts.length > 5);
    assert.ok(!JSON.stringify(texts).includes("$"), JSON.stringify(texts));
    assert.deepEqual(texts[1], [1, 'capabilities = ["pull", "resolve"]']);
    assert.deepEqual(texts[5], [1, 'header = { x-name = "value" }']);
    assert.deepEqual(texts.at(-1), [1, '[host."https://mirror.example.com"]\n  capabilities = ["pull", "resolve"]']);
  }));

test("an editor with snippets gets their placeholders", () =>
  withClient(async (client) => {
    await client.initialize({}, { textDocument: { completion: { completionItem: { snippetSupport: true } } } });
    await client.open(hostsUri, "\n");
    const items = await client.connection.sendRequest<{ insertTextFormat: number; textEdit: { newText: string } }[]>(
      "textDocument/completion",
      at(0, 0),
    );
    assert.deepEqual([items[4]?.insertTextFormat, items[4]?.textEdit.newText], [2, "skip_verify = ${1:true}"]);
  }));
