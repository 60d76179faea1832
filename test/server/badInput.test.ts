import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { FileReader } from "../../src/core/fileSystem.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { type TestClient, withClient } from "./client.ts";

const folder = mkdtempSync(path.join(tmpdir(), "container-registries-server-"));
after(() => rmSync(folder, { recursive: true }));
const isWindows = process.platform === "win32";

const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
const position = { line: 1, character: 4 };

/** Asks for everything that an editor asks for, and waits for the answers. */
async function askAll({ connection }: TestClient, uri: string): Promise<void> {
  const textDocument = { uri };
  const requests: readonly (readonly [method: string, params: object])[] = [
    ["completion", { position }],
    ["hover", { position }],
    ["prepareRename", { position }],
    ["documentLink", {}],
    ["documentSymbol", {}],
    ["foldingRange", {}],
    ["inlayHint", { range }],
    ["formatting", { options: { tabSize: 2, insertSpaces: true } }],
    ["codeAction", { range, context: { diagnostics: [] } }],
  ];
  for (const [method, params] of requests) await connection.sendRequest(`textDocument/${method}`, { textDocument, ...params });
}

const megabyte = 1_048_576;
const line = '[host."https://mirror.example.com/v2/hub"]\n  capabilities = ["pul"]\n';
const texts: Readonly<Record<string, string>> = {
  "10 MB of hosts": line.repeat((10 * megabyte) / line.length),
  "10 MB on one line": `ca = ["${"a".repeat(10 * megabyte)}`,
  "arrays, a million deep": `ca = ${"[".repeat(megabyte)}`,
  "tables, a million deep": `[${"a.".repeat(megabyte / 2)}a]\n`,
  "a binary": Buffer.from(Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251)).toString("utf8"),
};

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: errors are reported, and every request is answered`, { timeout: 60_000 }, () =>
    withClient(async (client) => {
      const failures: string[] = [];
      client.connection.onNotification("window/logMessage", ({ message }: { readonly message: string }) => void failures.push(message));
      await client.initialize({ containerdVersion: "2.3" });
      await client.open("file:///etc/containerd/certs.d/r/hosts.toml", text);
      const { diagnostics } = await client.diagnostics();
      assert.ok(diagnostics.length > 0 && diagnostics.length <= 1_000);
      await askAll(client, "file:///etc/containerd/certs.d/r/hosts.toml");
      assert.deepEqual(failures, []);
    }),
  );
}

test("half a character is an error where it stands", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open("file:///r/hosts.toml", 'server = "https://r"\n[host."https://m\uD800"]\n');
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, range: at }) => [code, at.start.line]),
      [["toml-syntax", 1]],
    );
  }));

test("keys that JavaScript gives a meaning are keys like any other", () =>
  withClient(async (client) => {
    await client.initialize({ diagnostics: JSON.parse('{"__proto__": "off", "constructor": "off", "unknown-key": "hint"}') as object });
    const uri = "file:///etc/containerd/certs.d/r/hosts.toml";
    await client.open(
      uri,
      '__proto__ = 1\n[host."__proto__"]\nconstructor = 1\n[host."__proto__".header]\n__proto__ = "x"\ntoString = "y"\n',
    );
    const { diagnostics } = await client.diagnostics();
    assert.deepEqual(
      diagnostics.map(({ code, severity }) => [code, severity]),
      [
        ["unknown-key", 4],
        ["missing-scheme", 4],
        ["unknown-key", 4],
      ],
    );
    const { hosts } = await client.connection.sendRequest<{ hosts: { host: string; header: object }[] }>("hosts/resolve", {
      textDocument: { uri },
    });
    assert.equal(hosts[0]?.host, "__proto__");
    assert.deepEqual(Object.entries(hosts[0]?.header ?? {}), [
      ["__proto__", ["x"]],
      ["toString", ["y"]],
    ]);
    await askAll(client, uri);
  }));

/** The paths that were opened, by whatever way. */
function recording(opened: string[], files: FileReader = nodeFileSystem): FileReader {
  return {
    readFile: (file) => {
      opened.push(file);
      return files.readFile(file);
    },
    readDirectory: (file) => {
      opened.push(file);
      return files.readDirectory(file);
    },
    stat: (file) => files.stat(file),
  };
}

test(
  "pipes, circles of links, directories and what may not be read, on a real disk",
  { skip: isWindows && "needs mkfifo", timeout: 10_000 },
  async () => {
    const root = path.join(folder, "certs.d");
    const at = (...names: readonly string[]): string => path.join(root, ...names);
    for (const name of ["r", "pipe.example", "directory.example/hosts.toml", "loop.example", "device.example"])
      mkdirSync(at(name), { recursive: true });
    execFileSync("mkfifo", [at("r/pipe"), at("pipe.example/hosts.toml")]);
    symlinkSync("pipe", at("r/link-to-pipe"));
    symlinkSync("loop", at("r/loop"));
    symlinkSync("hosts.toml", at("loop.example/hosts.toml"));
    symlinkSync("/dev/zero", at("device.example/hosts.toml"));
    mkdirSync(at("r/directory"));
    writeFileSync(at("r/file.crt"), createCertificateAuthority().cert);
    writeFileSync(at("r/secret.crt"), "");
    const denied: FileReader = {
      ...nodeFileSystem,
      stat: (file) =>
        file.endsWith("secret.crt") ? Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })) : nodeFileSystem.stat(file),
    };
    const opened: string[] = [];
    await withClient(
      async (client) => {
        await client.initialize({ directories: [root], fileChecks: true, diagnostics: { "certificate-expires-soon": "off" } });
        const uri = `file://${at("r/hosts.toml")}`;
        await client.open(
          uri,
          '[host."https://m"]\nca = ["pipe", "link-to-pipe", "loop", "directory", "file.crt/x", "secret.crt", "/dev/zero", "//server/share/ca.crt", "missing"]\n',
        );
        await client.diagnostics();
        const { diagnostics } = await client.diagnostics();
        assert.deepEqual(
          diagnostics.map(({ code, message }) => [code, /circle|directory|there is no file/.exec(JSON.stringify(message))?.[0]]),
          [
            ["file-not-found", "circle"],
            ["not-a-certificate", "directory"],
            ["file-not-found", "there is no file"],
            ["file-not-found", "there is no file"],
          ],
        );
        // Completion of a host looks into every hosts.toml below the root, and that of a path into directories.
        await client.change(uri, 'ca = "//server/share/"\n[host.""]\n', 2);
        await client.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: { line: 1, character: 7 } });
        await client.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: { line: 0, character: 21 } });
        for (const [registry, told] of [
          ["pipe.example", "not an ordinary file"],
          ["device.example", "not an ordinary file"],
          ["directory.example", "is a directory"],
          ["loop.example", "ELOOP"],
        ] as const) {
          const { text } = await client.connection.sendRequest<{ text: string }>("hosts/explain", {
            reference: `${registry}/app`,
            client: "ctr",
          });
          assert.match(text, new RegExp(`the pull fails: .*${told}`), registry);
        }
      },
      { files: recording(opened, denied) },
    );
    const forbidden = opened.filter((file) => /\/(?:link-to-)?pipe|^\/\/|^\/dev\/|device|secret/.test(file));
    assert.deepEqual(forbidden, []);
  },
);

