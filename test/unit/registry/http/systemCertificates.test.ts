import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { rm, mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";
import { createCertificateAuthority } from "../../../support/certificates/certificateAuthority.ts";
import { listenOn } from "../../../support/registry/listen.ts";

const program = path.join(import.meta.dirname, "../support/systemTrust.ts");
const authority = createCertificateAuthority();

/** Node reads its certificates once: each set of variables needs a process of its own, which prints what three transports say. */
async function outcomes(t: TestContext, variables: (file: string) => Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { cert, key } = authority.issue({ commonName: "localhost", names: ["localhost"] });
  const server = await listenOn(createServer({ cert, key }, (request, response) => request.resume().on("end", () => response.end())));
  t.after(() => server.close());
  const folder = await mkdtemp(path.join(tmpdir(), "trust-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "ca.pem");
  const other = path.join(folder, "other.pem");
  await writeFile(file, authority.cert);
  await writeFile(other, createCertificateAuthority().cert);
  const empty = { NODE_EXTRA_CA_CERTS: "", SSL_CERT_FILE: "", SSL_CERT_DIR: path.join(folder, "none") };
  const { stdout } = await promisify(execFile)(process.execPath, [program, `https://localhost:${server.port}/`, other], {
    env: { ...process.env, ...empty, ...variables(file) },
  });
  return stdout.trim().split("\n");
}

// Elsewhere the system's certificates are in a keychain, which a test leaves alone.
void test("the system's certificates count where they are wanted", { skip: process.platform !== "linux" }, async (t) => {
  assert.deepEqual(await outcomes(t, (file) => ({ SSL_CERT_FILE: file })), ["tls-untrusted", "200", "tls-untrusted"]);
});

void test("a certificate that nobody vouches for stays untrusted", async (t) => {
  assert.deepEqual(await outcomes(t, () => ({})), ["tls-untrusted", "tls-untrusted", "tls-untrusted"]);
});

void test("those of NODE_EXTRA_CA_CERTS always count, beside others too", async (t) => {
  assert.deepEqual(await outcomes(t, (file) => ({ NODE_EXTRA_CA_CERTS: file })), ["200", "200", "200"]);
});
