import { exists, type FileReader } from "../../core/fileSystem.ts";
import { markdownCode as code, markdownProse } from "../../core/markdown.ts";
import { kubernetesReading } from "../containerdConfig/kubernetes.ts";
import type { ContainerdConfig } from "../containerdConfig/loadConfig.ts";
import { nerdctlRoots } from "../containerdConfig/nerdctlRoots.ts";
import { whyNotRead } from "../containerdConfig/whyNotRead.ts";
import { findHostsDirectory, type PullClient } from "../resolve/lookup.ts";
import type { ContainerdVersion } from "../versions.ts";

/** What is known of this machine's clients. */
export interface ClientMachine {
  readonly config: ContainerdConfig;
  /** $XDG_CONFIG_HOME, or ~/.config. */
  readonly configHome: string;
  /** The directories of the person's setting, which then hold for nerdctl and Kubernetes; empty where there are none. */
  readonly set: readonly string[];
  /** What `NERDCTL_TOML` names, for the nerdctl of the user who has that variable. */
  readonly nerdctlToml?: { readonly path: string; readonly user: "root" | "other" };
  /** How nerdctl looks. */
  readonly nerdctl: Extract<PullClient, "nerdctl" | "nerdctl-daemon">;
}

const systemRoot = "/etc/containerd/certs.d";
const dockerRoot = "/etc/docker/certs.d";

/**
 * Kubernetes of other makers, with a containerd of its own that reads one directory (https://microk8s.io/docs/registry-private;
 * https://docs.k3s.io/installation/private-registry, and RKE2's page of that name). Each has a line where its directory is.
 */
const bundled: readonly (readonly [name: string, root: string])[] = [
  ["MicroK8s", "/var/snap/microk8s/current/args/certs.d"],
  ["k3s", "/var/lib/rancher/k3s/agent/etc/containerd/certs.d"],
  ["RKE2", "/var/lib/rancher/rke2/agent/etc/containerd/certs.d"],
];

/** A line for each client of this machine: which hosts.toml it reads for a registry, or why it reads none. Markdown. */
export async function clientLines(
  files: FileReader,
  registry: string,
  version: ContainerdVersion,
  machine: ClientMachine,
): Promise<readonly string[]> {
  const { config, configHome, set, nerdctl } = machine;
  const look = (roots: readonly string[], client: PullClient): Promise<string> => lookup(files, registry, roots, client);
  const [rootful, rootless] = set.length > 0 ? [set, set] : await configuredRoots(files, machine);
  return [
    "## Who reads which hosts.toml on this machine",
    "",
    `- **nerdctl, as root:** ${await look(rootful, nerdctl)}`,
    `- **nerdctl, rootless:** ${await look(rootless, nerdctl)}`,
    `- **Kubernetes (containerd's CRI plugin):** ${set.length > 0 ? await look(set, "kubernetes") : await kubernetes(config, version, look)}`,
    ...(await bundledLines(files, registry)),
    "- **ctr images pull:** none, since it looks at no `config_path`.",
    `- **ctr images pull --hosts-dir ${systemRoot}**, with and without --local: ${await look([systemRoot], "ctr")}`,
    `- **Docker Engine 29 or later, with the containerd image store:** ${await look([dockerRoot], "ctr")}`,
    `- **Docker Engine otherwise:** none. It reads the certificates in ${code(`${dockerRoot}/${registry}`)}, and ${code("/etc/docker/daemon.json")}.`,
    `- **BuildKit:** none. It reads ${code(`[registry."${registry}"]`)} in ${code("/etc/buildkit/buildkitd.toml")}, rootless in ${code(`${configHome}/buildkit/buildkitd.toml`)}.`,
    "",
  ];
}

async function bundledLines(files: FileReader, registry: string): Promise<readonly string[]> {
  const lines = await Promise.all(
    bundled.map(async ([name, root]) => {
      if (!(await exists(files, root).catch(() => true))) return [];
      return [`- **${name}:** ${await lookup(files, registry, [root], "kubernetes")}`];
    }),
  );
  return lines.flat();
}

/** The directories of nerdctl for root, and for everybody else. */
async function configuredRoots(
  files: FileReader,
  { configHome, nerdctlToml }: ClientMachine,
): Promise<readonly [rootful: readonly string[], rootless: readonly string[]]> {
  const named = (user: "root" | "other"): string | undefined => (nerdctlToml?.user === user ? nerdctlToml.path : undefined);
  return Promise.all([
    nerdctlRoots(files, named("root") ?? "/etc/nerdctl/nerdctl.toml", "/etc"),
    nerdctlRoots(files, named("other") ?? `${configHome}/nerdctl/nerdctl.toml`, configHome),
  ]);
}

async function kubernetes(
  config: ContainerdConfig,
  version: ContainerdVersion,
  look: (roots: readonly string[], client: PullClient) => Promise<string>,
): Promise<string> {
  const reading = kubernetesReading(config, version);
  if (reading.kind === "roots") return look(reading.roots, "kubernetes");
  const not = whyNotRead(config, version, "");
  if (not === undefined) return "none. This containerd serves no Kubernetes: its CRI plugin is disabled.";
  return `${not.isKnown ? "none" : "not known"}: ${markdownProse(not.reason)}`;
}

async function lookup(files: FileReader, host: string, roots: readonly string[], client: PullClient): Promise<string> {
  try {
    const { found } = await findHostsDirectory(files, { host, roots, client });
    const places = (client === "nerdctl-daemon" ? roots.slice(0, 1) : roots).map(code).join(", ");
    if (found === undefined) return `none. There is no directory for this registry in ${places}.`;
    const file = `${found}/hosts.toml`;
    return (await exists(files, file)) ? `reads ${code(file)}.` : `none. ${code(found)} comes first, and has no hosts.toml.`;
  } catch {
    return `not known: ${roots.map(code).join(", ")} cannot be looked into by this user.`;
  }
}
