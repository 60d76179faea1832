import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader, FileStat } from "../../../../src/core/fileSystem.ts";
import { checkFiles, watchedPaths } from "../../../../src/hosts/features/files/checkFiles.ts";
import { checkPlace } from "../../../../src/hosts/features/files/checkPlace.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { createCertificateAuthority, createSelfSigned } from "../../../support/certificates/certificateAuthority.ts";
import { mark, marked } from "../marked.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

const authority = createCertificateAuthority();
const client = authority.issue({ commonName: "client" });
const other = authority.issue({ commonName: "other" });
const day = 86_400_000;
const expired = authority.issue({ commonName: "old", notBefore: new Date(Date.now() - 3 * day), notAfter: new Date(Date.now() - 2 * day) });
const lasting = authority.issue({ commonName: "new", notAfter: new Date(Date.now() + 400 * day) });

const hubDirectory = "/certs.d/m";
const mirrorTable = '[host."https://m"]\n';
const ownerOnly: Partial<FileStat> = { mode: 0o600 };

const presentFiles: Readonly<Record<string, string>> = {
  [`${hubDirectory}/ca.crt`]: authority.cert,
  [`${hubDirectory}/lasting.crt`]: lasting.cert,
  [`${hubDirectory}/lasting.key`]: lasting.key,
  [`${hubDirectory}/client.crt`]: client.cert,
  [`${hubDirectory}/client.key`]: client.key,
  [`${hubDirectory}/open.key`]: lasting.key,
  [`${hubDirectory}/other.key`]: other.key,
  [`${hubDirectory}/expired.crt`]: expired.cert,
  [`${hubDirectory}/both.pem`]: lasting.cert + lasting.key,
  [`${hubDirectory}/text`]: "no certificate",
  [`${hubDirectory}/broken.crt`]: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
  [`${hubDirectory}/folder/x`]: "",
  [`${hubDirectory}/pipe`]: "",
  [`${hubDirectory}/made-up`]: "",
};
const stats: Readonly<Record<string, Partial<FileStat>>> = {
  [`${hubDirectory}/lasting.key`]: ownerOnly,
  [`${hubDirectory}/client.key`]: ownerOnly,
  [`${hubDirectory}/other.key`]: ownerOnly,
  [`${hubDirectory}/both.pem`]: ownerOnly,
  [`${hubDirectory}/pipe`]: { kind: "other" },
  [`${hubDirectory}/made-up`]: { size: 0 },
};

