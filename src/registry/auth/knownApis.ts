import { dockerHub, dockerHubApi, dockerHubIndex, dockerHubRegistry, hostsPattern } from "../../core/dockerHub.ts";
import type { RegistryEndpoint } from "../endpoint.ts";
import { plainHost } from "../../core/referenceHost.ts";
import { isSameSite } from "./sameSite.ts";

/**
 * APIs of well-known registries that are at another host and belong to the same company: each may be given the login of that registry, in
 * the way its documentation says. `$1` is the pattern's first group. It decides where a login may go, as `knownRealms.ts` does.
 */
const known: readonly (readonly [registry: RegExp, ...apis: readonly string[]])[] = [
  [hostsPattern(dockerHub, dockerHubIndex, dockerHubRegistry), dockerHubApi],
  [/^ghcr\.io$/, "api.github.com"],
  [/^containers\.([a-z0-9-]+)\.ghe\.com$/, "api.$1.ghe.com"],
  // The key of a service account is not sent to the second: an assertion is, which the key has signed.
  [
    /^(?:[a-z0-9-]+-docker\.pkg\.dev|docker\.[a-z0-9-]+\.rep\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/,
    "artifactregistry.googleapis.com",
    "oauth2.googleapis.com",
  ],
];

/** The registry of a GitHub Enterprise Server is `containers.` of the server's own host (GitHub, “Enabling the container registry”). */
const enterpriseRegistry = /^containers\.(.+)$/;

/**
 * Whether a registry's login may be shown to an API: on the registry's own origin, on that of the token server that was judged for the
 * login, or, over HTTPS, at a host that is known to be the registry's, or that GitHub's naming makes it the registry of, if both are of one site.
 */
export async function mayGetLogin(endpoint: RegistryEndpoint, url: URL, tokenServer: URL | undefined): Promise<boolean> {
  if (url.username !== "" || url.password !== "") return false;
  if (url.origin === endpoint.baseUrl.origin || url.origin === tokenServer?.origin) return true;
  if (url.protocol !== "https:" || url.port !== "") return false;
  const [registry, api] = [plainHost(endpoint.host), plainHost(url.host)];
  if (knownApiHosts(registry).includes(api)) return true;
  return enterpriseRegistry.exec(registry)?.[1] === api && isSameSite(registry, api);
}

function knownApiHosts(host: string): readonly string[] {
  const [registry, ...apis] = known.find(([pattern]) => pattern.test(host)) ?? [];
  return registry === undefined ? [] : apis.map((api) => host.replace(registry, api));
}