test("in a folder that is not trusted, nothing on the disk is looked at", async (t) => {
  // The pass over the files comes a moment after the text.
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const looked: string[] = [];
  const look = (file: string): Promise<never> => {
    looked.push(file);
    return Promise.reject(Object.assign(new Error("ENOENT"), { code: "ENOENT" }));
  };
  const watchFile = (file: string) => {
    looked.push(file);
    return { dispose() {} };
  };
  await withClient(
    async (client) => {
      await client.initialize({ directories: ["/etc/containerd/certs.d"], fileChecks: false });
      const uri = "file:///etc/containerd/certs.d/r/hosts.toml";
      await client.open(uri, 'ca = "ca.crt"\n[host."https://m"]\nclient = "a.pem"\n');
      await client.diagnostics();
      await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri } });
      for (const at of [
        { line: 0, character: 7 },
        { line: 1, character: 8 },
        { line: 2, character: 11 },
      ])
        await client.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: at });
      await askAll(client, uri);
      t.mock.timers.tick(1_000);
      assert.equal(await client.connection.sendRequest("hosts/explain", { reference: "r/app", client: "ctr" }), null);
    },
    { files: { readFile: look, stat: look, readDirectory: look }, watch: { watchFile }, detachedNetwork: "/run/netns" },
  );
  assert.deepEqual(looked, []);
});

test("a look at files that fails is logged, and the server goes on", () =>
  withClient(
    async (client) => {
      const failure = new Promise<string>((resolve) => {
        client.connection.onNotification("window/logMessage", ({ message }: { readonly message: string }) => resolve(message));
      });
      await client.initialize({ fileChecks: true, directories: ["/etc/containerd/certs.d"] });
      await client.open("file:///etc/containerd/certs.d/r.example/hosts.toml", 'server = "https://r.example"\n');
      assert.match(await failure, /^file checks: .*no clock/);
      await askAll(client, "file:///etc/containerd/certs.d/r.example/hosts.toml");
    },
    {
      now: () => {
        throw new Error("no clock");
      },
    },
  ));
