import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { directTlsProbe } from "../../../support/directTlsProbe.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { toConnection } from "../../../../src/services/reach/connection.ts";
import { checkHost, type HostAttempt, namedHosts } from "../../../../src/services/hostsFiles/checkHost.ts";
import { createCertificateAuthority, createSelfSigned, derOf } from "../../../support/certificates/certificateAuthority.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { createSessionOpener } from "../../../support/sessionOpener.ts";

const authority = createCertificateAuthority("Example CA");
const leaf = authority.issue({ commonName: "registry", names: ["127.0.0.1"] });
const accounts = [{ username: "alice", password: "s3cret" }];
const folder = mkdtempSync(path.join(tmpdir(), "container-registries-check-"));
const registries: RunningRegistry[] = [];
const start = async (options: Parameters<typeof startRegistry>[0]): Promise<RunningRegistry> => {
  const registry = await startRegistry(options);
  registries.push(registry);
  return registry;
};

before(() => writeFileSync(path.join(folder, "ca.crt"), authority.cert));
after(async () => {
  await Promise.all(registries.map((each) => each.close()));
  rmSync(folder, { recursive: true });
});

/** Checks the one host that the text names, in the directory of the registry `reg.example`. */
async function check(text: string, signal = new AbortController().signal): Promise<readonly HostAttempt[]> {
  const [host] = namedHosts(text, path.join(folder, "reg.example"), "2.3");
  assert.ok(host !== undefined);
  const connection = await toConnection(host.placed, host.registry, nodeFileSystem);
  return checkHost(connection, { open: createSessionOpener(), probe: directTlsProbe, now: () => 0 }, signal);
}

const fingerprint = (cert: string): string =>
  createHash("sha256")
    .update(derOf(cert))
    .digest("hex")
    .toUpperCase()
    .replaceAll(/(..)(?!$)/g, "$1:");

/** How the answer came out: the kind of login that is wanted, or the failure's code. */
function outcome({ answer }: HostAttempt): string {
  if (answer.kind === "answered") return answer.ping.auth;
  return RegistryError.is(answer.error) ? answer.error.code : String(answer.error);
}

test("shows the chain, that it is in order with the CA of the file, and how the registry wants a login", async () => {
  const registry = await start({ tls: leaf, auth: { kind: "basic", accounts } });
  const attempts = await check(`[host."${registry.url}"]\nca = "../ca.crt"\n`);
  assert.deepEqual(attempts.map(outcome), ["basic"]);
  const { chain, problem } = attempts[0]?.tls ?? { chain: [] };
  assert.equal(problem, undefined);
  assert.deepEqual(
    chain.map((each) => [each.subject, each.issuer, each.fingerprint, each.isAuthority, each.isSelfSigned]),
    [
      ["CN=registry", "CN=Example CA", fingerprint(leaf.cert), false, false],
      ["CN=Example CA", "CN=Example CA", fingerprint(authority.cert), true, true],
    ],
  );
  for (const { notBefore, notAfter } of chain) assert.ok(notBefore < Date.now() && notAfter > Date.now());
});

test("sends one ping, with the registry it is asked for, and no login", async () => {
  const registry = await start({ tls: leaf, auth: { kind: "bearer", accounts } });
  const [attempt] = await check(`[host."${registry.url}"]\nca = "../ca.crt"\n`);
  assert.ok(attempt !== undefined);
  assert.deepEqual([attempt.url, outcome(attempt)], [`${registry.url}/v2/?ns=reg.example`, "bearer"]);
  assert.deepEqual(registry.requests.lines(), ["GET /v2/?ns=reg.example"]);
});

