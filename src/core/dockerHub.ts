/** Docker Hub as image references, directories of hosts.toml and people name it. */
export const dockerHub = "docker.io";
/** The host that its registry answers at. */
export const dockerHubRegistry = "registry-1.docker.io";
/** Docker Hub's other name in image references, and the host in its key of config.json. */
export const dockerHubIndex = "index.docker.io";

/** A pattern of exactly these hosts. */
export function hostsPattern(...hosts: readonly string[]): RegExp {
  return new RegExp(`^(?:${hosts.join("|").replaceAll(".", String.raw`\.`)})$`);
}

/** The host that is asked for the registry of that name: its own, but for Docker Hub. */
export function registryHostOf(host: string): string {
  return host === dockerHub ? dockerHubRegistry : host;
}

/** Whether two hosts are one registry, since Docker Hub's has a name of its own. */
export function isSameRegistry(a: string, b: string): boolean {
  return registryHostOf(a) === registryHostOf(b);
}
