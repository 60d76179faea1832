import { isIPv4, isIPv6 } from "node:net";
import { isSameRegistry, registryHostOf } from "../../core/dockerHub.ts";
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
  const port = splitPort(host)?.port ?? "";
  const scheme = port === "" || port === "443" ? "https" : "http";
  return port === "80" ? { scheme, host } : { scheme, host, skipVerify: true, tlsConfigured: true };
}

/** Go's net.SplitHostPort; undefined where it fails, for instance without a port. */
function splitPort(host: string): { readonly name: string; readonly port: string } | undefined {
  const { bracketed, plain, port } = /^(?:\[(?<bracketed>[^[\]]*)\]|(?<plain>[^:[\]]*)):(?<port>[^:[\]]*)$/.exec(host)?.groups ?? {};
  const name = bracketed ?? plain;
  return name === undefined || port === undefined ? undefined : { name, port };
}

/** containerd's MatchLocalhost: `localhost` itself or a loopback address, with or without a port; no name below `localhost`. */
export function isContainerdLocalhost(host: string): boolean {
  const name = splitPort(host)?.name ?? host;
  if (name === "localhost") return true;
  if (name.startsWith("127.")) return isIPv4(name);
  // The costly question last: Node compiles a very long expression for the first one.
  return name.includes(":") && /^(?:0*:)*:?0*1$|^::ffff:127\./i.test(name) && isIPv6(name);
}

/**
 * The schemes tried, in order. With anything said about TLS, containerd since 1.7 tries HTTPS before the plain HTTP
 * that the URL asks for, unless its port is 80.
 */
export function triedSchemes({ scheme, host, tlsConfigured }: Pick<PlacedHost, "scheme" | "host" | "tlsConfigured">): readonly string[] {
  if (scheme === "http" && tlsConfigured && splitPort(host)?.port !== "80") return ["https", "http"];
  return [scheme];
}

/** Whether requests to the host carry `?ns=`, so that a mirror knows which registry is meant. */
export function sendsNamespace(host: string, namespace: string): boolean {
  return !isSameRegistry(host, namespace);
}
