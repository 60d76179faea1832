import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { convertSource } from "../../src/hosts/convert/parseSource.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { withPulledContainerd } from "../support/peers/pulledContainerd.ts";
import type { RegistryName } from "../support/peers/pulledRegistries.ts";
import { filesOf } from "../unit/hosts/convert/asked.ts";

const repository = "team/app";
const tag = "v1";
const elsewhere = "reg.example.com:5000";

/** `$full` is the address of that registry, and `$ca`, `$cert`, `$key` are files. */
interface Case {
  readonly name: string;
  readonly file: string;
  readonly source: string;
  /** The registry of the image reference. */
  readonly host: string;
  /** The requests for the tag, in their order: the API's root of each host that could be asked. */
  readonly asked: readonly string[];
}

const cri = 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n';
const tls = (host: string): string =>
  `[plugins."io.containerd.grpc.v1.cri".registry.configs."${host}".tls]\nca_file = "$ca"\ncert_file = "$cert"\nkey_file = "$key"\n`;
const mirrors = (registry: string, ...endpoints: readonly string[]): string =>
  `[plugins."io.containerd.grpc.v1.cri".registry.mirrors."${registry}"]\nendpoint = ${JSON.stringify(endpoints)}\n`;

const cases: readonly Case[] = [
  {
    name: "mirrors of config.toml, with a path and certificates",
    file: "config.toml",
    source: cri + mirrors(elsewhere, "https://$empty/api/root", "https://$guarded") + tls("$empty") + tls("$guarded"),
    host: elsewhere,
    asked: ["https://$empty/api/root", "https://$guarded/v2"],
  },
  {
    name: "mirrors of config.toml for every registry",
    file: "config.toml",
    source: cri + mirrors("*", "http://$plain"),
    host: elsewhere,
    asked: ["http://$plain/v2"],
  },
  {
    name: "a registry of config.toml that has the mirrors of every registry, and certificates of its own",
    file: "config.toml",
    source:
      cri + mirrors("*", "https://$empty") + tls("$empty") + tls("$guarded") + mirrors("$guarded", "https://$empty", "https://$guarded"),
    host: "$guarded",
    asked: ["https://$empty/v2", "https://$guarded/v2"],
  },
  {
    name: "mirrors of registries.yaml, with a rewrite that is a prefix",
    file: "registries.yaml",
    source: `mirrors:
  "${elsewhere}":
    endpoint: ["https://$empty", "http://$plain"]
    rewrite: { "^(.*)$": "hub/$1" }
configs:
  "$empty": { tls: { ca_file: $ca } }
`,
    host: elsewhere,
    asked: ["https://$empty/v2/hub", "http://$plain/v2/hub"],
  },
  {
    name: "a mirror of daemon.json with a path",
    file: "daemon.json",
    source: '{"registry-mirrors": ["https://$empty", "http://$plain/hub"], "insecure-registries": ["$empty"]}',
    host: "docker.io",
    asked: ["https://$empty/v2", "http://$plain/hub/v2"],
  },
  {
    name: "an insecure registry of daemon.json that speaks HTTP",
    file: "daemon.json",
    source: '{"insecure-registries": ["$plain"]}',
    host: "$plain",
    asked: ["http://$plain/v2"],
  },
  {
    name: "an insecure registry of daemon.json that speaks HTTPS",
    file: "daemon.json",
    source: '{"insecure-registries": ["$full"]}',
    host: "$full",
    asked: ["https://$full/v2"],
  },
  {
    name: "a mirror and another location of registries.conf",
    file: "registries.conf",
    source: `[[registry]]
prefix = "${elsewhere}"
location = "$plain/quay"
insecure = true
[[registry.mirror]]
location = "$empty/proxy"
insecure = true
`,
    host: elsewhere,
    asked: ["https://$empty/v2/proxy", "http://$plain/v2/quay"],
  },
];

void describe("Debian's containerd asks with converted files what their sources mean", { skip: whyNoContainerd() }, () => {
  const state = withPulledContainerd(repository, tag, ({ ca, clientPair }) => ({ ca, ...clientPair }));

  for (const [index, { name, file, source, host: namedHost, asked }] of cases.entries()) {
    void test(name, async () => {
      const { containerd, pulled } = state;
      assert.ok(containerd && pulled);
      const fill = (text: string): string =>
        text.replaceAll(/\$([a-z]+)/g, (_, word: string) =>
          Object.hasOwn(pulled.registries, word) ? pulled.registries[word as RegistryName].host : join(containerd.folder, `${word}.pem`),
        );
      const result = await convertSource(file, fill(source));
      assert.ok("conversion" in result);
      const hostsDir = join(containerd.folder, `converted-${index}`);
      for (const [directory, toml] of Object.entries(filesOf(result.conversion))) {
        mkdirSync(join(hostsDir, directory), { recursive: true });
        writeFileSync(join(hostsDir, directory, "hosts.toml"), toml);
      }
      const reference = `${fill(namedHost)}/${repository}:${tag}`;
      pulled.arrived.length = 0;
      const { exitCode, stderr } = await containerd.pull({ reference, hostsDir });
      const resolving = pulled.arrived.filter(({ line }) => line.startsWith("HEAD ")).map(({ line }) => line.replace(/\?.*$/, ""));
      await containerd.remove(reference);
      assert.equal(exitCode, 0, stderr);
      assert.deepEqual(
        resolving,
        asked.map((root) => `HEAD ${fill(root)}/${repository}/manifests/${tag}`),
      );
    });
  }
});
