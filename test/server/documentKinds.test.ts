import assert from "node:assert/strict";
import { test } from "node:test";
import { documentKind } from "../../src/hostsServer/documentKind.ts";
import { type TestClient, withClient } from "./client.ts";

const config = "file:///etc/containerd/config.toml";
const sound = 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n';
const at = { line: 0, character: 0 };

test("a document is what its language says, and else what its path says", () => {
  const kindOf = (uri: string, languageId = "toml"): string => documentKind({ uri, languageId });
  assert.equal(kindOf("file:///a/certs.d/docker.io/hosts.toml"), "hosts");
  assert.equal(kindOf(config), "containerd");
  assert.equal(kindOf("file:///etc/containerd/conf.d/a%20b.toml"), "containerd");
  assert.equal(kindOf("file:///etc/containerd/config.d/a.toml"), "containerd");
  assert.equal(kindOf("file:///var/lib/rancher/k3s/agent/etc/containerd/config.toml"), "containerd");
  assert.equal(kindOf("file:///etc/rancher/rke2/registries.yaml", "yaml"), "k3s");
  assert.equal(kindOf("file:///home/me/.k3d/registries.yaml", "yaml"), "k3s");
  assert.equal(kindOf("file:///etc/containerd/certs.d/config.toml"), "hosts");
  assert.equal(kindOf("file:///a/certs.d/docker.io/hosts.yml", "yaml"), "hostsYaml");
  assert.equal(kindOf("file:///opt/a.toml", "containerd-config"), "containerd");
  assert.equal(kindOf("file:///opt/a.yaml", "k3s-registries"), "k3s");
  assert.equal(kindOf(config, "hosts-toml"), "hosts");
});

async function published(client: TestClient): Promise<readonly string[]> {
  return (await client.diagnostics()).diagnostics.map(
    ({ code, range: { start }, message }) => `${code}@${start.line}: ${JSON.stringify(message)}`,
  );
}

test("a config.toml has findings of its own, which follow its text", async () => {
  await withClient(async (client) => {
    await client.initialize({ containerdVersion: "2.3" });
    await client.open(config, `${sound}[a]\nroot = x\n`, 1, "toml");
    const [first, ...others] = await published(client);
    assert.match(first ?? "", /^config-syntax@4: "containerd does not start: /);
    assert.deepEqual(others, []);
    await client.change(config, sound, 2);
    assert.deepEqual(await published(client), []);
  });
});

test("what belongs to hosts.toml is not answered for documents of another kind", async () => {
  await withClient(async (client) => {
    await client.initialize();
    await client.open(config, 'server = "https://m"\n[host."https://m"]\nskip_verify = "true"\n', 1, "containerd-config");
    const ask = (method: string, params: object): Promise<unknown> =>
      client.connection.sendRequest(`textDocument/${method}`, { textDocument: { uri: config }, ...params });
    const range = { start: at, end: { line: 3, character: 0 } };
    for (const method of ["documentLink", "documentSymbol", "foldingRange"]) assert.deepEqual(await ask(method, {}), [], method);
    assert.deepEqual(await ask("completion", { position: at }), []);
    assert.deepEqual(await ask("inlayHint", { range }), []);
    assert.deepEqual(await ask("codeAction", { range, context: { diagnostics: [], only: ["source.fixAll.hostsToml"] } }), []);
    assert.equal(await ask("hover", { position: { line: 2, character: 2 } }), null);
    assert.equal(await ask("prepareRename", { position: { line: 1, character: 8 } }), null);
    assert.equal(await ask("formatting", { options: { tabSize: 2, insertSpaces: true } }), null);
    assert.equal(await client.connection.sendRequest("hosts/resolve", { textDocument: { uri: config } }), null);
  });
});

const registries = "file:///etc/rancher/k3s/registries.yaml";

test("a registries.yaml has findings of its own, which follow its text, its settings and its fixes", async () => {
  await withClient(async (client) => {
    await client.initialize();
    const text = "mirrors:\n  docker.io:\n    endpoints: [https://m]\n";
    await client.open(registries, text, 1, "yaml");
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, source, severity, codeDescription }) => [code, source, severity, codeDescription?.href]),
      [["registries-unknown-key", "registries.yaml", 2, "file:///docs/hosts-toml.md#registries-unknown-key"]],
    );
    const range = { start: { line: 2, character: 4 }, end: { line: 2, character: 4 } };
    const ask = (only?: string[]): Promise<readonly { readonly title: string; readonly edit: object }[]> =>
      client.connection.sendRequest("textDocument/codeAction", {
        textDocument: { uri: registries },
        range,
        context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
      });
    const [fix, ...others] = await ask();
    assert.deepEqual([fix?.title, others], ["Change to endpoint", []]);
    assert.deepEqual(fix?.edit, {
      changes: { [registries]: [{ range: { start: { line: 2, character: 4 }, end: { line: 2, character: 13 } }, newText: "endpoint" }] },
    });
    assert.deepEqual(await ask(["source.fixAll"]), []);
    await client.change(registries, text.replace("endpoints", "endpoint"), 2);
    assert.deepEqual(await published(client), []);
    await client.change(registries, "mirrors: [\n", 3);
    assert.match((await published(client)).join(), /^registries-syntax/);
    await client.connection.sendNotification("workspace/didChangeConfiguration", {
      settings: { diagnostics: { "registries-syntax": "off" } },
    });
    assert.deepEqual(await published(client), []);
  });
});
