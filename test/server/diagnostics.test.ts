import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "./client.ts";

const hostsUri = "file:///etc/containerd/certs.d/docker.io/hosts.toml";

test("diagnostics follow the text", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open(hostsUri, '[host."https://m"]\nskip-verify = true\n');
    const first = await client.diagnostics();
    assert.equal(first.uri, hostsUri);
    assert.equal(first.version, 1);
    assert.equal(first.diagnostics[0]?.codeDescription?.href, "file:///docs/hosts-toml.md#unknown-key");
    assert.deepEqual(
      first.diagnostics.map(({ code, range, severity, source }) => ({ code, range, severity, source })),
      [
        {
          code: "unknown-key",
          range: { start: { line: 1, character: 0 }, end: { line: 1, character: 11 } },
          severity: 2,
          source: "hosts.toml",
        },
      ],
    );
    await client.change(hostsUri, '[host."https://m"]\nskip_verify = true\n', 2);
    const second = await client.diagnostics();
    assert.equal(second.version, 2);
    assert.ok(!second.diagnostics.some(({ code }) => code === "unknown-key"));
  }));

test("a file with another name is known for it", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open("file:///etc/containerd/certs.d/docker.io/host.toml", '[host."https://m"]\n');
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["file-name"],
    );
  }));

test("of a hosts.yaml is said that nobody reads it, and nothing else, and nothing is offered for it", () =>
  withClient(async (client) => {
    await client.initialize();
    const uri = "file:///etc/containerd/certs.d/docker.io/hosts.yaml";
    await client.open(uri, "host:\n  - [a\n", 1, "hosts-yaml");
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, range.end]),
      [["file-name", { line: 0, character: 5 }]],
    );
    const textDocument = { uri };
    assert.deepEqual(await client.connection.sendRequest("textDocument/documentSymbol", { textDocument }), []);
    const position = { line: 1, character: 2 };
    assert.deepEqual(await client.connection.sendRequest("textDocument/completion", { textDocument, position }), []);
  }));

test("a directory of the settings is a root, whatever its name", () =>
  withClient(async (client) => {
    await client.initialize({ directories: ["/srv/registries/"] });
    await client.open("file:///srv/registries/docker.io/library/hosts.toml", '[host."https://m"]\n');
    assert.deepEqual(
      (await client.diagnostics()).diagnostics.map(({ code }) => code),
      ["directory-name"],
    );
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { directories: [] } });
    assert.deepEqual((await client.diagnostics()).diagnostics, []);
  }));

test("severities and version come from the settings", () =>
  withClient(async (client) => {
    await client.initialize({ diagnostics: { "unknown-key": "off" } });
    await client.open(hostsUri, 'foo = 1\n[host."https://m"]\n');
    assert.deepEqual((await client.diagnostics()).diagnostics, []);
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { diagnostics: { "unknown-key": "error" } },
    });
    assert.deepEqual(
      (await client.diagnostics()).diagnostics.map(({ code, severity }) => [code, severity]),
      [["unknown-key", 1]],
    );
  }));

test("closing a document takes its diagnostics away", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open(hostsUri, "server = 1\n");
    assert.equal((await client.diagnostics()).diagnostics.length, 1);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri: hostsUri } });
    assert.deepEqual((await client.diagnostics()).diagnostics, []);
  }));

test("an editor that sends no settings after the start keeps those of the start", () =>
  withClient(async (client) => {
    await client.initialize({ containerdVersion: "1.7", diagnostics: { "unknown-key": "off" } });
    await client.open(hostsUri, "foo = 1\n");
    const codes = async (): Promise<unknown[]> => (await client.diagnostics()).diagnostics.map(({ code }) => code);
    assert.deepEqual(await codes(), ["host-table-required"]);
    for (const settings of [{}, null, undefined, []]) {
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings });
      assert.deepEqual(await codes(), ["host-table-required"], JSON.stringify(settings));
    }
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { containerdVersion: "2.3" } });
    assert.deepEqual(await codes(), []);
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: { diagnostics: {} } });
    assert.deepEqual(await codes(), ["host-table-required", "unknown-key"]);
  }));
