import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { makeTemporaryFolder } from "../../../../scripts/lib/temporaryFolder.mjs";
import { parseReference, type Reference } from "../../../../src/core/reference.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { commandLine } from "../../../../src/core/shellQuote.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { copyForms } from "../../../../src/services/images/pull/copyForms.ts";
import { type CopyPorts, offerCopy, pullLine } from "../../../../src/services/images/pull/offerCopy.ts";
import { pullTools } from "../../../../src/services/images/pull/pullTool.ts";
import { planConnection } from "../../../../src/services/reach/connection.ts";
import type { PickPrompt } from "../../../../src/services/prompts/prompter.ts";
import { createPushPorts } from "../../../support/pushPorts.ts";
import { filled, type Move } from "../../../support/scriptedPrompter.ts";

const digest = `sha256:${"a".repeat(64)}`;
const tagged = { host: "reg.example.com:5000", repository: "team/app", tag: "1.0" };

interface Machine {
  readonly pullTool?: ReturnType<CopyPorts["pullTool"]>;
  readonly plainHttp?: boolean;
  readonly roots?: readonly string[];
  /** Programs on the PATH. */
  readonly installed?: readonly string[];
}

const link = (reference: string): string => `vscode://example/open?ref=${reference}`;

function portsOf(moves: readonly Move[], { pullTool = "auto", plainHttp = false, roots = [], installed = [] }: Machine = {}) {
  const { ports, steps } = createPushPorts(moves);
  const copy: CopyPorts = {
    ...ports,
    choice: () => "auto",
    spawn: { ...ports.spawn, find: (program) => Promise.resolve(installed.includes(program) ? `/usr/bin/${program}` : undefined) },
    plan: (host) => planConnection(host, nodeFileSystem, { roots, version: "2.3", plainHttp, windows: false }),
    pullTool: () => pullTool,
    link,
  };
  return { ports: copy, steps };
}

async function linesOf(reference: Reference, machine: Machine): Promise<readonly string[]> {
  return Promise.all(pullTools.map(async (pullTool) => lineOf(reference, portsOf([], { ...machine, pullTool }).ports)));
}

async function lineOf(reference: Reference, ports: CopyPorts): Promise<string> {
  return (await pullLine(reference, ports)).line;
}

test("each tool's command pulls the image", async () => {
  assert.deepEqual(await linesOf(tagged, {}), [
    "nerdctl pull reg.example.com:5000/team/app:1.0",
    "docker pull reg.example.com:5000/team/app:1.0",
    "podman pull reg.example.com:5000/team/app:1.0",
    "crane pull reg.example.com:5000/team/app:1.0 app-1.0.tar",
    "skopeo copy docker://reg.example.com:5000/team/app:1.0 docker-archive:app-1.0.tar",
    "ctr images pull reg.example.com:5000/team/app:1.0",
  ]);
});

test("the connection's options go along, where the tool has any", async () => {
  assert.deepEqual(await linesOf(tagged, { plainHttp: true }), [
    "nerdctl --insecure-registry pull reg.example.com:5000/team/app:1.0",
    "docker pull reg.example.com:5000/team/app:1.0",
    "podman pull --tls-verify=false reg.example.com:5000/team/app:1.0",
    "crane pull --insecure reg.example.com:5000/team/app:1.0 app-1.0.tar",
    "skopeo copy --src-tls-verify=false docker://reg.example.com:5000/team/app:1.0 docker-archive:app-1.0.tar",
    "ctr images pull --plain-http reg.example.com:5000/team/app:1.0",
  ]);
});

test("ctr is told where the hosts.toml lies", async (t) => {
  const { folder, remove } = makeTemporaryFolder("copy-");
  t.after(remove);
  mkdirSync(path.join(folder, "reg.example.com:5000"));
  writeFileSync(path.join(folder, "reg.example.com:5000/hosts.toml"), '[host."https://reg.example.com:5000"]\n  skip_verify = true\n');
  const { ports } = portsOf([], { pullTool: "ctr", roots: [folder] });
  assert.equal(
    await lineOf(tagged, ports),
    commandLine("posix", [["ctr", "images", "pull", "--hosts-dir", folder, "reg.example.com:5000/team/app:1.0"]]),
  );
});

