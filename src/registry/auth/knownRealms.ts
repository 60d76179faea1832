/** Registries whose token server everybody knows; "own" is the host that was asked. Source: their own challenges. */
const known: readonly (readonly [registry: RegExp, realmHost: string])[] = [
  [/^(?:registry-1|index)\.docker\.io$/, "auth.docker.io"],
  [/^ghcr\.io$/, "own"],
  [/^registry\.gitlab\.com$/, "gitlab.com"],
  [/^quay\.io$/, "own"],
  [/^public\.ecr\.aws$/, "own"],
  [/^[a-z0-9-]+-docker\.pkg\.dev$/, "own"],
  [/^gcr\.io$/, "own"],
  [/^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/, "own"],
];

/** The one host that a well-known registry's realm is at, else undefined. Both with port where it is not the scheme's own. */
export function knownRealmHost(registryHost: string): string | undefined {
  const realmHost = known.find(([registry]) => registry.test(registryHost))?.[1];
  return realmHost === "own" ? registryHost : realmHost;
}
