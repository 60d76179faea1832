import type { RegistryError } from "../../core/registryError.ts";
import type { ConnectionPlan } from "../reach/connection.ts";
import type { TrustTarget } from "./draft.ts";

/** The server that an error is about, by what the registry's hosts.toml says of it. */
export function trustTargetOf(registry: string, error: RegistryError, { hosts, itself, directory }: ConnectionPlan): TrustTarget {
  const failed = String(error.params["host"] ?? "");
  const all = [itself, ...hosts].flatMap(({ endpoints, transport }) => endpoints.map(({ baseUrl }) => ({ baseUrl, transport })));
  const own = all.find(({ baseUrl }) => baseUrl.host === failed);
  const { transport } = own ?? itself;
  const url = own?.baseUrl ?? URL.parse(`https://${failed}/v2`) ?? itself.endpoints[0].baseUrl;
  return { registry, url: secure(url), transport, directory };
}

function secure(url: URL): URL {
  return url.protocol === "https:" ? url : new URL(url.href.replace(/^http:/, "https:"));
}
