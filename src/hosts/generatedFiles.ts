/** Directories of hosts.toml files that a program writes anew at each start, and what it writes them from. */
const generators: readonly { readonly root: string; readonly program: string; readonly source: string }[] = [
  { root: "/var/lib/rancher/k3s/agent/etc/containerd/certs.d", program: "k3s", source: "/etc/rancher/k3s/registries.yaml" },
  { root: "/var/lib/rancher/rke2/agent/etc/containerd/certs.d", program: "RKE2", source: "/etc/rancher/rke2/registries.yaml" },
];

/** Who writes the hosts.toml of this directory; undefined for one that people write. */
export function generatorOf(directory: string): { readonly program: string; readonly source: string } | undefined {
  return generators.find(({ root }) => directory.startsWith(`${root}/`));
}

/** Their containerd knows a table of hosts that others ignore. */
export function isKnownToGenerator(key: string, directory: string): boolean {
  return key === "rewrite" && generatorOf(directory) !== undefined;
}

/** Who writes this config.toml of containerd anew at each start, and what it takes its registries from; undefined for one that people write. */
export function generatorOfConfig(path: string): { readonly program: string; readonly source: string } | undefined {
  return generators.find(({ root }) => path === root.replace(/certs\.d$/, "config.toml"));
}
