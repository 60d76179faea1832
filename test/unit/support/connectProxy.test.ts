import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { test, type TestContext } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import { RegistryError } from "../../../src/core/registryError.ts";
import type { TransportOptions } from "../../../src/registry/http/undiciTransport.ts";
import { createCertificateAuthority } from "../../support/certificates/certificateAuthority.ts";
import { type ConnectProxy, startConnectProxy } from "../../support/connectProxy.ts";
import { basicCredential, createNetworkClient } from "../../support/networkClient.ts";
import { listenOn } from "../../support/registry/listen.ts";
import { seedDemo } from "../../support/registry/seed/seedDemo.ts";
import { createRegistry } from "../../support/registry/startRegistry.ts";

const authority = createCertificateAuthority();
const account = { username: "alice", password: "s3cret" };
const proxyAccount = { username: "proxy user", password: "proxy:pass" };

async function startProxy(t: TestContext, hosts: Readonly<Record<string, RequestListener>>, withAccount = false): Promise<ConnectProxy> {
  const proxy = await startConnectProxy({ authority, hosts, ...(withAccount && { account: proxyAccount }) });
  t.after(() => proxy.close());
  return proxy;
}

async function tagsOf(t: TestContext, url: string, transport: TransportOptions): Promise<readonly string[] | string> {
  const credential = basicCredential(account);
  const connection = createNetworkClient({ url, transport, credential, limits: { retries: 0 }, allowPlainHttp: true });
  t.after(() => connection.dispose());
  try {
    return (await connection.client.listTags("demo/hello")).items;
  } catch (error) {
    if (RegistryError.is(error)) return error.code;
    throw error;
  }
}

function demoRegistry(): ReturnType<typeof createRegistry> {
  const registry = createRegistry({ auth: { kind: "bearer", accounts: [account] } });
  seedDemo(registry);
  return registry;
}

const tags = ["1.0.0", "1.1.0", "latest"];

void test("a registry is reached under a real name, with its token endpoint", async (t) => {
  const registry = demoRegistry();
  const proxy = await startProxy(t, { "registry.example.com": registry.listener });
  assert.deepEqual(await tagsOf(t, "https://registry.example.com", { proxy: proxy.url, ca: [authority.cert] }), tags);
  assert.deepEqual([...new Set(proxy.tunnels)], ["registry.example.com:443"]);
  assert.equal(proxy.requests.lines().length, 3);
});

void test("plain HTTP goes through as well", async (t) => {
  const registry = demoRegistry();
  const proxy = await startProxy(t, { "registry.example.com": registry.listener });
  assert.deepEqual(await tagsOf(t, "http://registry.example.com", { proxy: proxy.url }), tags);
  assert.equal(proxy.requests.lines().length, 3);
});

void test("a name that the proxy does not have is not reached, and no other server is asked", async (t) => {
  const proxy = await startProxy(t, {});
  assert.equal(await tagsOf(t, "https://elsewhere.example.com", { proxy: proxy.url, ca: [authority.cert] }), "proxy-failed");
  assert.deepEqual(proxy.tunnels, ["elsewhere.example.com:443"]);
});

void test("who does not trust the authority is not fooled", async (t) => {
  const proxy = await startProxy(t, { "registry.example.com": demoRegistry().listener });
  assert.equal(await tagsOf(t, "https://registry.example.com", { proxy: proxy.url }), "tls-untrusted");
  assert.deepEqual(proxy.requests.entries, []);
});

void test("a proxy with an account lets in who has it", async (t) => {
  const proxy = await startProxy(t, { "registry.example.com": demoRegistry().listener }, true);
  const reach = (options: TransportOptions): ReturnType<typeof tagsOf> =>
    tagsOf(t, "https://registry.example.com", { proxy: proxy.url, ca: [authority.cert], ...options });
  assert.equal(await reach({}), "proxy-auth-required");
  const credentials = Buffer.from(`${proxyAccount.username}:${proxyAccount.password}`).toString("base64");
  assert.deepEqual(await reach({ proxyAuthorization: new Secret(`Basic ${credentials}`) }), tags);
});

void test("loopback is reached without the proxy", async (t) => {
  const proxy = await startProxy(t, {});
  const registry = await listenOn(createServer(demoRegistry().listener));
  t.after(() => registry.close());
  assert.deepEqual(await tagsOf(t, `http://127.0.0.1:${registry.port}`, { proxy: proxy.url }), tags);
  assert.deepEqual(proxy.tunnels, []);
});
