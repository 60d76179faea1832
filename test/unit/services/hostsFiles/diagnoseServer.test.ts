import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { directTlsProbe } from "../../../support/directTlsProbe.ts";
import { diagnoseServer, type Diagnosis } from "../../../../src/services/hostsFiles/diagnoseServer.ts";
import { type CertificatePair, createCertificateAuthority, createSelfSigned } from "../../../support/certificates/certificateAuthority.ts";
import { listen } from "../../../support/registry/listen.ts";

const names = ["127.0.0.1"];
const hour = 3_600_000;
const authority = createCertificateAuthority("Company");
const own = createSelfSigned({ commonName: "registry", names }, "ec");
const leaf = authority.issue({ commonName: "registry", names });

async function diagnosed(tls: CertificatePair, ca: readonly string[] = [], now = Date.now()): Promise<Diagnosis> {
  const server = await listen((_, response) => response.end(), { tls });
  try {
    return await diagnoseServer(new URL(`https://127.0.0.1:${server.port}/v2`), { ca }, directTlsProbe, now, AbortSignal.timeout(10_000));
  } finally {
    await server.close();
  }
}

const cases: readonly (readonly [kind: Diagnosis["kind"], offered: string | undefined, tls: CertificatePair])[] = [
  ["self-signed", "CN=registry", own],
  ["unknown-authority", "CN=Company", { ...leaf, cert: leaf.cert + authority.cert }],
  ["issuer-not-sent", "CN=registry", leaf],
  ["wrong-name", undefined, authority.issue({ commonName: "127.0.0.1", names: ["other.example", "10.0.0.1"] })],
  ["wrong-name", undefined, createSelfSigned({ commonName: "127.0.0.1" }, "ec")],
  [
    "expired",
    undefined,
    createSelfSigned({ commonName: "r", names, notBefore: new Date(Date.now() - 2 * hour), notAfter: new Date(Date.now() - hour) }, "ec"),
  ],
  ["not-yet-valid", undefined, authority.issue({ commonName: "r", names, notBefore: new Date(Date.now() + hour) })],
];

void describe("what is wrong with a certificate", () => {
  for (const [kind, offered, tls] of cases) {
    void test(`${kind}, where ${offered ?? "nothing"} would help`, async () => {
      const found = await diagnosed(tls);
      assert.equal(found.kind, kind);
      assert.equal("chain" in found ? found.offered?.subject : "", offered);
    });
  }

  void test("its names are told, and no common name among them", async () => {
    const found = await diagnosed(authority.issue({ commonName: "cn.example", names: ["other.example", "10.0.0.1"] }));
    assert.deepEqual("chain" in found && found.names, ["other.example", "10.0.0.1"]);
  });

  void test("what is trusted already is accepted; where no TLS server is, nothing is seen", async () => {
    assert.deepEqual(await diagnosed(leaf, [authority.cert]), { kind: "accepted" });
    const plain = await listen((_, response) => response.end());
    const found = await diagnoseServer(
      new URL(`https://127.0.0.1:${plain.port}/`),
      {},
      directTlsProbe,
      Date.now(),
      AbortSignal.timeout(10_000),
    );
    await plain.close();
    assert.deepEqual(found, { kind: "unseen" });
  });
});
