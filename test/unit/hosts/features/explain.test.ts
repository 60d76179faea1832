import assert from "node:assert/strict";
import { test } from "node:test";
import { explainPullPath } from "../../../../src/hosts/features/explain.ts";
import type { PullClient } from "../../../../src/hosts/resolve/lookup.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";
import { authority } from "./fileFindings.ts";

test("reads image references as Docker does", async () => {
  const digest = `sha256:${"0a".repeat(32)}`;
  const cases: Readonly<Record<string, string>> = {
    "alpine": "docker.io library/alpine latest",
    "alpine:3": "docker.io library/alpine 3",
    "user/app": "docker.io user/app latest",
    "docker.io/alpine": "docker.io library/alpine latest",
    "index.docker.io/user/app:1": "docker.io user/app 1",
    "ghcr.io/o/a/b:v1": "ghcr.io o/a/b v1",
    "localhost/app": "localhost app latest",
    "MYHOST/x": "MYHOST x latest",
    "Reg.Example/x": "Reg.Example x latest",
    [`reg:5000/app@${digest}`]: `reg:5000 app ${digest}`,
    [`reg:5000/app:v1@${digest}`]: `reg:5000 app ${digest}`,
  };
  for (const [reference, expected] of Object.entries(cases)) {
    const text = await explainPullPath(memoryFiles({}), { reference, client: "ctr", version: "2.3", roots: ["/certs.d"] });
    const [registry, repository, tag] = expected.split(" ");
    assert.ok(text.includes(`- registry: \`${registry}\`\n- repository: \`${repository}\`\n`), text);
    assert.ok(text.includes(`/${repository}/manifests/${tag}\`\n`), text);
    assert.ok(text.includes(`1. \`/certs.d/${registry?.replace(/:(\d+)$/, "_$1_")}\` — does not exist`), text);
  }
});

