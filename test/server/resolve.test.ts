import assert from "node:assert/strict";
import { test } from "node:test";
import type { ResolveResult } from "../../src/hosts/protocol.ts";
import { withClient } from "./client.ts";

const hostsUri = "file:///etc/containerd/certs.d/docker.io/hosts.toml";

test("hosts/resolve answers in the order of the file, with ranges", () =>
  withClient(async (client) => {
    await client.initialize();
    await client.open(hostsUri, '[host."https://m/v2/hub"]\n  ca = "ca.crt"\n  dial_timeout = "1.5h"\n');
    const ask = (more: object): Promise<ResolveResult> =>
      client.connection.sendRequest("hosts/resolve", { textDocument: { uri: hostsUri }, ...more });
    assert.deepEqual(await ask({}), {
      hosts: [
        {
          scheme: "https",
          host: "m",
          path: "/v2/hub/v2",
          capabilities: ["pull", "resolve", "push", "referrers"],
          ca: ["/etc/containerd/certs.d/docker.io/ca.crt"],
          client: [],
          skipVerify: null,
          dialTimeout: "1h30m0s",
          header: {},
          range: { start: { line: 0, character: 6 }, end: { line: 0, character: 24 } },
        },
        {
          scheme: "",
          host: "",
          path: "",
          capabilities: ["pull", "resolve", "push", "referrers"],
          ca: [],
          client: [],
          skipVerify: null,
          dialTimeout: null,
          header: {},
          range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
        },
      ],
    });
    const asked = await ask({ containerd: "1.7", host: "docker.io" });
    assert.ok("hosts" in asked);
    assert.equal(asked.hosts[1]?.host, "registry-1.docker.io");
    assert.equal(asked.hosts[0]?.dialTimeout, null);
    await client.change(hostsUri, "server = 1\n", 2);
    assert.deepEqual(await ask({}), {
      error: {
        code: "wrong-type",
        message: "`server` must be a string.",
        range: { start: { line: 0, character: 9 }, end: { line: 0, character: 10 } },
      },
    });
  }));

test("hosts/resolve for a document that is not open answers null", () =>
  withClient(async (client) => {
    await client.initialize();
    assert.equal(await client.connection.sendRequest("hosts/resolve", { textDocument: { uri: "file:///nowhere" } }), null);
  }));
