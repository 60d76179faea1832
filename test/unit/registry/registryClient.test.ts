import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";
import { silentLogger } from "../../../src/core/logger.ts";
import { Secret } from "../../../src/core/secret.ts";
import { strictRealmPolicy } from "../../../src/registry/realmPolicy.ts";
import { RegistryClient } from "../../../src/registry/registryClient.ts";
import { createUndiciTransport } from "../../../src/registry/undiciTransport.ts";

test("tags are listed behind Bearer authentication", async () => {
  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`;
    if (request.url?.startsWith("/token")) {
      assert.equal(request.headers.authorization, `Basic ${Buffer.from("me:pw").toString("base64")}`);
      response.end(JSON.stringify({ access_token: "t" }));
    } else if (request.headers.authorization !== "Bearer t") {
      response.writeHead(401, { "www-authenticate": `Bearer realm="${origin}/token",service=s,scope="repository:a/b:pull"` }).end();
    } else {
      response.end(JSON.stringify({ name: "a/b", tags: ["1", "2"] }));
    }
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = createUndiciTransport();
  const client = new RegistryClient({
    endpoint: { host, baseUrl: new URL(`http://${host}/v2`) },
    transport,
    credentials: { lookup: () => Promise.resolve({ kind: "basic", username: "me", password: new Secret("pw") }) },
    realmPolicy: strictRealmPolicy,
    clock: systemClock,
    logger: silentLogger,
    userAgent: "test",
  });
  try {
    assert.equal((await client.ping()).auth, "bearer");
    assert.deepEqual((await client.listTags("a/b")).items, ["1", "2"]);
  } finally {
    client.dispose();
    transport.dispose();
    server.close();
  }
});
