import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { connect, createServer } from "node:tls";
import { test } from "node:test";
import { createCertificateAuthority, createSelfSigned } from "../../support/certificates/certificateAuthority.ts";
import { listenOn } from "../../support/registry/listen.ts";

const ca = createCertificateAuthority();
const server = { commonName: "registry.example", names: ["registry.example", "*.wild.example", "127.0.0.1", "::1"] };

void test("a certificate says what was asked for", () => {
  const certificate = new X509Certificate(ca.issue(server).cert);
  assert.equal(certificate.subject, "CN=registry.example");
  assert.equal(certificate.issuer, "CN=Test CA");
  const names = ["DNS:registry.example", "DNS:*.wild.example", "IP Address:127.0.0.1", "IP Address:0:0:0:0:0:0:0:1"];
  assert.equal(certificate.subjectAltName, names.join(", "));
  assert.ok(certificate.verify(new X509Certificate(ca.cert).publicKey));
  assert.ok(new X509Certificate(ca.cert).ca);
  assert.ok(!certificate.ca);
});

void test("its lifetime is the one asked for, also beyond 2049", () => {
  const lifetime = { notBefore: new Date("2020-02-03T04:05:06Z"), notAfter: new Date("2051-12-31T23:59:59Z") };
  const certificate = new X509Certificate(ca.issue({ ...server, ...lifetime }).cert);
  assert.equal(new Date(certificate.validFrom).getTime(), lifetime.notBefore.getTime());
  assert.equal(new Date(certificate.validTo).getTime(), lifetime.notAfter.getTime());
});

const expired = ca.issue({ ...server, notAfter: new Date(Date.now() - 1000) });
const handshakes = [
  { what: "by name", pair: ca.issue(server), name: "registry.example", error: undefined },
  { what: "by wildcard", pair: ca.issue(server), name: "a.wild.example", error: undefined },
  { what: "wrong name", pair: ca.issue(server), name: "other.example", error: "ERR_TLS_CERT_ALTNAME_INVALID" },
  { what: "expired", pair: expired, name: "registry.example", error: "CERT_HAS_EXPIRED" },
  { what: "unknown authority", pair: createSelfSigned(server, "ec"), name: "registry.example", error: "DEPTH_ZERO_SELF_SIGNED_CERT" },
];

for (const { what, pair, name, error } of handshakes) {
  void test(`a TLS client checks it: ${what}`, async () => {
    const listening = await listenOn(createServer(pair));
    const outcome = await new Promise<string | undefined>((resolve) => {
      const socket = connect({ port: listening.port, host: "127.0.0.1", servername: name, ca: ca.cert }, () => resolve(undefined));
      socket.on("error", (thrown: NodeJS.ErrnoException) => resolve(thrown.code));
    });
    await listening.close();
    assert.equal(outcome, error);
  });
}
