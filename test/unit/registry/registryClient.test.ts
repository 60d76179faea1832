import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { describe, test, type TestContext } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import { systemClock } from "../../../src/core/clock.ts";
import { strictRealmPolicy } from "../../support/strictRealmPolicy.ts";
import { RegistryClient } from "../../../src/registry/registryClient.ts";
import { RegistryError } from "../../../src/core/registryError.ts";
import { createUndiciTransport } from "../../../src/registry/http/undiciTransport.ts";
import { listenOn } from "../../support/registry/listen.ts";
import { silentLogger } from "../../support/silentLogger.ts";

/** A registry of `listener`'s making on loopback, a client of it, and the requests that came. */
async function start(t: TestContext, listener: RequestListener, path = "/v2") {
  const requests: IncomingMessage[] = [];
  const server = await listenOn(
    createServer((request, response) => {
      requests.push(request);
      listener(request, response);
    }),
  );
  const host = `127.0.0.1:${server.port}`;
  const transport = createUndiciTransport();
  const client = new RegistryClient({
    endpoint: { host, baseUrl: new URL(`http://${host}${path}`) },
    transport,
    credentials: { lookup: () => Promise.resolve({ kind: "basic", username: "me", password: new Secret("p:w:with:colons") }) },
    realmPolicy: strictRealmPolicy,
    clock: systemClock,
    logger: silentLogger,
    userAgent: "test/1",
  });
  t.after(async () => {
    client.dispose();
    transport.dispose();
    await server.close();
  });
  return { client, requests, host };
}

/** Asks for a token for each repository, and has 200 tags of two platforms each. */
const busy: RequestListener = (request, response) => {
  const origin = `http://${request.headers.host}`;
  const url = new URL(request.url ?? "", origin);
  if (url.pathname === "/token") return void response.end(JSON.stringify({ access_token: url.searchParams.get("scope"), expires_in: 300 }));
  const scope = "repository:team/app:pull";
  if (request.headers.authorization !== `Bearer ${scope}`) {
    return void response.writeHead(401, { "www-authenticate": `Bearer realm="${origin}/token",service="s",scope="${scope}"` }).end();
  }
  if (url.pathname.endsWith("/tags/list"))
    return void response.end(JSON.stringify({ name: "team/app", tags: Array.from({ length: 200 }, (_, index) => `v${index}`) }));
  const manifests = ["amd64", "arm64"].map((architecture, index) => ({
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    digest: `sha256:${String(index).repeat(64)}`,
    size: 1,
    platform: { os: "linux", architecture },
  }));
  return void response
    .writeHead(200, { "content-type": "application/vnd.oci.image.index.v1+json" })
    .end(JSON.stringify({ schemaVersion: 2, manifests }));
};

describe("the cost of a tree", () => {
  test("200 tags of two platforms: three requests cold, one warm, and the details of 50 at most 6 at once", async (t) => {
    const state = { now: 0, most: 0 };
    const { client, requests } = await start(t, (request, response) => {
      state.now++;
      state.most = Math.max(state.most, state.now);
      response.on("close", () => state.now--);
      setImmediate(() => busy(request, response));
    });
    const { items } = await client.listTags("team/app");
    assert.equal(items.length, 200);
    assert.equal(requests.length, 3);
    await client.listTags("team/app");
    assert.equal(requests.length, 4);
    await Promise.all(items.slice(0, 50).map((tag) => client.getManifest("team/app", tag)));
    assert.equal(requests.length, 54);
    assert.ok(state.most <= 6, `${state.most} at once`);
    assert.equal(requests.filter((request) => request.url?.startsWith("/token")).length, 1);
  });
});

/** What has gone wrong in other clients, over a real connection. */
describe("habits of registries", () => {
  test("a body without length, ended by closing the connection", async (t) => {
    const { client } = await start(t, (request) => {
      request.socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"repositories":["a","b"]}');
    });
    assert.deepEqual((await client.listRepositories()).items, ["a", "b"]);
  });

  test("an API below a path keeps the path", async (t) => {
    const { client, requests } = await start(
      t,
      (_request, response) => void response.end('{"repositories":["app"]}'),
      "/artifactory/api/docker/local/v2",
    );
    await client.listRepositories();
    assert.deepEqual(
      requests.map(({ url }) => url),
      ["/artifactory/api/docker/local/v2/", "/artifactory/api/docker/local/v2/_catalog?n=1000"],
    );
  });

  test("a password with colons arrives whole", async (t) => {
    const { client, requests } = await start(t, (request, response) => {
      if (request.headers.authorization === undefined) response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end();
      else response.end('{"name":"a","tags":[]}');
    });
    await client.listTags("a");
    assert.equal(Buffer.from(requests[1]?.headers.authorization?.slice(6) ?? "", "base64").toString(), "me:p:w:with:colons");
  });

  test("nothing but the request's own headers is sent to a token server", async (t) => {
    const { client, requests } = await start(t, busy);
    await client.listTags("team/app");
    assert.deepEqual(Object.keys(requests[1]?.headers ?? {}).toSorted(), [
      "accept-encoding",
      "authorization",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  test("the registry's words are in the error, also where the status has none", async (t) => {
    const { client } = await start(
      t,
      (_request, response) =>
        void response.writeHead(403, "").end('{"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}'),
    );
    await assert.rejects(client.listTags("a"), (error) => {
      assert.ok(RegistryError.is(error, "denied"));
      assert.equal(error.details[0]?.message.openForSurface(), "requested access to the resource is denied");
      return true;
    });
  });

  test("answers in gzip and brotli are read", async (t) => {
    const { brotliCompressSync, gzipSync } = await import("node:zlib");
    const body = Buffer.from(JSON.stringify({ repositories: ["a"] }));
    const { client } = await start(t, (request, response) => {
      const encoding = request.headers["accept-encoding"]?.includes("br") === true ? "br" : "gzip";
      response.writeHead(200, { "content-encoding": encoding }).end(encoding === "br" ? brotliCompressSync(body) : gzipSync(body));
    });
    assert.deepEqual((await client.listRepositories()).items, ["a"]);
  });
});
