import type { RegistryError } from "../../core/registryError.ts";
import type { ConnectionPlan } from "../reach/connection.ts";
import type { TrustTarget } from "./draft.ts";

/** The server that an error is about, by what the registry's hosts.toml says of it. */
export function trustTargetOf(registry: string, error: RegistryError, { hosts, itself, directory }: ConnectionPlan): TrustTarget {
  const own = itself.endpoints[0].baseUrl;
  const failed = String(error.params["host"] ?? own.host);
  const ofRegistry = [itself, ...hosts].filter(({ isRegistry }) => isRegistry).flatMap(({ endpoints }) => endpoints);
  const endpoint = ofRegistry.find(({ baseUrl }) => baseUrl.host === failed);
  return {
    registry,
    url: secure(endpoint?.baseUrl ?? URL.parse(`https://${failed}/v2`) ?? own),
    isNamed: endpoint !== undefined,
    transport: itself.transport,
    headers: Object.keys(endpoint?.headers ?? {}),
    directory,
  };
}

function secure(url: URL): URL {
  return url.protocol === "https:" ? url : new URL(url.href.replace(/^http:/, "https:"));
}