// [codes, the line below the header with its marks, the same line without a finding]
const fileCases: readonly (readonly [codes: readonly string[], fires: string, quiet: string])[] = [
  [["file-not-found"], "ca = «'missing.crt'»", "ca = 'x/../lasting.crt'"],
  [["not-a-certificate"], 'ca = «"text"»', "ca = []"],
  [["not-a-certificate"], 'ca = «"broken.crt"»', "ca = []"],
  [["not-a-certificate"], 'ca = «"folder"»', "ca = []"],
  [["not-a-certificate"], 'client = [[«"text"», "lasting.key"]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["certificate-expired", "ca-is-not-a-ca"], 'ca = ««"expired.crt"»»', "ca = []"],
  [["ca-is-not-a-ca"], 'ca = «"lasting.crt"»', "ca = []"],
  [["certificate-expires-soon"], 'ca = «"ca.crt"»', "ca = []"],
  [["key-does-not-match"], 'client = [["lasting.crt", «"other.key"»]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["key-does-not-match"], 'client = «"lasting.crt"»', 'client = "both.pem"'],
  [["key-readable-by-others"], 'client = [["lasting.crt", «"open.key"»]]', 'client = [["lasting.crt", "lasting.key"]]'],
  [["client-looks-like-pair"], 'client = «["lasting.crt", "lasting.key"]»', 'client = ["both.pem", "both.pem"]'],
];

for (const [codes, fires, quiet] of fileCases) {
  const findings = async (line: string) => {
    const text = `${mirrorTable}${line}\n`;
    const options = { version: "2.3", directory: hubDirectory, now: Date.now() } as const;
    return { text, found: await checkFiles(scanDocument(text), memoryFiles(presentFiles, stats), options) };
  };

  test(`${codes.join(" and ")}: ${fires}`, async () => {
    const { text, found } = await findings(marked(fires).text);
    assert.equal(mark(text, found), `${mirrorTable}${fires}\n`);
    assert.deepEqual(found.map(({ code }) => code), codes);
  });

  test(`${codes[0]} is quiet: ${quiet}`, async () => {
    const { found } = await findings(quiet);
    assert.ok(!found.some(({ code }) => code === codes[0]));
  });
}

test("says why a file cannot be there", async () => {
  const cases: readonly (readonly [systemCode: string, message: RegExp | undefined])[] = [
    ["ENOENT", /^There is no file \/certs\.d\/m\/a\. /],
    ["ENOTDIR", /a part of its path is a file/],
    ["ELOOP", /lead in a circle/],
    // The daemon may read what this person may not.
    ["EACCES", undefined],
  ];
  for (const [systemCode, message] of cases) {
    const files: FileReader = { ...memoryFiles({}), stat: () => Promise.reject(Object.assign(new Error(systemCode), { code: systemCode })) };
    const [finding] = await checkFiles(scanDocument(`${mirrorTable}ca = "a"\n`), files, { version: "2.3", directory: hubDirectory, now: Date.now() });
    assert.equal(finding?.code, message === undefined ? undefined : "file-not-found");
    if (message !== undefined) assert.match(finding?.message ?? "", message);
  }
});

const own = createSelfSigned({ commonName: "own", names: ["r.example"], notAfter: new Date(Date.now() + 400 * day) }, "ec");
const leaf = authority.issue({ commonName: "leaf", names: ["r.example"], notAfter: new Date(Date.now() + 400 * day) });
const versionOne = createCertificateAuthority("old", 1);
const authorities: readonly (readonly [what: string, pem: string, finding: readonly [severity: string, message: RegExp] | undefined])[] = [
  ["an authority beside a server's certificate", leaf.cert + authority.cert, undefined],
  ["an authority of X.509 version 1, which has no extensions", versionOne.cert, undefined],
  ["a server's own self-signed certificate", own.cert, ["information", /trusts the server that shows exactly this certificate/]],
  ["what an authority gave a server", leaf.cert, ["warning", /none that gets another one from CN=Test CA/]],
  ["a certificate that names no server", lasting.cert, ["warning", /accepts no server because of it/]],
];

for (const [what, pem, finding] of authorities) {
  test(`a ca of ${what}`, async () => {
    const found = await checkFiles(scanDocument(`${mirrorTable}ca = "a"\n`), memoryFiles({ [`${hubDirectory}/a`]: pem }), { version: "2.3", directory: hubDirectory, now: Date.now() });
    const first = found.find(({ code }) => code === "ca-is-not-a-ca");
    assert.equal(first?.severity, finding?.[0]);
    if (finding !== undefined) assert.match(first?.message ?? "", finding[1]);
  });
}

test("never opens pipes, devices, network paths and files without a size", async () => {
  const opened: string[] = [];
  const files: FileReader = {
    ...memoryFiles(presentFiles, stats),
    readFile: (path) => {
      opened.push(path);
      return Promise.resolve(new Uint8Array());
    },
  };
  const text = `${mirrorTable}ca = ["pipe", "made-up", "/dev/zero", "//server/share/x", "\\\\\\\\server\\\\x", "/proc/self/mem", "nul\\u0000"]\n`;
  const options = { version: "2.3", directory: hubDirectory, now: Date.now() } as const;
  const found = await checkFiles(scanDocument(text), files, options);
  assert.deepEqual(opened, []);
  assert.deepEqual(found.map(({ code }) => code), ["not-a-certificate", "file-not-found"]);
});

test("the seed's example has no finding with its CA, and just one without", async () => {
  const text = 'server = "https://192.168.12.34:5000"\n[host."https://192.168.12.34:5000"]\n  ca = "/path/to/ca.crt"\n';
  const document = scanDocument(text);
  const lastingAuthority = memoryFiles({ "/path/to/ca.crt": authority.cert });
  const directory = "/home/u/.config/containerd/certs.d/192.168.12.34:5000";
  const options = { version: "2.3", directory, now: Date.now() - 400 * day } as const;
  assert.deepEqual(validate(document, options), []);
  assert.deepEqual(await checkFiles(document, lastingAuthority, options), []);
  const missing = await checkFiles(document, memoryFiles({}), options);
  assert.deepEqual(missing.map(({ code }) => code), ["file-not-found"]);
});

test("names the files whose change matters", () => {
  const document = scanDocument(`ca = "a"\n${mirrorTable}ca = ["b", ""]\nclient = [["c", "d"], "a"]\n`);
  assert.deepEqual(watchedPaths(document, { version: "2.3", directory: "/d" }), ["/d/b", "/d/c", "/d/a", "/d/d"]);
});

const places: readonly (readonly [name: string, code: string | undefined, files: readonly string[]])[] = [
  ["r:5000", "shadowed-directory", ["/b/r_5000_/x"]],
  ["r_5000_", undefined, ["/b/r:5000/x"]],
  ["r_5000_", "shadowed-directory", ["/a/_default/x"]],
  ["r:5000", "shadowed-directory", ["/a/r:5000/x"]],
  ["r:5000", undefined, ["/b/_default/x"]],
  ["r", "shadowed-directory", ["/b/_default/x"]],
  ["r", "shadowed-directory", ["/b/r:443/x"]],
  ["docker.io", undefined, ["/b/_default/x"]],
  ["_default", undefined, ["/b/r/x"]],
];

for (const [name, code, files] of places) {
  test(`${name} beside ${files.join(", ")}`, async () => {
    const content = Object.fromEntries([...files, `/b/${name}/hosts.toml`].map((path) => [path, ""]));
    const found = await checkPlace(scanDocument(mirrorTable), memoryFiles(content), {
      version: "2.3",
      directory: `/b/${name}`,
      roots: ["/a", "/b"],
      containerdConfig: "/etc/containerd/config.toml",
    });
    assert.deepEqual(found.map((finding) => finding.code), code === undefined ? [] : [code]);
  });
}

const configs: readonly (readonly [config: string | undefined, version: "2.1" | "2.2", fires: boolean])[] = [
  ['[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n', "2.1", false],
  ['[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/x:/etc/containerd/certs.d"\n', "2.2", false],
  ['[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/x"\n', "2.2", true],
  ["version = 3\n", "2.1", true],
  ["version = 3\n", "2.2", false],
  ["not toml", "2.2", false],
  [undefined, "2.1", false],
];

for (const [config, version, fires] of configs) {
  test(`directory-not-configured with containerd ${version}: ${JSON.stringify(config)}`, async () => {
    const found = await checkPlace(scanDocument(mirrorTable), memoryFiles(config === undefined ? {} : { "/etc/containerd/config.toml": config }), {
      version,
      directory: "/etc/containerd/certs.d/m",
      roots: ["/etc/containerd/certs.d"],
      containerdConfig: "/etc/containerd/config.toml",
    });
    assert.deepEqual(found.map(({ code }) => code), fires ? ["directory-not-configured"] : []);
  });
}
