import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { RegistryError } from "../../src/core/registryError.ts";
import { type CertificatePair, createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { createNetworkClient } from "../support/networkClient.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing, run, temporaryDirectory } from "../support/peers/program.ts";
import { createSkopeo } from "../support/peers/skopeo.ts";
import { startTlsProxy, type TlsProxy } from "../support/peers/tlsProxy.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { seedTags } from "../support/registry/seed/seedTags.ts";

const authority = createCertificateAuthority();
const stranger = createCertificateAuthority("Stranger");
const client = authority.issue({ commonName: "client" });

async function startProxy(t: TestContext): Promise<TlsProxy> {
  const content = new ContentStore();
  seedTags(content, "team/app", 3);
  const registry = await startDockerRegistry({ content });
  t.after(() => registry.close());
  const server = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
  const proxy = await startTlsProxy({ server, clientCa: authority.cert, upstreamPort: registry.port });
  t.after(() => proxy.close());
  return proxy;
}

/** A directory as the container tools want it in `certs.d`. */
function certificateDirectory(t: TestContext, pair: CertificatePair | undefined): string {
  const directory = temporaryDirectory("certs");
  t.after(() => directory.remove());
  writeFileSync(join(directory.path, "ca.crt"), authority.cert);
  if (pair !== undefined) {
    writeFileSync(join(directory.path, "client.cert"), pair.cert);
    writeFileSync(join(directory.path, "client.key"), pair.key, { mode: 0o600 });
  }
  return directory.path;
}

const cases = [
  { what: "a good client certificate", pair: client, works: true },
  { what: "no client certificate", pair: undefined, works: false },
  { what: "a client certificate of another authority", pair: stranger.issue({ commonName: "client" }), works: false },
];

for (const { what, pair, works } of cases) {
  void test(`nginx and our client: ${what}`, { skip: missing("docker-registry", "nginx") }, async (t) => {
    const proxy = await startProxy(t);
    const clientCertificates = pair === undefined ? [] : [{ certificate: pair.cert, key: pair.key }];
    const connection = createNetworkClient({ url: proxy.url, transport: { ca: [authority.cert], clientCertificates } });
    t.after(() => connection.dispose());
    const tags = connection.client.listTags("team/app");
    if (works) {
      assert.equal((await tags).items.length, 3);
    } else {
      // nginx finishes the handshake, and says in HTTP what it wants.
      await assert.rejects(tags, (error) => RegistryError.is(error, "client-certificate-wanted") && error.status === 400);
    }
  });

  void test(`nginx and curl: ${what}`, { skip: missing("docker-registry", "nginx", "curl") }, async (t) => {
    const proxy = await startProxy(t);
    const directory = certificateDirectory(t, pair);
    const file = (name: string): string => join(directory, name);
    const own = pair === undefined ? [] : ["--cert", file("client.cert"), "--key", file("client.key")];
    const args = ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--cacert", file("ca.crt"), ...own];
    const { stdout } = await run("curl", [...args, `${proxy.url}/v2/team/app/tags/list`]);
    assert.equal(stdout, works ? "200" : "400");
  });

  void test(`nginx and skopeo: ${what}`, { skip: missing("docker-registry", "nginx", "skopeo") }, async (t) => {
    const proxy = await startProxy(t);
    const skopeo = createSkopeo({ certificates: certificateDirectory(t, pair) });
    t.after(() => skopeo.remove());
    const { exitCode, stdout } = await skopeo.run("list-tags", [`docker://${proxy.host}/team/app`]);
    assert.equal(exitCode === 0, works);
    assert.equal(stdout.includes("v0.0.2"), works);
  });
}
