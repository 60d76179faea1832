import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import type { ResolveResult } from "../../src/hosts/protocol.ts";

const root = path.join(import.meta.dirname, "../..");
const uri = "file:///etc/containerd/certs.d/docker.io/hosts.toml";

test("the bundled language server talks over its standard streams, and resolves a hosts.toml", async (t) => {
  const server = spawn(process.execPath, [path.join(root, "dist/hostsServer.js"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = new Promise((resolve) => server.once("exit", resolve));
  t.after(() => server.kill());
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities: {} });
  const text = '[host."https://mirror.example"]\n  capabilities = ["pull"]\n';
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version: 1, text } });
  const answer: ResolveResult = await connection.sendRequest("hosts/resolve", { textDocument: { uri } });
  assert.ok("hosts" in answer);
  assert.deepEqual(
    answer.hosts.map(({ host, capabilities }) => [host, capabilities]),
    [
      ["mirror.example", ["pull"]],
      ["", ["pull", "resolve", "push", "referrers"]],
    ],
  );
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  assert.equal(await exited, 0);
});
