import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { RegistryError } from "../../src/core/registryError.ts";
import { createCertificateAuthority } from "../support/certificates/certificateAuthority.ts";
import { createNetworkClient } from "../support/networkClient.ts";
import { type DockerRegistry, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { freePort, missing, type RunningProgram, startServer, temporaryDirectory } from "../support/peers/program.ts";
import { startTlsProxy, type TlsProxy } from "../support/peers/tlsProxy.ts";

/** The code of the error, or how the registry lets people in. */
async function outcome(url: string, ca: string): Promise<string> {
  const connection = createNetworkClient({ url, transport: { ca: [ca] }, limits: { retries: 0 } });
  try {
    return (await connection.client.ping()).auth;
  } catch (error) {
    if (RegistryError.is(error)) return error.code;
    throw error;
  } finally {
    connection.dispose();
  }
}

/** Real servers say in their own ways that they were spoken to in the wrong scheme. */
void describe("HTTP on an HTTPS port, and the other way round", { skip: missing("docker-registry", "nginx") }, () => {
  const authority = createCertificateAuthority();
  const pair = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
  const directory = temporaryDirectory("schemes");
  let plain: DockerRegistry;
  let nginx: TlsProxy;
  let secure: RunningProgram;
  const hosts: Record<string, string> = {};

  before(async () => {
    plain = await startDockerRegistry();
    nginx = await startTlsProxy({ server: pair, upstreamPort: plain.port });
    const port = await freePort();
    const path = (name: string): string => join(directory.path, name);
    writeFileSync(path("server.pem"), pair.cert);
    writeFileSync(path("server.key"), pair.key, { mode: 0o600 });
    const http = { addr: `127.0.0.1:${port}`, tls: { certificate: path("server.pem"), key: path("server.key") } };
    writeFileSync(path("config.yml"), JSON.stringify({ version: "0.1", log: { level: "error" }, storage: { inmemory: {} }, http }));
    secure = await startServer("docker-registry", ["serve", path("config.yml")], port);
    Object.assign(hosts, { "Go without TLS": plain.host, "Go with TLS": `127.0.0.1:${port}`, nginx: nginx.host });
  });

  after(async () => {
    await Promise.all([nginx.close(), secure.stop()]);
    await plain.close();
    directory.remove();
  });

  const cases: readonly (readonly [server: string, scheme: "http" | "https", expected: string])[] = [
    ["Go without TLS", "http", "none"],
    ["Go without TLS", "https", "plain-http-server"],
    ["Go with TLS", "http", "https-server"],
    ["Go with TLS", "https", "none"],
    ["nginx", "http", "https-server"],
    ["nginx", "https", "none"],
  ];
  for (const [server, scheme, expected] of cases) {
    void test(`${server} over ${scheme}: ${expected}`, async () =>
      assert.equal(await outcome(`${scheme}://${hosts[server]}`, authority.cert), expected));
  }
});
