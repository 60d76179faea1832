import assert from "node:assert/strict";
import { test } from "node:test";
import { validate } from "../../../../src/hosts/features/validate.ts";
import { scanDocument } from "../../../../src/hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { mark, marked } from "../marked.ts";

interface Case {
  readonly text: string;
  readonly codes?: readonly string[];
  readonly version?: ContainerdVersion;
  readonly message?: RegExp;
}

const basicCases: Readonly<Record<string, readonly Case[]>> = {
  "toml-syntax": [
    { text: 'server = «"https://m»\n', message: /closed with "/ },
    { text: "server = «https://m»\n", message: /quotation marks/ },
    { text: "server =«»\n" },
    { text: "server«»\n" },
    { text: 'ca = "a"\n«ca» = "b"\n', message: /already defined/ },
    { text: '[host."https://m"]\n[host.«"https://m"»]\n', message: /already defined/ },
    { text: '«[host."https://m"»\nca = "x"\n' },
    { text: 'capabilities = «[»"pull",\n[host."https://m"]\nca = "x"\n', message: /not closed/ },
    { text: 'ca = ["a" «»"b"]\n', message: /comma/ },
    { text: 'ca = "a" «x = 1»\n', message: /new line/ },
    { text: 'ca = "C:«\\c»erts"\n', message: /escape sequence/ },
    { text: "server = «x»\noverride_path = «y»\n[host.«https://m»]\n", codes: ["toml-syntax", "toml-syntax", "toml-syntax"] },
  ],
  "wrong-type": [
    { text: '[host."https://m"]\ncapabilities = «"pull"»\n' },
    { text: 'capabilities = ["pull", «1»]\n' },
    { text: "server = «1»\n" },
    { text: 'skip_verify = «"true"»\n' },
    { text: "ca = «{}»\n" },
    { text: 'client = [["a", «1»]]\n' },
    { text: "[header]\nx = «1»\n" },
    { text: "host = «1»\n" },
    { text: "«[[host]]»\n" },
    { text: "dial_timeout = «5»\n" },
    { text: "«[ca]»\n", version: "2.4" },
  ],
  "unknown-key": [
    { text: "«skip-verify» = true\n", message: /Did you mean `skip_verify`/ },
    { text: '[host."https://m"]\n«capabilites» = ["pull"]\n', message: /Did you mean `capabilities`/ },
    { text: '[host."https://m"]\n«rewrite» = true\n' },
    { text: "[«foo»]\na = 1\nb = 2\n" },
  ],
  "unknown-capability": [
    { text: '[host."https://m"]\ncapabilities = [«"pul"», "push"]\n', message: /Did you mean "pull"/ },
    { text: 'capabilities = ["PULL", «"write"»]\n' },
  ],
};

for (const [code, cases] of Object.entries(basicCases)) {
  for (const { text: source, codes, version = "2.3", message } of cases) {
    test(`${code}: ${JSON.stringify(source)}`, () => {
      const { text } = marked(source);
      const findings = validate(scanDocument(text), { version, directory: "/etc/containerd/certs.d/m" });
      assert.equal(mark(text, findings), source);
      assert.deepEqual(
        findings.map((finding) => finding.code),
        codes ?? [code],
      );
      if (message !== undefined) assert.match(findings[0]?.message ?? "", message);
    });
  }
}

const harmless: readonly (readonly [directory: string, text: string])[] = [
  // Requests join their path, so that the slash is not seen on the wire.
  ["m", '[host."https://m/"]\n'],
  ["m", 'server = "https://m/v2/"\n'],
  ["m", '[host."http://m:80"]\ncapabilities = ["pull", "resolve", "push"]\n'],
  ["m", '[host."https://m:443"]\ncapabilities = ["pull", "resolve", "push"]\n'],
  ["m_443_", '[host."https://m"]\ncapabilities = ["push", "pull"]\n'],
  ["other", 'server = "https://m:443"\n[host."https://m"]\ncapabilities = ["push", "pull"]\n'],
];

for (const [name, text] of harmless) {
  test(`${JSON.stringify(text)} in ${name} has no finding`, () => {
    assert.deepEqual(validate(scanDocument(text), { version: "2.3", directory: `/etc/containerd/certs.d/${name}` }), []);
  });
}

const mirrors: readonly (readonly [directory: string, text: string])[] = [
  ["m", '[host."http://m:443"]\ncapabilities = [«"push"», "pull"]\n'],
  ["m", '[host."https://m:80"]\ncapabilities = [«"push"», "pull"]\n'],
  ["m_5000_", '[host."https://m"]\ncapabilities = [«"push"», "pull"]\n'],
];

for (const [name, source] of mirrors) {
  test(`${JSON.stringify(source)} in ${name} pushes to a mirror`, () => {
    const { text } = marked(source);
    const findings = validate(scanDocument(text), { version: "2.3", directory: `/etc/containerd/certs.d/${name}` });
    assert.equal(mark(text, findings), source);
    assert.deepEqual(
      findings.map(({ code, message }) => [code, message]),
      [["push-to-mirror", "Images are pushed to this mirror, not to the registry: containerd pushes to the first host that may push."]],
    );
  });
}

test("skip_verify alone on a plain HTTP host says only that HTTPS is tried first", () => {
  const codes = (text: string) =>
    validate(scanDocument(text), { version: "2.3", directory: "/etc/containerd/certs.d/m" }).map(({ code }) => code);
  assert.deepEqual(codes('[host."http://m"]\nskip_verify = true\n'), ["http-with-tls"]);
  assert.deepEqual(codes('[host."http://m"]\nca = "a"\nskip_verify = true\n'), ["http-with-tls", "ca-with-skip-verify", "skip-verify"]);
  assert.deepEqual(codes('[host."https://m"]\nskip_verify = true\n'), ["skip-verify"]);
});

test("a correct file has no finding", () => {
  const text = [
    'server = "https://192.168.12.34:5000"',
    '[host."https://192.168.12.34:5000"]',
    '  ca = ["a.crt", "b.crt"] # comment',
    '  client = [["a.cert", "a.key"]]',
    '  capabilities = ["pull", "Resolve"]',
    '[host."https://192.168.12.34:5000".header]',
    '  x-a = ["1", "2"]',
    "",
  ].join("\r\n");
  assert.deepEqual(validate(scanDocument(text), { version: "2.3", directory: "/etc/containerd/certs.d/m" }), []);
});