test("what no option says is told: who has to trust an authority, and docker's daemon.json", async (t) => {
  const { folder, remove } = makeTemporaryFolder("copy-");
  t.after(remove);
  const { host } = tagged;
  mkdirSync(path.join(folder, host));
  writeFileSync(path.join(folder, host, "ca.pem"), "-----BEGIN CERTIFICATE-----");
  writeFileSync(path.join(folder, host, "hosts.toml"), `[host."https://${host}"]\n  ca = "ca.pem"\n`);
  const lacksOf = async (machine: Machine): Promise<readonly (readonly string[])[]> =>
    Promise.all(
      pullTools.map(async (pullTool) => {
        const { lacks } = await pullLine(tagged, portsOf([], { ...machine, pullTool }).ports);
        return lacks.map((text) => filled(text));
      }),
    );
  const wants = (tool: string, directory: string): string =>
    `${tool} does not read hosts.toml: it wants the certificate in /etc/${directory}/certs.d/${host}/ca.crt.`;
  assert.deepEqual(await lacksOf({ roots: [folder] }), [
    [],
    [wants("docker", "docker")],
    [wants("podman", "containers")],
    ["crane does not read hosts.toml: it trusts what this machine trusts, or the file that SSL_CERT_FILE names."],
    [wants("skopeo", "containers")],
    [],
  ]);
  const insecure = "docker has no option for this registry: its daemon.json has to name it in “insecure-registries”.";
  assert.deepEqual(await lacksOf({ plainHttp: true }), [[], [insecure], [], [], [], []]);
  assert.deepEqual(await lacksOf({}), [[], [], [], [], [], []]);
});

test("a digest pulls where there is no tag; skopeo takes no name with both", async () => {
  const byDigest = { host: "docker.io", repository: "library/alpine", digest };
  const { ports } = portsOf([], { pullTool: "skopeo" });
  assert.equal(
    await lineOf(byDigest, ports),
    `skopeo copy docker://docker.io/library/alpine@${digest} docker-archive:alpine-aaaaaaaaaaaa.tar`,
  );
  assert.equal(
    await lineOf({ ...byDigest, tag: "3" }, ports),
    "skopeo copy docker://docker.io/library/alpine:3 docker-archive:alpine-3.tar",
  );
});

test("the engine that is here is the one to copy for, else docker", async () => {
  assert.match(await lineOf(tagged, portsOf([], { installed: ["podman"] }).ports), /^podman pull/);
  assert.match(await lineOf(tagged, portsOf([]).ports), /^docker pull/);
});

test("files name an image in their own lines, by its digest too where that is known", () => {
  const image = "reg.example.com:5000/team/app:1.0";
  const plain = [image, `FROM ${image}`, `image: ${image}`];
  assert.deepEqual(
    copyForms(tagged, link).map(({ line }) => line),
    [...plain, link(image)],
  );
  const pinned = [`reg.example.com:5000/team/app@${digest}`, `FROM ${image}@${digest}`, `image: ${image}@${digest}`];
  assert.deepEqual(
    copyForms({ ...tagged, digest }, link).map(({ line }) => line),
    [...plain, ...pinned, link(image)],
  );
  for (const line of pinned) assert.equal(parseReference(line.replace(/^.* /, "")).digest, digest);
});

test("YAML reads the image as it is, whatever its host", () => {
  for (const host of ["[::1]:5000", "[fd00::1]", "127.0.0.1:5000", "localhost", "REGISTRY"]) {
    const reference = { host: host.toLowerCase(), repository: "app", tag: "1.0", digest };
    const lines = copyForms(reference, link).flatMap(({ line }) => (line.startsWith("image: ") ? [line] : []));
    const image = `${host}/app:1.0`;
    assert.deepEqual(
      lines.map((line) => parse(line) as unknown),
      [{ image }, { image: `${image}@${digest}` }],
    );
  }
});

test("a registry that makes a command of a tag is not taken at its word", async () => {
  for (const tag of ["$(id)", "-rf", "a b", "1\nRUN id"]) {
    const isRefused = (error: unknown): boolean => error instanceof RegistryError && error.code === "invalid-reference";
    await assert.rejects(offerCopy({ ...tagged, tag }, portsOf([]).ports), isRefused, tag);
    for (const pullTool of pullTools)
      await assert.rejects(pullLine({ ...tagged, tag }, portsOf([], { pullTool }).ports), isRefused, `${pullTool} ${tag}`);
  }
});

test("all of them are offered, and Escape copies nothing", async () => {
  const { ports, steps } = portsOf([{ pickHost: "FROM reg.example.com:5000/team/app:1.0" }]);
  assert.equal(await offerCopy(tagged, ports), "FROM reg.example.com:5000/team/app:1.0");
  const [step] = steps as readonly PickPrompt<string>[];
  const rows = (step?.choices ?? []).map(({ label, detail }) => `${filled(label)} | ${filled(detail)}`);
  assert.equal(rows.length, 4 + pullTools.length);
  assert.ok(rows.includes("crane pull reg.example.com:5000/team/app:1.0 app-1.0.tar | Pull with crane"), rows.join("\n"));
  assert.equal(await offerCopy(tagged, portsOf(["escape"]).ports), undefined);
});
