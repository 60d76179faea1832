import assert from "node:assert/strict";
import { test } from "node:test";
import { countingCertificates, decodeText, loadHosts, looseCertificates } from "../../../../src/hosts/resolve/loadHosts.ts";
import { lookupDirectories } from "../../../../src/hosts/resolve/lookup.ts";
import { serverLimit } from "../../../../src/hosts/textLimits.ts";
import { FileRefusedError } from "../../../../src/core/ordinaryFile.ts";
import { assertLinear } from "../../../support/assertLinear.ts";
import { memoryFiles } from "./memoryFiles.ts";

const certsRoots = ["/a", "/b"];

test("looks for host_port_, host:port and _default in each root", () => {
  assert.deepEqual(lookupDirectories({ host: "r:5000", roots: certsRoots, client: "kubernetes" }), [
    "/a/r_5000_",
    "/a/r:5000",
    "/a/_default",
    "/b/r_5000_",
    "/b/r:5000",
    "/b/_default",
  ]);
  assert.deepEqual(lookupDirectories({ host: "r", roots: certsRoots, client: "ctr" }), ["/a/r", "/a/_default", "/b/r", "/b/_default"]);
  assert.deepEqual(lookupDirectories({ host: "r:5000", roots: ["/a"], client: "ctr", windows: true }), [
    "/a/r_5000_",
    "/a/r5000",
    "/a/_default",
  ]);
});

test("a dot at the end of a name leads nowhere", () => {
  assert.deepEqual(lookupDirectories({ host: "reg.example.:5000", roots: ["/a"], client: "ctr" }), [
    "/a/reg.example._5000_",
    "/a/reg.example.:5000",
    "/a/_default",
  ]);
});

test("nerdctl's own resolver adds port 443 first, save for Docker Hub", () => {
  assert.deepEqual(lookupDirectories({ host: "ghcr.io", roots: ["/a"], client: "nerdctl" }), [
    "/a/ghcr.io_443_",
    "/a/ghcr.io:443",
    "/a/_default",
    "/a/ghcr.io",
  ]);
  assert.deepEqual(lookupDirectories({ host: "r:5000", roots: ["/a"], client: "nerdctl" }), ["/a/r_5000_", "/a/r:5000", "/a/_default"]);
  for (const host of ["..", ".", "a/../..", "/etc", "..\\..", "a\0b", "..:5000"]) {
    assert.deepEqual(lookupDirectories({ host, roots: ["/a"], client: "ctr" }), ["/a/_default"], host);
  }
  assert.deepEqual(lookupDirectories({ host: "docker.io", roots: ["/a"], client: "nerdctl" }), ["/a/docker.io", "/a/_default"]);
});

test("nerdctl hands only its first root to the daemon", () => {
  assert.deepEqual(lookupDirectories({ host: "r", roots: certsRoots, client: "nerdctl-daemon" }), ["/a/r", "/a/_default"]);
});

const request = { host: "r:5000", roots: certsRoots, client: "kubernetes", version: "2.3" } as const;

test("the first directory wins, even without a hosts.toml", async () => {
  const files = memoryFiles({ "/a/r:5000/readme": "", "/b/r:5000/hosts.toml": '[host."https://m"]\n' });
  const loaded = await loadHosts(files, request);
  assert.equal(loaded.found, "/a/r:5000");
  assert.equal(loaded.source, "defaults");
  assert.deepEqual(
    loaded.hosts.map(({ host }) => host),
    ["r:5000"],
  );
});

test("reads the hosts.toml and adds the registry", async () => {
  const loaded = await loadHosts(memoryFiles({ "/b/_default/hosts.toml": '[host."https://m"]\nca = "ca.crt"\n' }), request);
  assert.equal(loaded.source, "hosts.toml");
  assert.deepEqual(
    loaded.hosts.map(({ host, ca }) => [host, ca]),
    [
      ["m", ["/b/_default/ca.crt"]],
      ["r:5000", []],
    ],
  );
});

