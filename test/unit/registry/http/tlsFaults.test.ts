import assert from "node:assert/strict";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import type { TransportOptions } from "../../../../src/registry/http/undiciTransport.ts";
import { type CertificateRequest, createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { basicCredential, createNetworkClient } from "../../../support/networkClient.ts";
import { listenOn } from "../../../support/registry/listen.ts";
import { startRegistry } from "../../../support/registry/startRegistry.ts";

interface Case {
  readonly what: string;
  readonly certificate?: Partial<CertificateRequest>;
  readonly wantsClientCertificate?: boolean;
  readonly transport: TransportOptions;
  readonly ends: RegistryErrorCode | "works";
}

const authority = createCertificateAuthority();
const trusting: TransportOptions = { ca: [authority.cert] };
const dayMs = 24 * 60 * 60 * 1000;
const yesterday = new Date(Date.now() - dayMs);
const tomorrow = new Date(Date.now() + dayMs);
const { cert: certificateOfClient, key } = authority.issue({ commonName: "client" });

const cases: readonly Case[] = [
  { what: "a certificate of an authority that we were told to trust", transport: trusting, ends: "works" },
  { what: "a certificate of an unknown authority", transport: {}, ends: "tls-untrusted" },
  { what: "the same, where any certificate will do", transport: { skipVerify: true }, ends: "works" },
  { what: "a certificate for another name", certificate: { names: ["other.example"] }, transport: trusting, ends: "tls-name-mismatch" },
  { what: "an expired certificate", certificate: { notAfter: yesterday }, transport: trusting, ends: "tls-expired" },
  { what: "a certificate from the future", certificate: { notBefore: tomorrow }, transport: trusting, ends: "tls-expired" },
  {
    what: "a wish for a client certificate, and none",
    wantsClientCertificate: true,
    transport: trusting,
    ends: "client-certificate-wanted",
  },
  {
    what: "a wish for a client certificate, and a good one",
    wantsClientCertificate: true,
    transport: { ...trusting, clientCertificates: [{ certificate: certificateOfClient, key }] },
    ends: "works",
  },
];

void describe("a server with", () => {
  for (const { what, certificate, wantsClientCertificate, transport, ends } of cases) {
    void test(`${what}: ${ends}`, { timeout: 10_000 }, async (t) => {
      const pair = authority.issue({ commonName: "registry", names: ["127.0.0.1"], ...certificate });
      const tls = { ...pair, ...(wantsClientCertificate === true && { clientCa: authority.cert }) };
      const registry = await startRegistry({ tls });
      t.after(() => registry.close());
      const outcome = await pingOutcome(registry.url, transport);
      assert.equal(outcome, ends);
    });
  }
});

void test("HTTPS where a server speaks plain HTTP", async (t) => {
  const registry = await startRegistry();
  t.after(() => registry.close());
  assert.equal(await pingOutcome(registry.url.replace("http:", "https:"), trusting), "plain-http-server");
  assert.deepEqual(registry.requests.entries, []);
});

void test("plain HTTP where Node speaks HTTPS: closed without a byte, which is told", async (t) => {
  const registry = await startRegistry({ tls: authority.issue({ commonName: "registry", names: ["127.0.0.1"] }) });
  t.after(() => registry.close());
  const connection = createNetworkClient({ url: registry.url.replace("https:", "http:"), limits: { retries: 0 } });
  t.after(() => connection.dispose());
  await assert.rejects(
    connection.client.ping(),
    (error) => RegistryError.is(error, "connection-lost") && error.params["silent"] === "http",
  );
});

void test("HTTPS where a server closes without a word: told, too", async (t) => {
  const server = await listenOn(createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end())));
  t.after(() => server.close());
  const connection = createNetworkClient({ url: `https://127.0.0.1:${server.port}`, limits: { retries: 0 } });
  t.after(() => connection.dispose());
  await assert.rejects(
    connection.client.ping(),
    (error) => RegistryError.is(error, "connection-lost") && error.params["silent"] === "https",
  );
});

void test("a password is not sent before the certificate is trusted", async (t) => {
  const registry = await startRegistry({ tls: authority.issue({ commonName: "registry", names: ["other.example"] }) });
  t.after(() => registry.close());
  assert.equal(await pingOutcome(registry.url, trusting), "tls-name-mismatch");
  assert.deepEqual(registry.requests.entries, []);
});

async function pingOutcome(url: string, transport: TransportOptions): Promise<RegistryErrorCode | "works"> {
  const credential = basicCredential({ username: "alice", password: "s3cret" });
  const connection = createNetworkClient({ url, transport, credential, limits: { retries: 0 } });
  try {
    await connection.client.ping();
    return "works";
  } catch (error) {
    if (RegistryError.is(error)) return error.code;
    throw error;
  } finally {
    connection.dispose();
  }
}
