import assert from "node:assert/strict";
import { test } from "node:test";
import { LSPErrorCodes } from "vscode-languageserver/node";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";
import { type TestClient, withClient } from "./client.ts";

const main = "/etc/containerd/config.toml";
const dropIn = "/etc/containerd/conf.d/a.toml";
const uriOf = (path: string): string => `file://${path}`;
const v3 = '[plugins."io.containerd.cri.v1.images".registry]';
const settings = { fileChecks: true, directories: [], containerdVersion: "2.3" };
const importing = 'version = 3\nimports = ["conf.d/*.toml"]\n';
const setTo = (value: string): string => `version = 3\n${v3}\nconfig_path = "${value}"\n`;
const two = "/etc/containerd/certs.d:/etc/docker/certs.d";

/** Files that change, and are watched, by hand. */
function machineOf(files: Readonly<Record<string, string>>) {
  const content: Record<string, string> = { "/etc/containerd/certs.d/x/hosts.toml": "", ...files };
  const watched = new Map<string, Set<() => void>>();
  return {
    change: (path: string, text: string): void => {
      content[path] = text;
      for (const notify of watched.get(path) ?? []) notify();
    },
    watched,
    machine: {
      files: memoryFiles(content),
      watch: {
        watchFile(path: string, onDidChange: () => void) {
          const listeners = watched.get(path) ?? new Set();
          watched.set(path, listeners.add(onDidChange));
          return { dispose: () => void listeners.delete(onDidChange) };
        },
      },
    },
  };
}

/** The codes of a document, once they are these. */
async function until(client: TestClient, path: string, expected: readonly string[]): Promise<void> {
  for (;;) {
    const { uri, diagnostics } = await client.diagnostics();
    if (uri === uriOf(path) && JSON.stringify(diagnostics.map(({ code }) => code)) === JSON.stringify(expected)) return;
  }
}

test("the findings of a config.toml follow its text, and its drop-ins on the disk and in the editor", { timeout: 20_000 }, async () => {
  const { machine, change, watched } = machineOf({ [main]: importing, [dropIn]: setTo("/etc/containerd/certs.d") });
  await withClient(async (client) => {
    await client.initialize(settings);
    await client.open(uriOf(main), importing, 1, "containerd-config");
    await until(client, main, []);
    assert.deepEqual([...watched.keys()], [main, "/etc/containerd/conf.d", dropIn]);
    change(dropIn, "version = 4\n");
    await until(client, main, ["config-import"]);
    change(dropIn, "version = 3\n");
    await until(client, main, ["config-path-not-set"]);
    await client.open(uriOf(dropIn), setTo(two), 1, "containerd-config");
    await until(client, dropIn, ["config-path-joined"]);
    await client.change(uriOf(dropIn), setTo("/etc/containerd/certs.d"), 2);
    await until(client, dropIn, []);
    await client.change(uriOf(main), 'version = 3\nimports = ["conf.d/*.tom"]\n', 2);
    await until(client, dropIn, ["config-not-imported"]);
  }, machine);
});

interface Action {
  readonly title: string;
  readonly edit?: { readonly changes: Readonly<Record<string, readonly { readonly newText: string }[]>> };
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
}

function actions(client: TestClient, path: string, line: number): Promise<readonly Action[]> {
  const at = { line, character: 20 };
  return client.connection.sendRequest("textDocument/codeAction", {
    textDocument: { uri: uriOf(path) },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  });
}

test("quick fixes come from what the whole configuration means", async () => {
  const { machine } = machineOf({ [main]: setTo(two) });
  await withClient(async (client) => {
    await client.initialize(settings);
    await client.open(uriOf(main), setTo(two), 1, "containerd-config");
    const found = await actions(client, main, 2);
    assert.deepEqual(
      found.map(({ title }) => title),
      ["Name /etc/containerd/certs.d only", "Name /etc/docker/certs.d only"],
    );
    assert.equal(found[0]?.edit?.changes[uriOf(main)]?.[0]?.newText, '"/etc/containerd/certs.d"');
    assert.deepEqual(await actions(client, main, 0), []);
  }, machine);
});

