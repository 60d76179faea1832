import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { checkRegistries } from "../../../../src/hosts/k3s/checkRegistries.ts";
import type { Fix } from "../../../../src/hosts/features/fixes/context.ts";
import { type RegistriesFinding, registriesSeverities } from "../../../../src/hosts/k3s/codes.ts";
import { createRegistriesOffers } from "../../../../src/hosts/k3s/registriesFixes.ts";
import { applyEdits } from "../../../../src/hosts/syntax/edits.ts";
import { mark, marked } from "../marked.ts";
import { registriesCases } from "./registriesCases.ts";
import { assertLinear } from "../../../support/assertLinear.ts";

function fixFor(finding: RegistriesFinding, text: string): Fix | undefined {
  return createRegistriesOffers(text, checkRegistries(text), checkRegistries)(finding);
}

for (const { code, says, fires, quiet, fixed } of registriesCases) {
  const findings = (text: string) => checkRegistries(text).filter((finding) => finding.code === code);

  test(`${code} fires on ${JSON.stringify(fires)}`, () => {
    const { text } = marked(fires);
    const found = findings(text);
    assert.equal(mark(text, found), fires);
    if (says !== undefined) assert.equal(`${found[0]?.severity} ${found[0]?.message}`, says);
  });

  test(`${code} is quiet on ${JSON.stringify(quiet)}`, () => {
    assert.deepEqual(findings(quiet), []);
  });

  test(`${code} ${fixed === undefined ? "has no fix for" : "fixes"} ${JSON.stringify(fires)}`, () => {
    const { text } = marked(fires);
    const [finding] = findings(text);
    const fix = finding === undefined ? undefined : fixFor(finding, text);
    assert.equal(fix === undefined ? undefined : applyEdits(text, fix.edits), fixed);
  });
}

test("every code has an example, with its whole message", () => {
  const codes = new Set(Object.keys(registriesSeverities));
  assert.deepEqual(new Set(registriesCases.map(({ code }) => code)), codes);
  assert.deepEqual(new Set(registriesCases.flatMap(({ code, says }) => (says === undefined ? [] : code))), codes);
});

test("a file as the documentation has it has no finding but for its password", () => {
  const text = [
    "mirrors:",
    "  docker.io:",
    "    endpoint:",
    '      - "https://registry.example.com:5000/v2"',
    "      - http://localhost:5001",
    "    rewrite:",
    '      "^rancher/(.*)": "mirrors/rancher-images/$1"',
    "  '*':",
    "    endpoint: [https://all.example]",
    "  quay.io:",
    "configs:",
    '  "registry.example.com:5000":',
    "    auth:",
    "      username: xxxxxx",
    "      password: xxxxxx",
    "    tls:",
    "      cert_file: /etc/c.crt",
    "      key_file: /etc/c.key",
    "      ca_file: /etc/ca.crt",
    "      insecure_skip_verify: yes",
    "  docker.io: { tls: { ca_file: /etc/hub.crt } }",
    "",
  ].join("\n");
  assert.deepEqual(
    checkRegistries(text).map(({ code }) => code),
    ["registries-password"],
  );
});

test("messages never quote a password", () => {
  for (const text of [
    'configs:\n  r:\n    auth:\n      password: "hush\n',
    "configs:\n  r:\n    auth: hush\n",
    "configs:\n  r:\n    auth:\n      password: [hush]\n",
    "configs:\n  r:\n    auth:\n      passwort: hush\n",
    "mirrors:\n  r:\n    endpoint: [https://u:hush@m]\n",
  ]) {
    const findings = checkRegistries(text);
    assert.ok(findings.length > 0);
    assert.doesNotMatch(JSON.stringify(findings.map(({ message }) => message)), /hush/);
  }
});

const pieces = [
  "mirrors",
  "configs",
  "docker.io",
  "endpoint",
  "rewrite",
  "tls",
  "auth",
  ":",
  ": ",
  "\n",
  "  ",
  "- ",
  "*",
  "&a ",
  "*a",
  "<<: *a",
  "[",
  "]",
  "{",
  "}",
  ",",
  '"',
  "'",
  "\t",
  "(?",
  "$1",
  "|",
  "---\n",
  "https://m",
  "#",
];

