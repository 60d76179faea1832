import { isIPv4, isIPv6 } from "node:net";

/** Go's net.SplitHostPort; undefined where it fails, for instance without a port. */
export function splitHostPort(host: string): { readonly name: string; readonly port: string } | undefined {
  const { bracketed, plain, port } = /^(?:\[(?<bracketed>[^[\]]*)\]|(?<plain>[^:[\]]*)):(?<port>[^:[\]]*)$/.exec(host)?.groups ?? {};
  const name = bracketed ?? plain;
  return name === undefined || port === undefined ? undefined : { name, port };
}

/**
 * Whether containerd takes a registry for one of this machine, whose certificate nobody verifies where no hosts.toml says otherwise
 * (core/remotes/docker, MatchLocalhost): `localhost` itself or a loopback address, with or without a port; no name below `localhost`.
 */
export function isContainerdLocalhost(host: string): boolean {
  const name = splitHostPort(host)?.name ?? host;
  if (name === "localhost") return true;
  if (name.startsWith("127.")) return isIPv4(name);
  // The costly question last: Node compiles a very long expression for the first one.
  return name.includes(":") && /^(?:0*:)*:?0*1$|^::ffff:127\./i.test(name) && isIPv6(name);
}
