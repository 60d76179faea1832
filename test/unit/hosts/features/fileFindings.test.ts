import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader } from "../../../../src/core/fileSystem.ts";
import { checkFiles, watchedPaths } from "../../../../src/hosts/files/checkFiles.ts";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { checkDirectoryPlace } from "../../../../src/hosts/files/checkDirectoryPlace.ts";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import { createCertificateAuthority, createSelfSigned } from "../../../support/certificates/certificateAuthority.ts";
import { mark, marked } from "../marked.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";
import {
  authority,
  configs,
  day,
  dropIn,
  fileCases,
  fileMessages,
  hubDirectory,
  lasting,
  mirrorTable,
  places,
  presentFiles,
  stats,
} from "./fileFindings.ts";

const configPath = "/etc/containerd/config.toml";

for (const [codes, fires, quiet] of fileCases) {
  const findings = async (line: string) => {
    const text = `${mirrorTable}${line}\n`;
    const options = { version: "2.3", directory: hubDirectory, now: Date.now() } as const;
    return { text, found: await checkFiles(scanDocument(text), memoryFiles(presentFiles, stats), options) };
  };

  test(`${codes.join(" and ")}: ${fires}`, async () => {
    const { text, found } = await findings(marked(fires).text);
    assert.equal(mark(text, found), `${mirrorTable}${fires}\n`);
    assert.deepEqual(
      found.map(({ code }) => code),
      codes,
    );
  });

  test(`${codes[0]} is quiet: ${quiet}`, async () => {
    const { found } = await findings(quiet);
    assert.ok(!found.some(({ code }) => code === codes[0]));
  });
}

for (const [line, severity, message] of fileMessages) {
  test(`what is said of ${line}`, async () => {
    const options = { version: "2.3", directory: hubDirectory, now: Date.now() } as const;
    const found = await checkFiles(scanDocument(`${mirrorTable}${line}\n`), memoryFiles(presentFiles, stats), options);
    assert.deepEqual(
      found.map((finding) => [finding.severity, finding.message]),
      [[severity, message]],
    );
  });
}

test("says why a file cannot be there", async () => {
  const cases: readonly (readonly [systemCode: string, message: RegExp | undefined])[] = [
    ["ENOENT", /: there is no file \/certs\.d\/m\/a\.$/],
    ["ENOTDIR", /a part of its path is a file/],
    ["ELOOP", /lead in a circle/],
    // The daemon may read what this person may not.
    ["EACCES", undefined],
  ];
  for (const [systemCode, message] of cases) {
    const files: FileReader = {
      ...memoryFiles({}),
      stat: () => Promise.reject(Object.assign(new Error(systemCode), { code: systemCode })),
    };
    const [finding] = await checkFiles(scanDocument(`${mirrorTable}ca = "a"\n`), files, {
      version: "2.3",
      directory: hubDirectory,
      now: Date.now(),
    });
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
  ["what an authority gave a server", leaf.cert, ["warning", /no other server with a certificate from CN=Test CA/]],
  ["a certificate that names no server", lasting.cert, ["warning", /^This file makes no difference to containerd: /]],
];

for (const [what, pem, finding] of authorities) {
  test(`a ca of ${what}`, async () => {
    const found = await checkFiles(scanDocument(`${mirrorTable}ca = "a"\n`), memoryFiles({ [`${hubDirectory}/a`]: pem }), {
      version: "2.3",
      directory: hubDirectory,
      now: Date.now(),
    });
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
  assert.deepEqual(
    found.map(({ code }) => code),
    ["not-a-certificate", "file-not-found"],
  );
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
  assert.deepEqual(
    missing.map(({ code }) => code),
    ["file-not-found"],
  );
});

test("leaves alone what the text itself says is not a path", async () => {
  const text = `${mirrorTable}ca = ["~/a", "$HOME/a", "file:///a", "-----BEGIN CERTIFICATE-----"]\nclient = [["-----BEGIN CERTIFICATE-----", "k"], ["c", "~/k"]]\n`;
  const options = { version: "2.3", directory: hubDirectory, now: Date.now() } as const;
  assert.deepEqual(await checkFiles(scanDocument(text), memoryFiles({}), options), []);
  assert.deepEqual(watchedPaths(scanDocument(text), options), []);
});

test("names the files whose change matters", () => {
  const document = scanDocument(`ca = "a"\n${mirrorTable}ca = ["b", ""]\nclient = [["c", "d"], "a"]\n`);
  assert.deepEqual(watchedPaths(document, { version: "2.3", directory: "/d" }), ["/d/b", "/d/c", "/d/a", "/d/d"]);
});

for (const [name, code, files] of places) {
  test(`${name} beside ${files.join(", ")}`, async () => {
    const reader = memoryFiles(Object.fromEntries([...files, `/b/${name}/hosts.toml`].map((path) => [path, ""])));
    const found = await checkDirectoryPlace(scanDocument(mirrorTable), reader, {
      version: "2.3",
      directory: `/b/${name}`,
      roots: ["/a", "/b"],
      config: await loadContainerdConfig(reader, configPath, "2.3"),
    });
    assert.deepEqual(
      found.map((finding) => finding.code),
      code === undefined ? [] : [code],
    );
  });
}

for (const [config, version, fires] of configs) {
  test(`directory-not-configured with containerd ${version}: ${JSON.stringify(config)}`, async () => {
    const files = memoryFiles({ [dropIn.path]: dropIn.text, ...(config === undefined ? {} : { [configPath]: config }) });
    const found = await checkDirectoryPlace(scanDocument(mirrorTable), files, {
      version,
      directory: "/etc/containerd/certs.d/m",
      roots: ["/etc/containerd/certs.d"],
      config: await loadContainerdConfig(files, configPath, version),
    });
    assert.deepEqual(
      found.map(({ code, severity, message }) => [code, severity, message.startsWith("Kubernetes ignores this file: ")]),
      fires ? [["directory-not-configured", "warning", true]] : [],
    );
  });
}

test("says so where a configuration that only root may read decides", async () => {
  const files = memoryFiles({ [configPath]: "version = 3\n" });
  const denied = { ...files, readFile: () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })) };
  const found = await checkDirectoryPlace(scanDocument(mirrorTable), files, {
    version: "2.3",
    directory: "/etc/containerd/certs.d/m",
    roots: ["/etc/containerd/certs.d"],
    config: await loadContainerdConfig(denied, configPath, "2.3"),
  });
  assert.deepEqual(
    found.map(({ code, severity, message }) => [code, severity, message]),
    [
      [
        "directory-not-configured",
        "information",
        "Whether Kubernetes reads this file is not known: /etc/containerd/config.toml cannot be read by this user. The command sudo containerd config dump shows what containerd reads.",
      ],
    ],
  );
});
