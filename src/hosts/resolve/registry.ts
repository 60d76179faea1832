import { isSameRegistry, registryHostOf } from "../../core/dockerHub.ts";
import { isContainerdLocalhost, splitHostPort } from "../../core/localhost.ts";
import { allCapabilities } from "../schema.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import type { ResolvedHost } from "./hostConfig.ts";
import type { PullClient } from "./lookup.ts";
import type { PlacedHost } from "./resolveHosts.ts";

/** The registry that a host without a name of its own stands for. */
export interface Namespace {
  /** As the image reference names it: `docker.io`, `localhost:5000`. */
  readonly host: string;
  readonly version: ContainerdVersion;
  /** nerdctl's own resolver speaks plain HTTP to loopback registries; the others try HTTPS first. */
  readonly client?: PullClient;
}

/** containerd's ConfigureHosts: the last host, if it names none, becomes the registry that is pulled from. */
export function fillRegistry<Host extends ResolvedHost & { readonly tlsConfigured: boolean }>(
  hosts: readonly Host[],
  namespace: Namespace,
): readonly Host[] {
  const last = hosts.at(-1);
  if (last === undefined || last.host !== "") return hosts;
  const capabilities = allCapabilities.filter(({ since }) => since === undefined || isAtLeast(namespace.version, since));
  const registry = { path: "/v2", capabilities: capabilities.map(({ name }) => name), ...endpoint(namespace) };
  return [...hosts.slice(0, -1), { ...last, ...registry }];
}

type NamespaceHost = Pick<ResolvedHost, "scheme" | "host"> & { readonly skipVerify?: boolean; readonly tlsConfigured?: boolean };

function endpoint({ host, client }: Namespace): NamespaceHost {
  if (!isContainerdLocalhost(host)) return { scheme: "https", host: registryHostOf(host) };
  if (client === "nerdctl") return { scheme: "http", host };
  const port = splitHostPort(host)?.port ?? "";
  const scheme = port === "" || port === "443" ? "https" : "http";
  return port === "80" ? { scheme, host } : { scheme, host, skipVerify: true, tlsConfigured: true };
}

/**
 * The schemes tried, in order. With anything said about TLS, containerd since 1.7 tries HTTPS before the plain HTTP
 * that the URL asks for, unless its port is 80.
 */
export function triedSchemes({ scheme, host, tlsConfigured }: Pick<PlacedHost, "scheme" | "host" | "tlsConfigured">): readonly string[] {
  if (scheme === "http" && tlsConfigured && splitHostPort(host)?.port !== "80") return ["https", "http"];
  return [scheme];
}

/** Whether requests to the host carry `?ns=`, so that a mirror knows which registry is meant. */
export function sendsNamespace(host: string, namespace: string): boolean {
  return !isSameRegistry(host, namespace);
}
