import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test, type TestContext } from "node:test";
import { RegistryError } from "../../src/core/registryError.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { planConnection } from "../../src/services/reach/connection.ts";
import { type CertificatePair, createCertificateAuthority, createSelfSigned } from "../support/certificates/certificateAuthority.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { withPulledContainerd } from "../support/peers/pulledContainerd.ts";
import { startTlsProxy } from "../support/peers/tlsProxy.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { demoImage } from "../support/registry/seed/demoImage.ts";
import { amd64, ImageBuilder } from "../support/registry/seed/imageBuilder.ts";
import { filled, type Move } from "../support/scriptedPrompter.ts";
import { createSessionOpener } from "../support/sessionOpener.ts";
import { createTrustPorts } from "../support/trustPorts.ts";

const repository = "team/app";
// An address of this machine whose certificate is verified by everybody: that of loopback is not.
const hostname = "0.0.0.0";
const names = [hostname];
const day = 86_400_000;
const root = createCertificateAuthority("Root");
const intermediate = root.issueAuthority("Intermediate");
const leaf = root.issue({ commonName: "registry", names });
const deep = intermediate.issue({ commonName: "registry", names });
const own = createSelfSigned({ commonName: "registry", names }, "ec");
const expired = root.issue({
  commonName: "registry",
  names,
  notBefore: new Date(Date.now() - 2 * day),
  notAfter: new Date(Date.now() - day),
});
const clientPair = root.issue({ commonName: "client" });

interface Case {
  /** Undefined for plain HTTP. */
  readonly server: CertificatePair | undefined;
  readonly wantsClient?: boolean;
  /** What the person does, with files of theirs. */
  readonly moves: (file: (name: string, content: string) => string) => readonly Move[];
  /** The first sentence. */
  readonly said: RegExp;
  readonly writes: RegExp;
}

const presented: readonly Move[] = [{ pick: "Trust what the server presents…" }, { pick: "Trust {0}" }];
const unverified: readonly Move[] = [{ pick: "Connect without verifying it…" }, { pick: "Connect without verifying the certificate" }];
const write: Move = { pick: "Write" };
const named =
  (certificate: string): Case["moves"] =>
  (file) => [{ pick: "Choose a CA certificate…" }, { type: file("authority.pem", certificate) }, write];

