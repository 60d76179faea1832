import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { checkFiles } from "../../src/hosts/files/checkFiles.ts";
import { scanDocument } from "../../src/hosts/syntax/scan.ts";
import { directTlsProbe } from "../support/directTlsProbe.ts";
import { type CertificatePair, createCertificateAuthority, createSelfSigned } from "../support/certificates/certificateAuthority.ts";
import { createNetworkClient } from "../support/networkClient.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { withPulledContainerd } from "../support/peers/pulledContainerd.ts";
import { missing } from "../support/peers/program.ts";
import { startTlsProxy } from "../support/peers/tlsProxy.ts";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";

const repository = "team/app";
const names = ["127.0.0.1"];
const day = 86_400_000;
const far = new Date(Date.now() + 400 * day);

const authority = createCertificateAuthority("Authority");
const versionOne = createCertificateAuthority("Authority of version 1", 1);
const leaf = authority.issue({ commonName: "leaf", names, notAfter: far });
const otherLeaf = authority.issue({ commonName: "leaf", names, notAfter: far });
const own = createSelfSigned({ commonName: "own", names, notAfter: far }, "ec");
const nameless = createSelfSigned({ commonName: "127.0.0.1", notAfter: far }, "ec");
const expired = createSelfSigned(
  { commonName: "own", names, notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() - day) },
  "ec",
);

interface Case {
  readonly server: CertificatePair;
  /** PEM: what `ca` names. */
  readonly ca: string;
  /** Whether containerd takes the server. */
  readonly works: boolean;
  /** What is said of the file, its expiry apart. */
  readonly finding?: RegExp;
}

const cases: Readonly<Record<string, Case>> = {
  "the authority of the server": { server: leaf, ca: authority.cert, works: true },
  "an authority of X.509 version 1": { server: versionOne.issue({ commonName: "leaf", names }), ca: versionOne.cert, works: true },
  "the server's own self-signed certificate": { server: own, ca: own.cert, works: true, finding: /a server's own certificate/ },
  "the certificate that an authority gave the server": { server: leaf, ca: leaf.cert, works: true, finding: /from CN=Authority/ },
  "the same, while the server sends the authority along": {
    server: { ...leaf, cert: leaf.cert + authority.cert },
    ca: leaf.cert,
    works: true,
    finding: /from CN=Authority/,
  },
  "another certificate of the same authority": { server: leaf, ca: otherLeaf.cert, works: false, finding: /from CN=Authority/ },
  "another certificate, and the authority": { server: leaf, ca: otherLeaf.cert + authority.cert, works: true },
  "a self-signed certificate without an alternative name": {
    server: nameless,
    ca: nameless.cert,
    works: false,
    finding: /does not name a server/,
  },
  "a self-signed certificate that has expired": { server: expired, ca: expired.cert, works: false, finding: /a server's own certificate/ },
};

void describe("whom Debian's containerd and our client trust because of a ca", { skip: whyNoContainerd() || missing("nginx") }, () => {
  const state = withPulledContainerd(repository, "v1");

  for (const [index, [name, { server, ca, works, finding }]] of Object.entries(cases).entries()) {
    void test(name, async (t) => {
      const { containerd, pulled } = state;
      assert.ok(containerd && pulled);
      const proxy = await startTlsProxy({ server, upstreamPort: Number(pulled.registries.plain.host.replace(/^.*:/, "")) });
      t.after(() => proxy.close());
      const hostsDir = join(containerd.folder, `trust-${index}`);
      const directory = join(hostsDir, proxy.host);
      const toml = `server = "${proxy.url}"\n[host."${proxy.url}"]\nca = "ca.crt"\n`;
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, "ca.crt"), ca);
      writeFileSync(join(directory, "hosts.toml"), toml);

      const reference = `${proxy.host}/${repository}:v1`;
      const { exitCode, stderr } = await containerd.pull({ reference, hostsDir });
      await containerd.remove(reference);
      assert.equal(exitCode === 0, works, stderr);

      const report = await directTlsProbe(new URL(proxy.url), { ca: [ca] }, t.signal);
      // Node takes the common name where there is no alternative name.
      if (server !== nameless) assert.equal(report?.problem === undefined, works, report?.problem);
      const connection = createNetworkClient({ url: proxy.url, transport: { ca: [ca] } });
      t.after(() => connection.dispose());
      const tags = connection.client.listTags(repository).then(
        ({ items }) => items.length > 0,
        () => false,
      );
      if (server !== nameless) assert.equal(await tags, works);

      const findings = await checkFiles(scanDocument(toml), memoryFiles({ "/certs.d/r/ca.crt": ca }), {
        version: "1.7",
        directory: "/certs.d/r",
        now: Date.now(),
      });
      const said = findings.filter(({ code }) => code === "ca-is-not-a-ca").map(({ message }) => message);
      assert.equal(said.length, finding === undefined ? 0 : 1);
      if (finding !== undefined) assert.match(said[0] ?? "", finding);
    });
  }
});
