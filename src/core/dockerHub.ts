/** Docker Hub as image references, directories of hosts.toml and people name it. */
export const dockerHub = "docker.io";
/** The host that its registry answers at. */
export const dockerHubRegistry = "registry-1.docker.io";
/** Docker Hub's other name in image references, and the host in its key of config.json. */
export const dockerHubIndex = "index.docker.io";

/** The host of its API, and of its web site. */
export const dockerHubApi = "hub.docker.com";

/** Other names that its registry has or had. */
const otherRegistries: readonly string[] = ["registry.hub.docker.com", "registry.docker.io"];
/** Web sites, which people take for the registry. */
const sites: readonly string[] = [dockerHubApi, "hub.docker.io", "docker.com", "www.docker.com"];

/** All names by which people and programs mean Docker Hub. */
export const dockerHubNames: readonly string[] = [dockerHub, dockerHubRegistry, dockerHubIndex, ...otherRegistries, ...sites];

/** Whether the host, in any letters, is a web site of Docker's that is no registry. `docker.io` leads to one, too. */
export function isDockerHubSite(host: string): boolean {
  return sites.includes(host.toLowerCase());
}

/** Whether the host, in any letters, is Docker Hub under a name that images of Docker Hub are not looked for under. */
export function isDockerHubAlias(host: string): boolean {
  return host !== dockerHub && dockerHubNames.includes(host.toLowerCase());
}

/** The registry that a host is, as references name it: for each of Docker Hub's names `docker.io`. */
export function referenceHostOf(host: string): string {
  return isDockerHubAlias(host) ? dockerHub : host;
}

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
