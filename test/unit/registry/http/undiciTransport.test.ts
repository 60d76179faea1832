import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { describe, test, type TestContext } from "node:test";
import { createServer as createTlsServer } from "node:tls";
import { inspect } from "node:util";
import { isAbort } from "../../../../src/core/errors.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { Transport } from "../../../../src/registry/http/transport.ts";
import { createUndiciTransport, type TransportOptions } from "../../../../src/registry/http/undiciTransport.ts";
import { type CertificatePair, createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { startConnectProxy } from "../../../support/connectProxy.ts";
import { listen, listenOn } from "../../../support/registry/listen.ts";

const authority = createCertificateAuthority();
const hello: RequestListener = (_request, response) => void response.end("hello");

function transportFor(t: TestContext, options: TransportOptions = {}): Transport {
  const transport = createUndiciTransport(options);
  t.after(() => transport.dispose());
  return transport;
}

async function start(t: TestContext, listener: RequestListener): Promise<URL> {
  const server = await listenOn(createServer(listener));
  t.after(() => server.close());
  return new URL(`http://127.0.0.1:${server.port}/`);
}

async function get(transport: Transport, url: URL | string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await transport.request({ method: "GET", url: new URL(url), headers });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return `${response.status} ${Buffer.concat(chunks).toString()}`;
}

/** Starts TLS of its own before a proxy. @returns its URL, which names localhost */
async function startTlsBefore(t: TestContext, proxyUrl: string, pair: CertificatePair): Promise<string> {
  const tls = createTlsServer(pair, (socket) => {
    const inner = connect(Number(new URL(proxyUrl).port), "127.0.0.1");
    inner.on("error", () => socket.destroy());
    socket.on("error", () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  const server = await listenOn(tls);
  t.after(() => server.close());
  return `https://localhost:${server.port}`;
}

function rejects(promise: Promise<unknown>, code: RegistryErrorCode): Promise<void> {
  return assert.rejects(promise, (error) => RegistryError.is(error, code) || assert.fail(`${code} expected, got ${inspect(error)}`));
}

describe("an exchange", () => {
  test("gives status, headers line by line, and the body as it was sent", async (t) => {
    const url = await start(t, (request, response) => {
      response.writeHead(
        404,
        [
          ["Www-Authenticate", "Basic"],
          ["WWW-AUTHENTICATE", "Bearer"],
          ["X-Path", request.url ?? ""],
        ].flat(),
      );
      response.end("nothing");
    });
    const response = await transportFor(t).request({ method: "GET", url: new URL("/a%2Fb?c=%2B+d", url), headers: {} });
    assert.deepEqual(response.headers.all("WWW-Authenticate"), ["Basic", "Bearer"]);
    assert.equal(response.headers.get("x-path"), "/a%2Fb?c=%2B+d");
    assert.equal(response.status, 404);
    response.discard();
  });

  test("follows no redirect", async (t) => {
    const url = await start(t, (_request, response) => void response.writeHead(302, { location: "/elsewhere" }).end());
    assert.equal(await get(transportFor(t), url), "302 ");
  });

  test("sends bodies whole or as they come", async (t) => {
    const url = await start(t, (request, response) => void request.pipe(response));
    const transport = transportFor(t);
    const pieces = (async function* () {
      yield Buffer.from("in ");
      yield Buffer.from("pieces");
    })();
    for (const [body, expected] of [
      ["text", "text"],
      [Buffer.from("bytes"), "bytes"],
      [pieces, "in pieces"],
    ] as const) {
      const response = await transport.request({ method: "PUT", url, headers: {}, body });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      assert.equal(Buffer.concat(chunks).toString(), expected);
    }
  });

  test("keeps connections for the next request", async (t) => {
    const ports = new Set<number | undefined>();
    const url = await start(t, (request, response) => {
      ports.add(request.socket.remotePort);
      response.end("x");
    });
    const transport = transportFor(t);
    for (let count = 0; count < 10; count++) await get(transport, url);
    // The next request may come just before the connection of the one before is free.
    assert.ok(ports.size <= 2, `${ports.size} connections`);
  });

  test("is HTTP/2 where the server speaks it, in both directions", async (t) => {
    const tls = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
    const server = await listen(
      (request, response) => {
        response.setHeader("x-version", request.httpVersion);
        request.pipe(response);
      },
      { tls },
    );
    t.after(() => server.close());
    const transport = transportFor(t, { ca: [authority.cert] });
    const body = (async function* () {
      for (let count = 0; count < 10; count++) yield Buffer.alloc(100_000);
    })();
    const response = await transport.request({ method: "PUT", url: new URL(`https://127.0.0.1:${server.port}/`), headers: {}, body });
    assert.equal(response.headers.get("x-version"), "2.0");
    const received = { bytes: 0 };
    for await (const chunk of response.body) received.bytes += chunk.length;
    assert.equal(received.bytes, 1_000_000);
  });

  test("refuses headers that would be more than one", async (t) => {
    const url = await start(t, hello);
    await rejects(get(transportFor(t), url, { "x-a": "1\r\nX-Evil: 1" }), "invalid-header");
    await rejects(get(transportFor(t), url, { "x a": "1" }), "invalid-header");
  });

  test("is cancelled before the answer and within the body, with the signal's reason", async (t) => {
    const url = await start(t, (request, response) => void (request.url === "/body" && response.write("half")));
    const transport = transportFor(t);
    const before = new AbortController();
    const waiting = transport.request({ method: "GET", url, headers: {}, signal: before.signal });
    setImmediate(() => before.abort());
    await assert.rejects(waiting, isAbort);
    const within = new AbortController();
    const reason = new RegistryError("timed-out", "too slow");
    const response = await transport.request({ method: "GET", url: new URL("/body", url), headers: {}, signal: within.signal });
    await assert.rejects(
      async () => {
        for await (const chunk of response.body) if (chunk.length > 0) within.abort(reason);
      },
      (error) => error === reason,
    );
  });

  test("ends with the transport", async (t) => {
    const url = await start(t, () => {});
    const transport = createUndiciTransport();
    const waiting = get(transport, url);
    setImmediate(() => transport.dispose());
    await rejects(waiting, "connection-lost");
  });

  test("a host without an address, a port without a server", async (t) => {
    const closed = await listenOn(createServer(hello));
    await closed.close();
    await rejects(get(transportFor(t), `http://127.0.0.1:${closed.port}/`), "connection-refused");
    await rejects(get(transportFor(t), "https://does-not-exist.invalid/"), "host-not-found");
  });

  test("a port where nobody shakes hands, within the time to dial", async (t) => {
    const server = await listenOn(createTcpServer(() => {}));
    t.after(() => server.close());
    await rejects(get(transportFor(t, { dialTimeoutMs: 30 }), `https://127.0.0.1:${server.port}/`), "timed-out");
  });

  test("a TLS port asked in plain HTTP", async (t) => {
    const server = await listenOn(
      createTcpServer((socket) => socket.on("error", () => {}).once("data", () => socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 70])))),
    );
    t.after(() => server.close());
    await rejects(get(transportFor(t), `http://127.0.0.1:${server.port}/`), "https-server");
  });
});

describe("through a proxy", () => {
  const hosts = { "registry-1.docker.io": hello, "plain.example": hello };

  test("HTTPS goes by CONNECT, under the registry's own name and certificate, and HTTP as a whole", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    t.after(() => proxy.close());
    const transport = transportFor(t, { proxy: proxy.url, ca: [authority.cert] });
    assert.equal(await get(transport, "https://registry-1.docker.io/v2/"), "200 hello");
    assert.equal(await get(transport, "http://plain.example/v2/"), "200 hello");
    assert.deepEqual(proxy.tunnels, ["registry-1.docker.io:443"]);
  });

  test("its certificates count: an unknown authority behind it is not trusted, unless nothing is checked", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    t.after(() => proxy.close());
    await rejects(get(transportFor(t, { proxy: proxy.url }), "https://registry-1.docker.io/v2/"), "tls-untrusted");
    assert.equal(await get(transportFor(t, { proxy: proxy.url, skipVerify: true }), "https://registry-1.docker.io/v2/"), "200 hello");
  });

  test("that wants a login gets it from its URL or from the setting", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts, account: { username: "me", password: "p@ss" } });
    t.after(() => proxy.close());
    const ca = [authority.cert];
    const inUrl = proxy.url.replace("//", "//me:p%40ss@");
    const proxyAuthorization = new Secret(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
    for (const options of [
      { proxy: inUrl, ca },
      { proxy: proxy.url, ca, proxyAuthorization },
    ]) {
      assert.equal(await get(transportFor(t, options), "https://registry-1.docker.io/v2/"), "200 hello");
      assert.equal(await get(transportFor(t, options), "http://plain.example/v2/"), "200 hello");
    }
    await rejects(get(transportFor(t, { proxy: proxy.url, ca }), "https://registry-1.docker.io/v2/"), "proxy-auth-required");
    await rejects(get(transportFor(t, { proxy: proxy.url, ca }), "http://plain.example/v2/"), "proxy-auth-required");
    const wrong = transportFor(t, { proxy: proxy.url.replace("//", "//me:hunter22@"), ca });
    await assert.rejects(get(wrong, "https://registry-1.docker.io/v2/"), (error) => !inspect(error, { depth: 10 }).includes("hunter22"));
  });

  test("that refuses the tunnel, or is not there", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    await rejects(get(transportFor(t, { proxy: proxy.url }), "https://other.example/"), "proxy-failed");
    await proxy.close();
    await rejects(get(transportFor(t, { proxy: proxy.url }), "https://registry-1.docker.io/"), "proxy-failed");
    await rejects(get(transportFor(t, { proxy: "http://does-not-exist.invalid:3128" }), "http://plain.example/"), "proxy-failed");
  });

  test("that speaks TLS shows a certificate of its own, which alone need not be checked", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    t.after(() => proxy.close());
    const other = createCertificateAuthority();
    const through = { proxy: await startTlsBefore(t, proxy.url, other.issue({ commonName: "localhost", names: ["localhost"] })) };
    const url = "https://registry-1.docker.io/v2/";
    await rejects(get(transportFor(t, { ...through, ca: [authority.cert] }), url), "proxy-untrusted");
    assert.equal(await get(transportFor(t, { ...through, ca: [authority.cert, other.cert] }), url), "200 hello");
    assert.equal(await get(transportFor(t, { ...through, ca: [authority.cert], proxyStrictSsl: false }), url), "200 hello");
    await rejects(get(transportFor(t, { ...through, proxyStrictSsl: false }), url), "tls-untrusted");
  });

  test("whose certificate is not accepted is told apart from the registry, for HTTPS and HTTP", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    t.after(() => proxy.close());
    const pairs = [{ names: ["other.example"] }, { names: ["localhost"], notAfter: new Date(0) }].map((request) =>
      authority.issue({ commonName: "proxy", ...request }),
    );
    for (const pair of [...pairs, createCertificateAuthority().issue({ commonName: "proxy", names: ["localhost"] })]) {
      const transport = transportFor(t, { proxy: await startTlsBefore(t, proxy.url, pair), ca: [authority.cert] });
      await rejects(get(transport, "https://registry-1.docker.io/v2/"), "proxy-untrusted");
      await rejects(get(transport, "http://plain.example/v2/"), "proxy-untrusted");
    }
    await rejects(
      get(transportFor(t, { proxy: proxy.url.replace("http://127.0.0.1", "https://localhost") }), "https://registry-1.docker.io/v2/"),
      "proxy-failed",
    );
    assert.deepEqual(proxy.tunnels, []);
  });

  test("not to loopback, and not to hosts without one", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts });
    t.after(() => proxy.close());
    const url = await start(t, hello);
    assert.equal(await get(transportFor(t, { proxy: proxy.url }), url), "200 hello");
    await rejects(get(transportFor(t, { proxy: proxy.url, noProxy: [".invalid"] }), "https://a.invalid/"), "host-not-found");
    assert.deepEqual(proxy.tunnels, []);
  });

  test("a proxy that is no URL, and certificates that are none", () => {
    const failures: readonly (readonly [options: TransportOptions, code: RegistryErrorCode])[] = [
      [{ proxy: "proxy:8080" }, "proxy-failed"],
      [{ proxy: "socks5://proxy" }, "proxy-failed"],
      [{ proxy: "http://me:50%@proxy" }, "proxy-failed"],
      [{ clientCertificates: [{ certificate: "x", key: "y" }] }, "tls-failed"],
      [{ clientCertificates: [{ certificate: authority.cert, key: authority.issue({ commonName: "other" }).key }] }, "tls-failed"],
    ];
    for (const [options, code] of failures)
      assert.throws(
        () => createUndiciTransport(options),
        (error) => RegistryError.is(error, code),
        JSON.stringify(options),
      );
  });
});
