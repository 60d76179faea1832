import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { apiUrl } from "../../src/hosts/features/urlText.ts";
import { loadHosts } from "../../src/hosts/resolve/loadHosts.ts";
import { sendsNamespace } from "../../src/hosts/resolve/registry.ts";
import type { PlacedHost } from "../../src/hosts/resolve/resolveHosts.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";
import { whyNoContainerd } from "../support/peers/containerd.ts";
import { withPulledContainerd } from "../support/peers/pulledContainerd.ts";
import type { ArrivedRequest, PulledRegistries, RegistryName } from "../support/peers/pulledRegistries.ts";

const repository = "team/app";
const tag = "v1";

/** In a hosts.toml, `$full` is the address of that registry, and `$ca`, `$cert`, `$key`, `$both` are files. */
interface Case {
  readonly name: string;
  /** The registry of the image reference; `reg.example.com:5000` when left out. */
  readonly host?: string;
  /** Paths below the hosts directory with their content. */
  readonly files: Readonly<Record<string, string>>;
  /** Which registries must have been asked, so that no case passes over nothing: in the order of their first request. */
  readonly asked: readonly RegistryName[];
}

const file = "reg.example.com:5000/hosts.toml";
const cases: readonly Case[] = [
  {
    name: "mirrors in the order of the file, and the server last",
    files: { [file]: 'server = "https://$full"\nca = "$ca"\n[host."https://$empty"]\nca = "$ca"\n' },
    asked: ["empty", "full"],
  },
  {
    name: "a mirror that has the image keeps the others from being asked",
    files: { [file]: 'server = "http://$plain"\n[host."https://$full"]\nca = ["$ca"]\n[host."https://$empty"]\nca = "$ca"\n' },
    asked: ["full"],
  },
  { name: "a path", files: { [file]: '[host."https://$full/hub/../mirror"]\nca = "$ca"\n' }, asked: ["full"] },
  { name: "a path that ends in /v2", files: { [file]: '[host."http://$plain/mirror/v2"]\n' }, asked: ["plain"] },
  { name: "override_path", files: { [file]: '[host."http://$plain/api/root"]\noverride_path = true\n' }, asked: ["plain"] },
  { name: "override_path without a path", files: { [file]: '[host."http://$plain"]\noverride_path = true\n' }, asked: ["plain"] },
  {
    name: "headers go to their host only",
    files: {
      [file]:
        'server = "http://$plain"\n[host."https://$empty"]\nca = "$ca"\n[host."https://$empty".header]\nx-one = "1"\nX-Many = ["a", "b"]\n',
    },
    asked: ["empty", "plain"],
  },
  {
    name: "a client certificate and its key",
    files: { [file]: '[host."https://$guarded"]\nca = "$ca"\nclient = [["$cert", "$key"]]\n' },
    asked: ["guarded"],
  },
  {
    name: "a client certificate with its key inside",
    files: { [file]: '[host."https://$guarded"]\nca = "$ca"\nclient = "$both"\n' },
    asked: ["guarded"],
  },
  {
    name: "a host that wants another certificate is passed over",
    files: { [file]: 'server = "http://$plain"\n[host."https://$guarded"]\nca = "$ca"\n[host."https://$full"]\n' },
    asked: ["plain"],
  },
  { name: "skip_verify", files: { [file]: '[host."https://$full"]\nskip_verify = true\n' }, asked: ["full"] },
  {
    name: "a host that may only pull is not asked what a tag means",
    files: { [file]: 'server = "http://$plain"\n[host."https://$full"]\nca = "$ca"\ncapabilities = ["pull"]\n' },
    asked: ["plain", "full"],
  },
  {
    name: "a host that may only resolve, or only push, resolves nothing and is asked for content by digest",
    files: {
      [file]:
        'server = "http://$plain"\n[host."https://$full"]\nca = "$ca"\ncapabilities = ["resolve"]\n[host."https://$empty"]\nca = "$ca"\ncapabilities = ["push"]\n',
    },
    asked: ["plain", "full"],
  },
  {
    name: "a host without a table header, which 1.x tries",
    files: { [file]: 'server = "http://$plain"\nhost."https://$empty".ca = "$ca"\n[host."https://$full"]\nca = "$ca"\n' },
    asked: ["empty", "full"],
  },
  {
    name: "_default, where the registry has no directory",
    files: { "_default/hosts.toml": '[host."http://$plain"]\n', "other.example.com/hosts.toml": '[host."https://$full"]\nca = "$ca"\n' },
    asked: ["plain"],
  },
  {
    name: "host_port_ before host:port before _default",
    files: {
      "reg.example.com_5000_/hosts.toml": '[host."http://$plain"]\n',
      [file]: '[host."https://$full"]\nca = "$ca"\n',
      "_default/hosts.toml": '[host."https://$empty"]\nca = "$ca"\n',
    },
    asked: ["plain"],
  },
  { name: "Docker Hub", host: "docker.io", files: { "docker.io/hosts.toml": '[host."http://$plain/hub"]\n' }, asked: ["plain"] },
  { name: "a registry on loopback without a file", host: "$plain", files: {}, asked: ["plain"] },
  {
    name: "the registry itself behind its mirror gets no namespace",
    host: "$plain",
    files: { "$plain/hosts.toml": 'server = "http://$plain"\n[host."https://$empty"]\nca = "$ca"\n' },
    asked: ["empty", "plain"],
  },
  {
    name: "a file that does not parse is not used",
    host: "$plain",
    files: { "$plain/hosts.toml": '[host."https://$full"]\nca = "$ca"\ncapabilities = ["pul"]\n' },
    asked: ["plain"],
  },
];

