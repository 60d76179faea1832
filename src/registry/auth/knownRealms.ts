import { dockerHubIndex, dockerHubRegistry, hostsPattern } from "../../core/dockerHub.ts";
import { plainHost } from "../../core/referenceHost.ts";

/** Registries whose token server everybody knows; `$&` is the host that was asked. Source: their own challenges. */
const known: readonly (readonly [registry: RegExp, realmHost: string])[] = [
  [hostsPattern(dockerHubRegistry, dockerHubIndex), "auth.docker.io"],
  [/^ghcr\.io$/, "$&"],
  [/^registry\.gitlab\.com$/, "gitlab.com"],
  [/^quay\.io$/, "$&"],
  [/^public\.ecr\.aws$/, "$&"],
  [/^[a-z0-9-]+-docker\.pkg\.dev$/, "$&"],
  [/^gcr\.io$/, "$&"],
  [/^[a-z0-9-]+\.azurecr\.(?:io|cn|us)$/, "$&"],
  [/^registry\.([a-z0-9-]+)\.aliyuncs\.com$/, "dockerauth.$1.aliyuncs.com"],
];

/** The one host that a well-known registry's realm is at, in its plain spelling, else undefined. */
export function knownRealmHost(registryHost: string): string | undefined {
  const host = plainHost(registryHost);
  const [registry, realmHost = ""] = known.find(([pattern]) => pattern.test(host)) ?? [];
  return registry === undefined ? undefined : host.replace(registry, realmHost);
}