test("says so of what is no image reference", async () => {
  const text = await explainPullPath(memoryFiles({}), { reference: "No Such/x", client: "ctr", version: "2.3", roots: [] });
  assert.match(text, /^# `No Such\/x` is not an image reference\n$/);
});

const certsRoots = ["/etc/containerd/certs.d"];
const toml = [
  'server = "https://registry-1.docker.io"',
  '[host."https://mirror.example.com/v2/hub"]',
  "override_path = true",
  'capabilities = ["pull"]',
  'ca = "ca.crt"',
  'header = { x-token = "hush" }',
  "",
].join("\n");

test("explains where containerd looks and what it requests", async () => {
  const files = memoryFiles({ [`${certsRoots[0]}/docker.io/hosts.toml`]: toml });
  const text = await explainPullPath(files, { reference: "alpine:3", client: "kubernetes", version: "2.3", roots: certsRoots });
  for (const line of [
    "1. `/etc/containerd/certs.d/docker.io` — **exists, and is used**",
    "2. `/etc/containerd/certs.d/_default` — not looked at",
    "### 1. `https://mirror.example.com/v2/hub`",
    "- does not resolve tags: only asked by digest",
    "- fetches: `GET https://mirror.example.com/v2/hub/library/alpine/manifests/…?ns=docker.io` and `GET https://mirror.example.com/v2/hub/library/alpine/blobs/…?ns=docker.io`",
    "- TLS: verified with the system's certificate authorities and `/etc/containerd/certs.d/docker.io/ca.crt`",
    "- headers: `x-token`, sent to its token server too",
    "### 2. `https://registry-1.docker.io/v2`",
    "- resolves the tag: `HEAD https://registry-1.docker.io/v2/library/alpine/manifests/3`",
  ]) {
    assert.ok(text.split("\n").includes(line), `${line}\n\nnot in\n\n${text}`);
  }
  assert.doesNotMatch(text, /hush/);
});

test("a host that may not pull is asked by digest nonetheless", async () => {
  const files = memoryFiles({ "/etc/containerd/certs.d/docker.io/hosts.toml": '[host."https://m"]\ncapabilities = ["push"]\n' });
  const text = await explainPullPath(files, { reference: "alpine", client: "ctr", version: "2.3", roots: certsRoots });
  assert.match(text, /does not resolve tags.*blobs\/…\?ns=docker\.io`, although it may not pull\n/s);
});

const credentials: readonly (readonly [client: PullClient, mirror: string, registry: string])[] = [
  [
    "nerdctl",
    "none; nerdctl offers those of `docker.io` to the registry itself only, and so this host fails",
    "those stored for `registry-1.docker.io`",
  ],
  ["nerdctl-daemon", "those stored for `m`", "those stored for `registry-1.docker.io`"],
  [
    "kubernetes",
    "those of the pull secret, if its server address is `m` or it has none",
    "those of the pull secret, if its server address is `registry-1.docker.io` or it has none",
  ],
  ["ctr", "those given with --user, the same for every host", "those given with --user, the same for every host"],
];

for (const [client, ...expected] of credentials) {
  test(`whose credentials a host sees from ${client}`, async () => {
    const files = memoryFiles({ "/etc/containerd/certs.d/docker.io/hosts.toml": '[host."https://m"]\n' });
    const text = await explainPullPath(files, { reference: "alpine", client, version: "2.3", roots: certsRoots });
    const shown = text.split("\n").filter((line) => line.startsWith("- credentials"));
    assert.deepEqual(
      shown,
      expected.map((each) => `- credentials, if this host asks for any: ${each}`),
    );
  });
}

test("says why a file is ignored", async () => {
  const files = memoryFiles({ "/etc/containerd/certs.d/docker.io/hosts.toml": "ca = 1\n" });
  const text = await explainPullPath(files, { reference: "alpine", client: "ctr", version: "2.3", roots: certsRoots });
  assert.match(text, /hosts\.toml` is ignored as a whole:\*\* `ca` must be/);
});

test("says that one file that cannot be read leaves no host to try", async () => {
  const directory = `${certsRoots[0]}/docker.io`;
  const explain = (files: Readonly<Record<string, string>>) =>
    explainPullPath(memoryFiles(files), { reference: "alpine", client: "ctr", version: "2.3", roots: certsRoots });
  const stopped =
    "**No host of this registry is tried, neither a mirror nor the registry itself: every pull fails.** containerd cannot read these:";
  const missing = await explain({ [`${directory}/hosts.toml`]: toml });
  assert.ok(missing.includes(`${stopped}\n\n- there is no file /etc/containerd/certs.d/docker.io/ca.crt.\n`), missing);
  assert.match(missing, /^## Hosts that would be tried, in this order$/m);
  const loose = await explain({ [`${directory}/a.cert`]: authority.cert });
  assert.match(loose, /certificate files in the directory are used.*every pull fails.*a\.cert holds no private key/s);
  const sound = await explain({ [`${directory}/hosts.toml`]: toml, [`${directory}/ca.crt`]: authority.cert });
  assert.match(sound, /^## Hosts, in the order in which they are tried$/m);
  assert.doesNotMatch(sound, /every pull fails/);
});

test("does not show a key that is pasted in the place of its path", async () => {
  const pasted = '[host."https://m"]\nca = "-----BEGIN CERTIFICATE-----hush"\nclient = [["c", "-----BEGIN PRIVATE KEY-----hush"]]\n';
  const files = memoryFiles({ [`${certsRoots[0]}/docker.io/hosts.toml`]: pasted });
  const text = await explainPullPath(files, { reference: "alpine", client: "ctr", version: "2.3", roots: certsRoots });
  assert.match(
    text,
    /every pull fails.*- the text of a certificate or key stands where its path belongs\..*a pasted text, which is not a path/s,
  );
  assert.doesNotMatch(text, /hush/);
});

test("before containerd 2.1 the token server does not see the headers", async () => {
  const files = memoryFiles({ "/etc/containerd/certs.d/docker.io/hosts.toml": toml });
  const text = await explainPullPath(files, { reference: "alpine", client: "ctr", version: "2.0", roots: certsRoots });
  assert.match(text, /`x-token`, not sent to its token server/);
});

test("says so where no directory is configured, or one cannot be read", async () => {
  const nothing = await explainPullPath(memoryFiles({}), { reference: "localhost:5000/a", client: "nerdctl", version: "2.3", roots: [] });
  assert.match(nothing, /None is configured.*TLS: none, plain HTTP/s);
  const failing = { ...memoryFiles({}), stat: () => Promise.reject(Object.assign(new Error("EACCES: denied"), { code: "EACCES" })) };
  assert.match(
    await explainPullPath(failing, { reference: "a", client: "ctr", version: "2.3", roots: certsRoots }),
    /cannot read its directories.*denied/s,
  );
});

test("says that a giant is not read here, and not that containerd fails on it", async () => {
  const files = memoryFiles({ "/certs.d/reg.example/hosts.toml": "#".repeat(1_048_577) });
  const text = await explainPullPath(files, { reference: "reg.example/a", client: "ctr", version: "2.3", roots: ["/certs.d"] });
  assert.match(text, /larger than 1 MB, and so is not read here/);
  assert.doesNotMatch(text, /pull fails/);
});
