export interface Generator {
  readonly program: string;
  /** What it writes the files from. */
  readonly source: string;
  /** What to do once that is changed, where it is not a restart of the program. */
  readonly apply?: string;
}

/** Directories of hosts.toml files that a program writes anew at each start, and what it writes them from. */
const generators: readonly (Generator & { readonly root: string })[] = [
  { root: "/var/lib/rancher/k3s/agent/etc/containerd/certs.d", program: "k3s", source: "/etc/rancher/k3s/registries.yaml" },
  { root: "/var/lib/rancher/rke2/agent/etc/containerd/certs.d", program: "RKE2", source: "/etc/rancher/rke2/registries.yaml" },
  // https://docs.siderolabs.com/talos (RegistryMirrorConfig, machine.registries)
  {
    root: "/etc/cri/conf.d/hosts",
    program: "Talos",
    source: "its machine configuration (RegistryMirrorConfig, or machine.registries)",
    apply: "apply it with talosctl",
  },
];

/** Who writes the hosts.toml of this directory; undefined for one that people write. */
export function generatorOf(directory: string): Generator | undefined {
  return generators.find(({ root }) => directory.startsWith(`${root}/`));
}

/** Their containerd knows a table of hosts that others ignore. */
export function isKnownToGenerator(key: string, directory: string): boolean {
  return key === "rewrite" && generatorOf(directory)?.source.endsWith("/registries.yaml") === true;
}

/** Who writes this config.toml of containerd anew at each start, and what it takes its registries from; undefined for one that people write. */
export function generatorOfConfig(path: string): { readonly program: string; readonly source: string } | undefined {
  return generators.find(({ root }) => path === root.replace(/certs\.d$/, "config.toml"));
}