test("conversion is offered to a client that has it, and to no other", async () => {
  const text = 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n';
  for (const convertCommand of [true, undefined]) {
    await withClient(
      async (client) => {
        await client.initialize({ ...settings, convertCommand });
        await client.open(uriOf(main), text, 1, "containerd-config");
        const commands = (await actions(client, main, 1)).map(({ command }) => command);
        const expected = { title: "Convert to hosts.toml files…", command: "containerRegistries.hosts.new", arguments: [uriOf(main)] };
        assert.deepEqual(commands, convertCommand === true ? [expected] : []);
      },
      machineOf({ [main]: text }).machine,
    );
  }
});

test("a code that is switched off is not shown, and another severity is", async () => {
  await withClient(
    async (client) => {
      await client.initialize({ ...settings, diagnostics: { "config-path-joined": "hint", "config-transfer-path": "off" } });
      await client.open(
        uriOf(main),
        `${setTo(two)}[plugins."io.containerd.transfer.v1.local"]\nconfig_path = "/x"\n`,
        1,
        "containerd-config",
      );
      const { diagnostics } = await client.diagnostics();
      assert.deepEqual(
        diagnostics.map(({ code, severity, source }) => [code, severity, source]),
        [["config-path-joined", 4, "config.toml"]],
      );
    },
    machineOf({ [main]: setTo(two) }).machine,
  );
});

test("where nothing may be looked at, only the text counts", async () => {
  const reads: string[] = [];
  const { machine } = machineOf({ [main]: "", [dropIn]: "x" });
  const files = {
    ...machine.files,
    readFile: (path: string) => {
      reads.push(path);
      return machine.files.readFile(path);
    },
  };
  await withClient(
    async (client) => {
      await client.initialize({ ...settings, fileChecks: false });
      await client.open(uriOf(main), `${importing}${v3}\nconfig_path = "${two}"\n`, 1, "containerd-config");
      await until(client, main, ["config-path-joined"]);
      assert.deepEqual(reads, []);
    },
    { ...machine, files },
  );
});

test("giants end soon: a text of 5 MB, and one of many tables", { timeout: 20_000 }, async () => {
  const tables = Array.from({ length: 10_000 }, (_, index) => `[plugins."p.${index}".registry]\nconfig_path = "/x"\n`).join("");
  for (const [text, codes] of [
    [`${setTo(two)}# ${"x".repeat(5_000_000)}\n`, ["config-unknown"]],
    [`${setTo(two)}${tables}`, ["config-unknown"]],
  ] as const) {
    await withClient(
      async (client) => {
        await client.initialize(settings);
        await client.open(uriOf(main), text, 1, "containerd-config");
        await until(client, main, codes);
      },
      machineOf({ [main]: text }).machine,
    );
  }
});

test("knows which files containerd's configuration imports, on the disk and in the editor", async () => {
  const elsewhere = "/opt/x/a.toml";
  const imports = 'version = 3\nimports = ["/opt/x/*.toml"]\n';
  const ask = (client: TestClient, path: string): Promise<boolean> =>
    client.connection.sendRequest("hosts/isConfigSource", { textDocument: { uri: uriOf(path) } });
  const files = { [main]: imports, [elsewhere]: "", "/opt/y.toml": "" };
  await withClient(async (client) => {
    await client.initialize(settings);
    assert.equal(await ask(client, elsewhere), true);
    assert.equal(await ask(client, "/opt/y.toml"), false);
    await client.open(uriOf("/home/me/config.toml"), 'imports = ["/opt/y.toml"]\n', 1, "containerd-config");
    assert.equal(await ask(client, "/opt/y.toml"), true);
  }, machineOf(files).machine);
  await withClient(async (client) => {
    await client.initialize({ ...settings, fileChecks: false });
    assert.equal(await ask(client, elsewhere), false);
  }, machineOf(files).machine);
});

test("a rename in a config.toml is refused", async () => {
  await withClient(async (client) => {
    await client.initialize(settings);
    await client.open(uriOf(main), setTo(two), 1, "containerd-config");
    const rename = client.connection.sendRequest("textDocument/rename", {
      textDocument: { uri: uriOf(main) },
      position: { line: 1, character: 3 },
      newName: "x",
    });
    await assert.rejects(rename, { code: LSPErrorCodes.RequestFailed });
  });
});