void describe("Debian's containerd asks the hosts that our resolution foretells", { skip: whyNoContainerd() }, () => {
  const state = withPulledContainerd(repository, tag, ({ ca, clientPair: { cert, key } }) => ({
    ca,
    cert,
    key,
    both: cert + key,
  }));

  for (const [index, { name, host: namedHost = "reg.example.com:5000", files, asked }] of cases.entries()) {
    void test(name, async () => {
      const { containerd, pulled } = state;
      assert.ok(containerd && pulled);
      const fill = (text: string): string =>
        text.replaceAll(/\$([a-z]+)/g, (_, word: string) =>
          Object.hasOwn(pulled.registries, word) ? pulled.registries[word as RegistryName].host : join(containerd.folder, `${word}.pem`),
        );
      const hostsDir = join(containerd.folder, `certs-${index}`);
      mkdirSync(hostsDir);
      for (const [path, text] of Object.entries(files)) {
        const target = join(hostsDir, fill(path));
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, fill(text));
      }
      const host = fill(namedHost);
      const reference = `${host}/${repository}:${tag}`;
      pulled.arrived.length = 0;
      const { exitCode, stderr } = await containerd.pull({ reference, hostsDir });
      const arrived = byContent([...pulled.arrived]);
      await containerd.remove(reference);
      assert.equal(exitCode, 0, stderr);
      const { hosts } = await loadHosts(nodeFileSystem, { host, roots: [hostsDir], client: "ctr", version: "1.7" });
      assert.deepEqual(arrived, byContent(foretold(hosts, host, pulled)));
      const first = [...new Set(arrived.map(({ line }) => new URL(line.slice(line.indexOf(" ") + 1)).host))];
      assert.deepEqual(new Set(first), new Set(asked.map((each) => pulled.registries[each].host)));
    });
  }
});

/** Blobs are fetched side by side: the requests for one stay in their order, and one blob after the other. */
function byContent(requests: readonly ArrivedRequest[]): readonly ArrivedRequest[] {
  const blobOf = ({ line }: ArrivedRequest): string => /\/blobs\/([^?]*)/.exec(line)?.[1] ?? "";
  return requests.toSorted((a, b) => (blobOf(a) < blobOf(b) ? -1 : Number(blobOf(a) > blobOf(b))));
}

/** What arrives if a tag is resolved by the first host that knows it, and each piece comes from the first that has it. */
function foretold(
  hosts: readonly PlacedHost[],
  namespace: string,
  { registries, manifest, blobs }: PulledRegistries,
): readonly ArrivedRequest[] {
  const requests: ArrivedRequest[] = [];
  const ask = (method: string, path: string, asked: readonly PlacedHost[]): void => {
    for (const host of asked) {
      const registry = Object.values(registries).find((each) => each.host === host.host);
      if (registry === undefined || !canConnect(host, registry)) continue;
      const query = sendsNamespace(host.host, namespace) ? `?ns=${encodeURIComponent(namespace)}` : "";
      const headers = Object.fromEntries(Object.entries(host.header).map(([name, values]) => [name.toLowerCase(), values.join(", ")]));
      requests.push({
        line: `${method} ${apiUrl(host)}/${repository}/${path}${query}`,
        headers,
        client: registry.wantsClient ? "client" : undefined,
      });
      if (registry.hasImage) return;
    }
  };
  const resolving = hosts.filter(({ capabilities }) => capabilities.includes("pull") && capabilities.includes("resolve"));
  ask("HEAD", `manifests/${tag}`, resolving);
  // By digest every host is asked, whatever its capabilities.
  ask("GET", `manifests/${manifest}`, hosts);
  for (const blob of blobs) ask("GET", `blobs/${blob}`, hosts);
  return requests;
}

/** Whether both sides take the other's certificates: those of these registries come from one authority of their own. */
function canConnect(
  { scheme, ca, client, skipVerify }: PlacedHost,
  { tls, wantsClient }: PulledRegistries["registries"][RegistryName],
): boolean {
  if (!tls) return scheme === "http";
  return scheme === "https" && (ca.length > 0 || skipVerify === true) && (client.length > 0 || !wantsClient);
}