test("where containerd drops the file, the hosts that are in order by themselves can be tried", () => {
  const broken: readonly (readonly [text: string, hosts: readonly string[]])[] = [
    ['[host."https://a"]\ncapabilities = ["pul"]\n[host."https://b"]\nskip_verify = true\n', ["b"]],
    ['[host."https://a"]\nskip_verify = "true"\n[host."https://b"]\n[host."https://b".header]\nx = 1\n[host."https://c"]\n', ["c"]],
    ['server = "https://r"\n[host."https://a"]\nca = \n[host."https://b"]\n', ["b", "r"]],
    ['server = "https://r"\nca = 1\n[host."https://a"]\n', ["a"]],
    ['[host."https://a"]\ndial_timeout = "5"\n', []],
  ];
  for (const [text, wanted] of broken) {
    const hosts = namedHosts(text, "/certs.d/reg.example", "2.3");
    assert.deepEqual(
      hosts.map(({ placed }) => placed.host),
      wanted,
      text,
    );
    assert.ok(hosts.every(({ dropped }) => dropped !== undefined && dropped !== ""));
  }
  assert.deepEqual(
    namedHosts('[host."https://a"]\n', "/certs.d/reg.example", "2.3").map(({ dropped }) => dropped),
    [undefined],
  );
  // containerd 1.x drops a file without a host table, of which the server is in order.
  assert.deepEqual(
    namedHosts('server = "https://r"\n', "/certs.d/reg.example", "1.7").map(({ placed }) => placed.host),
    ["r"],
  );
});

const untrusted = [
  ["by nobody that is known", () => leaf, "", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-untrusted"],
  [
    "by itself",
    () => createSelfSigned({ commonName: "me", names: ["127.0.0.1"] }, "ec"),
    "",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "tls-untrusted",
  ],
  [
    "for another name",
    () => authority.issue({ commonName: "other", names: ["other.example"] }),
    'ca = "../ca.crt"',
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "tls-name-mismatch",
  ],
  [
    "for the past",
    () => authority.issue({ commonName: "old", names: ["127.0.0.1"], notAfter: new Date("2021-01-01") }),
    'ca = "../ca.crt"',
    "CERT_HAS_EXPIRED",
    "tls-expired",
  ],
] as const;
for (const [how, make, settings, problem, code] of untrusted) {
  test(`a certificate that is signed ${how} is shown with its problem`, async () => {
    const tls = make();
    const registry = await start({ tls });
    const attempts = await check(`[host."${registry.url}"]\n${settings}\n`);
    assert.deepEqual(
      attempts.map((attempt) => [attempt.tls?.problem, attempt.tls?.chain[0]?.fingerprint, outcome(attempt)]),
      [[problem, fingerprint(tls.cert), code]],
    );
  });
}

test("with skip_verify it answers, and the problem is told", async () => {
  const registry = await start({ tls: leaf });
  const attempts = await check(`[host."${registry.url}"]\nskip_verify = true\n`);
  assert.deepEqual(
    attempts.map((attempt) => [outcome(attempt), attempt.tls?.problem]),
    [["none", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"]],
  );
});

test("tries HTTPS and then plain HTTP where containerd does", async () => {
  const registry = await start({});
  const attempts = await check(`[host."${registry.url}"]\nskip_verify = true\n`);
  assert.deepEqual(
    attempts.map((attempt) => [new URL(attempt.url).protocol, outcome(attempt)]),
    [
      ["https:", "plain-http-server"],
      ["http:", "none"],
    ],
  );
  assert.deepEqual((await check(`[host."${registry.url}"]\n`)).map(outcome), ["none"]);
});

test("a host that is not there, and a check that is given up", async () => {
  const registry = await startRegistry({});
  await registry.close();
  assert.deepEqual((await check(`[host."${registry.url}"]\n`)).map(outcome), ["connection-refused"]);
  const controller = new AbortController();
  controller.abort();
  await assert.rejects(check(`[host."${registry.url}"]\n`, controller.signal), { name: "AbortError" });
});

test("the hosts that can be checked are those that the file names", () => {
  const cases = [
    ['server = "https://a.example"\n[host."https://m.example"]\n', "/r/a.example", ["m.example for a.example", "a.example for a.example"]],
    ['[host."https://m.example"]\n', "/r/docker.io", ["m.example for docker.io"]],
    ['[host."https://m.example"]\n', "/r/_default", ["m.example for m.example"]],
    ["server = 5\n", "/r/a.example", []],
    ["", "/r/a.example", []],
  ] as const;
  for (const [text, directory, expected] of cases) {
    assert.deepEqual(
      namedHosts(text, directory, "2.3").map(({ placed, registry }) => `${placed.host} for ${registry}`),
      expected,
      text,
    );
  }
});

test("no hosts are named of a text that is too long to be looked through at once", () => {
  const text = `[host."https://a"]\n${"# nothing\n".repeat(7_000)}`;
  assert.deepEqual(namedHosts(text, "/certs.d/reg.example", "2.3"), []);
});