test("never throws, stays within the text, and its fixes too", () => {
  const texts = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })), { maxLength: 40 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, (text) => {
      for (const finding of checkRegistries(text)) {
        assert.ok(finding.start >= 0 && finding.start <= finding.end && finding.end <= text.length, JSON.stringify([text, finding]));
        fixFor(finding, text);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("each of Docker's web sites is told from its registry", () => {
  for (const host of ["hub.docker.com", "hub.docker.io", "docker.com", "www.docker.com"]) {
    const [finding] = checkRegistries(`mirrors:\n  docker.io:\n    endpoint: ["https://${host}"]\n`);
    assert.match(finding?.message ?? "", new RegExp(`${host} is a web site; the registry is https://registry-1\\.docker\\.io`));
  }
});

test("a thousand findings of one kind hide no error", () => {
  const hosts = Array.from({ length: 1_200 }, (_, index) => `      - h${index}.example\n`).join("");
  const found = checkRegistries(
    `mirrors:\n  r.example:\n    endpoint:\n${hosts}configs:\n  r.example:\n    tls:\n      cert_file: /c.pem\n`,
  );
  const count = (code: string): number => found.filter((finding) => finding.code === code).length;
  assert.deepEqual([count("registries-endpoint-scheme"), count("registries-client-pair")], [1_000, 1]);
});

test("a request checks the text once for each fix, and no more than an editor waits for", () => {
  const text = `mirrors:\n${Array.from({ length: 400 }, (_, index) => `  r${index}.example:\n    endpoints: []\n`).join("")}`;
  const found = checkRegistries(text);
  const counted = { checks: 0 };
  const offer = createRegistriesOffers(text, found, (source) => {
    counted.checks++;
    return checkRegistries(source).slice(0, 1);
  });
  for (const finding of found.filter(({ code }) => code === "registries-unknown-key").slice(0, 100)) offer(finding);
  assert.equal(counted.checks, Math.floor(400_000 / text.length));
});

for (const line of ["  r.example:\n    endpoint: x\n", "- - - -\n", "  a: &a {}\n", "(((\n"]) {
  test(`lines of ${JSON.stringify(line)} are checked in time that grows with them`, () =>
    assertLinear(900, (size) => {
      checkRegistries(`mirrors:\n${line.repeat(size)}`);
      checkRegistries(`mirrors:\n  a: &a {}\n${line.repeat(size)}`);
    }));
}

test("more aliases than anybody writes are not followed", () => {
  for (const line of ["  <<: *a\n", "  b: *a\n"]) {
    const codes = (count: number): readonly string[] =>
      checkRegistries(`mirrors:\n  a: &a {}\n${line.repeat(count)}`).map(({ code }) => code);
    assert.ok(!codes(200).includes("registries-too-complex"));
    assert.deepEqual(codes(201), ["registries-too-complex"]);
  }
});

const secret = "s3cr3tS3cr3t";
const withSecrets: readonly string[] = [
  `mirrors:\n  r.example:\n    endpoint: https://user:${secret}@h.example\n`,
  `mirrors:\n  r.example:\n    endpoint:\n    - user:${secret}@h.example:5000\n    - h.example?token=${secret}\n    - h.example/#${secret}\n`,
  `mirrors:\n  r.example:\n    endpoint: [https://h.example]\n    "endpoint:https://user:${secret}@h.example":\n`,
  `mirrors:\n  "https://user:${secret}@h.example": 5\n`,
  `configs:\n  "user:${secret}@h.example": 5\n`,
  `configs:\n  h.example:\n    auth: { username: user, password:${secret} }\n`,
  `configs:\n  h.example:\n    auth: { username: user, password, ${secret} }\n`,
  `configs:\n  h.example:\n    auth:\n      password: { ${secret}: }\n      identity_token: [${secret}]\n`,
  `configs:\n  h.example:\n    password: ${secret}\n    auth: user:${secret}\n`,
];

for (const text of withSecrets) {
  test(`tells no secret of ${JSON.stringify(text)}`, () => {
    const findings = checkRegistries(text);
    assert.notEqual(findings.length, 0);
    const titles = findings.map((finding) => fixFor(finding, text)?.title);
    assert.doesNotMatch(JSON.stringify([findings, titles]), new RegExp(secret));
  });
}

test("a fix changes nothing that is meant elsewhere too", () => {
  const text = "x-a: &a h.example:5000\nmirrors:\n  r.example:\n    endpoint: [*a]\n  *a :\n    endpoint: [https://h.example]\n";
  const findings = checkRegistries(text);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ["registries-endpoint-scheme"],
  );
  assert.deepEqual(
    findings.flatMap((finding) => fixFor(finding, text) ?? []),
    [],
  );
});