test("falls back to loose certificate files when the file is faulty or empty", async () => {
  for (const toml of ["server = 1\n", ""]) {
    const files = memoryFiles({
      "/a/r:5000/hosts.toml": toml,
      "/a/r:5000/x.crt": "",
      "/a/r:5000/c.cert": "",
      "/a/r:5000/c.key": "",
      "/a/r:5000/d.cert": "",
    });
    const loaded = await loadHosts(files, request);
    assert.equal(loaded.source, "certificates");
    assert.equal(loaded.fault?.code, toml === "" ? undefined : "wrong-type");
    assert.deepEqual(loaded.hosts[0]?.ca, ["/a/r:5000/x.crt"]);
    assert.deepEqual(loaded.hosts[0]?.client, [
      ["/a/r:5000/c.cert", "/a/r:5000/c.key"],
      ["/a/r:5000/d.cert", ""],
    ]);
  }
});

test("bytes that are no UTF-8 drop the file", async () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('[host."https://m'), 0xff, ...new TextEncoder().encode('"]\n')]);
  const loaded = await loadHosts(memoryFiles({ "/a/r:5000/hosts.toml": bytes }), request);
  assert.equal(loaded.fault?.code, "toml-syntax");
});

test("a byte order mark stays, for the scanner to find", () => {
  const mark = [0xef, 0xbb, 0xbf, 0x78];
  assert.equal(decodeText(Uint8Array.from(mark)), "\uFEFFx");
  assert.equal(decodeText(Uint8Array.from([...mark, 0xff])), "\uFEFFx\uFFFD\uD800");
});

test("loose certificates count where no hosts.toml has a byte in it", async () => {
  const counting = (files: Readonly<Record<string, string>>) => countingCertificates(memoryFiles(files), "/d");
  const ca = { ca: ["/d/x.crt"], client: [] };
  assert.deepEqual(await counting({ "/d/x.crt": "" }), ca);
  assert.deepEqual(await counting({ "/d/x.crt": "", "/d/hosts.toml": "" }), ca);
  assert.deepEqual(await counting({ "/d/c.cert": "" }), { ca: [], client: [["/d/c.cert", ""]] });
  assert.deepEqual((await counting({ "/d/c.cert": "", "/d/x.crt": "" }))?.ca, ["/d/x.crt"]);
  assert.equal(await counting({ "/d/x.crt": "", "/d/hosts.toml": "\n" }), undefined);
  assert.equal(await counting({ "/d/readme": "" }), undefined);
  const files = memoryFiles({ "/d/x.crt": "" });
  const refused = Object.assign(new Error("no"), { code: "EACCES" });
  await assert.rejects(countingCertificates({ ...files, stat: () => Promise.reject(refused) }, "/d"), refused);
});

test("a file that would hold up everything else is not read, unless it may be", async () => {
  const text = `[host."https://m"]\n${"# nothing\n".repeat(7_000)}`;
  const files = memoryFiles({ "/a/r:5000/hosts.toml": text });
  await assert.rejects(loadHosts(files, request), (error) => error instanceof FileRefusedError && error.code === "file-too-large");
  const loaded = await loadHosts(files, { ...request, maxBytes: serverLimit });
  assert.equal(loaded.hosts[0]?.host, "m");
});

test("no directory at all leaves the registry itself", async () => {
  const loaded = await loadHosts(memoryFiles({ "/x/y": "" }), request);
  assert.equal(loaded.found, undefined);
  assert.deepEqual(
    loaded.hosts.map(({ scheme, host, path }) => `${scheme}://${host}${path}`),
    ["https://r:5000/v2"],
  );
});

test("a directory of very many certificates is looked at in time that grows with it", () =>
  assertLinear(12_000, async (size) => {
    const names = Array.from({ length: size }, (_, index) => `client-${index}.cert`);
    const { client } = await looseCertificates({ ...memoryFiles({}), readDirectory: () => Promise.resolve(names) }, "/d");
    assert.equal(client.length, size);
  }));
