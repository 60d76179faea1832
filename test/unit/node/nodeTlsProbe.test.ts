import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { describe, test, type TestContext } from "node:test";
import { createServer as createSecureServer } from "node:tls";
import type { TlsHandshake } from "../../../src/core/tlsProbe.ts";
import { createTlsProbe } from "../../../src/node/nodeTlsProbe.ts";
import { proxyFor, proxyTo } from "../../../src/services/reach/proxyTo.ts";
import { createCertificateAuthority, createSelfSigned } from "../../support/certificates/certificateAuthority.ts";
import { startConnectProxy } from "../../support/connectProxy.ts";
import { listenOn } from "../../support/registry/listen.ts";

const authority = createCertificateAuthority("Proxied");
const target = new URL("https://reg.example/v2");
const hosts = { "reg.example": () => {} };

async function probed(proxy: string, proxyStrictSsl = true, signal = AbortSignal.timeout(10_000)): Promise<TlsHandshake | undefined> {
  return createTlsProbe((url) => proxyFor(url, { proxy, proxyStrictSsl }))(target, { ca: [authority.cert] }, signal);
}

/** A proxy that behaves badly; the connections that it got. */
async function badProxy(t: TestContext, behave: (socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    socket.once("data", () => behave(socket));
  });
  const listening = await listenOn(server);
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await listening.close();
  });
  return `http://127.0.0.1:${listening.port}`;
}

void describe("a handshake through a proxy", () => {
  void test("asks the proxy for the server, with the account of the proxy's URL", async (t) => {
    const proxy = await startConnectProxy({ authority, hosts, account: { username: "al ice", password: "p:w" } });
    t.after(() => proxy.close());
    const shown = await probed(proxy.url.replace("://", "://al%20ice:p%3Aw@"));
    assert.equal(new X509Certificate(shown?.chain[0] ?? "").subject, "CN=reg.example");
    assert.equal(shown?.problem, undefined);
    assert.deepEqual(proxy.tunnels, ["reg.example:443"]);
    assert.equal(await probed(proxy.url), undefined, "no account");
    assert.equal(await probed(proxy.url.replace("http:", "socks5:")), undefined, "a kind that the client does not know either");
    assert.equal(proxy.tunnels.length, 2);
  });

  void test("by an https: proxy, whose certificate is checked unless the setting says otherwise", async (t) => {
    const inner = await startConnectProxy({ authority, hosts });
    t.after(() => inner.close());
    const { connect } = await import("node:net");
    const server = createSecureServer(createSelfSigned({ commonName: "p", names: ["127.0.0.1"] }, "ec"), (socket) => {
      const onward = connect(Number(new URL(inner.url).port), "127.0.0.1");
      for (const each of [socket, onward]) each.on("error", () => [socket, onward].forEach((end) => end.destroy()));
      socket.pipe(onward).pipe(socket);
    });
    const outer = await listenOn(server);
    t.after(() => outer.close());
    const url = `https://127.0.0.1:${outer.port}`;
    assert.equal((await probed(url, false))?.problem, undefined);
    assert.deepEqual(inner.tunnels, ["reg.example:443"]);
    assert.equal(await probed(url), undefined);
  });

  for (const [what, behave] of [
    ["refuses", (socket: Socket) => void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n")],
    ["hangs up", (socket: Socket) => void socket.destroy()],
    ["goes on without an end", (socket: Socket) => void socket.write(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}`)],
    ["speaks something else", (socket: Socket) => void socket.write("\u0000\r\n\r\n")],
    ["leads to no TLS", (socket: Socket) => void socket.write("HTTP/1.1 200 OK\r\n\r\nplain text\r\n")],
  ] as const) {
    void test(`sees nothing behind one that ${what}`, async (t) => assert.equal(await probed(await badProxy(t, behave)), undefined));
  }

  void test("ends with the signal where the proxy is silent, before and after its answer", async (t) => {
    for (const answer of ["", "HTTP/1.1 200 OK\r\n\r\n"]) {
      const ending = new AbortController();
      const proxy = await badProxy(t, (socket) => {
        if (answer !== "") socket.write(answer);
        ending.abort();
      });
      assert.equal(await probed(proxy, true, ending.signal), undefined);
    }
  });

  void test("is asked of the server itself where no proxy is to be used, and a host's proxy is told without its account", () => {
    const options = { proxy: "http://a:b@proxy.example:3128", noProxy: ["reg.example"] };
    assert.equal(proxyFor(target, options), undefined);
    assert.equal(proxyFor(new URL("https://127.0.0.1/"), options), undefined);
    assert.equal(proxyTo("other.example", options), "http://proxy.example:3128");
    assert.equal(String(proxyFor(new URL("https://other.example/"), options)?.authorization), "[secret]");
  });
});