const cases: Readonly<Record<string, Case>> = {
  "an authority of its own, sent along": {
    server: { ...leaf, cert: leaf.cert + root.cert },
    moves: () => [...presented, write],
    said: /^Unknown authority/,
    writes: /ca = "ca.crt"/,
  },
  "an authority of its own, in a file": { server: leaf, moves: named(root.cert), said: /^Incomplete/, writes: /ca = "ca.crt"/ },
  "an intermediate that is missing: it goes into the file": {
    server: deep,
    moves: (file) => [
      { pick: "Choose a CA certificate…" },
      { type: file("root.pem", root.cert) },
      { type: file("both.pem", root.cert + intermediate.cert) },
      write,
    ],
    said: /^Incomplete/,
    writes: /ca = "ca.crt"/,
  },
  "a chain up to an intermediate": {
    server: { ...deep, cert: deep.cert + intermediate.cert },
    moves: () => [...presented, write],
    said: /^Unknown authority: this machine does not trust CN=Root/,
    writes: /ca = "ca.crt"/,
  },
  "a self-signed certificate": { server: own, moves: () => [...presented, write], said: /^Self-signed/, writes: /ca = "ca.crt"/ },
  "a certificate for another name": {
    server: root.issue({ commonName: "registry", names: ["registry.example"] }),
    moves: () => [...unverified, write],
    said: /^Wrong name: its certificate is for registry\.example/,
    writes: /skip_verify = true/,
  },
  "a certificate that has expired": {
    server: expired,
    moves: () => [...unverified, write],
    said: /^Expired on/,
    writes: /skip_verify = true/,
  },
  "plain HTTP": {
    server: undefined,
    moves: () => [{ pick: "Use plain HTTP…" }, { pick: "Connect over plain HTTP" }, write],
    said: /^Plain HTTP/,
    writes: /\[host\."http:/,
  },
};

/** The fault that the extension meets at a registry; undefined where it meets none. */
async function faultAt(host: string, certs: string): Promise<RegistryError | undefined> {
  const choices = { roots: [certs], version: "2.3", plainHttp: false, windows: false } as const;
  const { itself } = await planConnection(host, nodeFileSystem, choices);
  const session = await createSessionOpener()(itself.endpoints[0], itself.transport, { lookup: () => Promise.resolve(undefined) });
  try {
    await session.client.ping();
    return undefined;
  } catch (error) {
    if (RegistryError.is(error)) return error;
    throw error;
  } finally {
    session.dispose();
  }
}

void describe(
  "first aid for a connection to nginx, and what Debian's containerd makes of it",
  { skip: whyNoContainerd() || missing("nginx", "docker-registry") },
  () => {
    const state = withPulledContainerd(repository, "v1");

    const serve = async (t: TestContext, server: CertificatePair | undefined, clientCa?: string): Promise<string> => {
      const content = new ContentStore();
      new ImageBuilder(content, repository).image(demoImage("app", "1", 1), amd64, "v1");
      const registry = await startDockerRegistry({ content });
      t.after(() => registry.close());
      if (server === undefined) return `${hostname}:${registry.port}`;
      const proxy = await startTlsProxy({ server, upstreamPort: registry.port, ...(clientCa !== undefined && { clientCa }) });
      t.after(() => proxy.close());
      return `${hostname}:${new URL(proxy.url).port}`;
    };

    const play = (t: TestContext, moves: Case["moves"]) => {
      const directory = mkdtempSync(path.join(tmpdir(), "container-registries-trust-"));
      t.after(() => rmSync(directory, { recursive: true }));
      const file = (name: string, content: string): string => {
        writeFileSync(path.join(directory, name), content);
        return path.join(directory, name);
      };
      const aid = createTrustPorts(directory, moves(file));
      return { aid, again: (more: Case["moves"]) => createTrustPorts(directory, more(file)) };
    };

    const pulls = async (host: string, hostsDir: string): Promise<void> => {
      const { containerd } = state;
      assert.ok(containerd);
      const reference = `${host}/${repository}:v1`;
      const { exitCode, stderr } = await containerd.pull({ reference, hostsDir });
      await containerd.remove(reference);
      assert.equal(exitCode, 0, stderr);
    };

    for (const [what, { server, moves, said, writes }] of Object.entries(cases)) {
      void test(what, async (t) => {
        const host = await serve(t, server);
        const { aid } = play(t, moves);
        const fault = await faultAt(host, aid.root);
        assert.ok(fault);
        const outcome = await aid.setUp(host, fault);
        const [first] = aid.steps;
        const reason = first !== undefined && "namedNotes" in first ? first.namedNotes?.[0]?.reason : undefined;
        assert.match(reason === undefined ? "" : filled(reason), said);
        assert.equal(outcome.kind, "written", String(aid.refusals));
        assert.match(readFileSync(path.join(aid.root, host, "hosts.toml"), "utf8"), writes);
        assert.equal(await faultAt(host, aid.root), undefined, "the extension connects now");
        await pulls(host, aid.root);
      });
    }

    void test("a client certificate: first the authority, then a wrong one is refused, and the right one written into the same file", async (t) => {
      const host = await serve(t, { ...leaf, cert: leaf.cert + root.cert }, root.cert);
      const { aid, again } = play(t, () => [...presented, write]);
      const untrusted = await faultAt(host, aid.root);
      assert.ok(untrusted);
      await aid.setUp(host, untrusted);
      const wanted = await faultAt(host, aid.root);
      assert.equal(wanted?.code, "client-certificate-wanted");
      const stranger = createCertificateAuthority("Stranger").issue({ commonName: "client" });
      const second = again((file) => [
        { pick: "Choose a client certificate…" },
        { type: file("other.crt", stranger.cert) },
        { type: file("other.key", stranger.key) },
        "back",
        { type: file("client.crt", clientPair.cert) },
        { type: file("client.key", clientPair.key) },
        write,
      ]);
      assert.equal((await second.setUp(host, wanted)).kind, "written");
      assert.equal(second.refusals.length, 1);
      const toml = readFileSync(path.join(aid.root, host, "hosts.toml"), "utf8");
      assert.match(toml, /ca = "ca\.crt"\n {2}client = \[\["[^"]+client\.crt", "[^"]+client\.key"\]\]\n$/);
      assert.equal(await faultAt(host, aid.root), undefined);
      await pulls(host, aid.root);
    });

    void test("a file of another authority is refused, and nothing is written", async (t) => {
      const host = await serve(t, leaf);
      const { aid } = play(t, (file) => [
        { pick: "Choose a CA certificate…" },
        { type: file("other.pem", createCertificateAuthority("Other").cert) },
        "escape",
      ]);
      const fault = await faultAt(host, aid.root);
      assert.ok(fault);
      assert.deepEqual(await aid.setUp(host, fault), { kind: "cancelled" });
      assert.match(aid.refusals.join(), /^does-not-help: It does not vouch for/);
      assert.equal(existsSync(aid.root), false);
    });
  },
);
