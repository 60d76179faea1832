import { isIPv4, isIPv6 } from "node:net";
import { hostnameOf } from "../../core/referenceHost.ts";

/**
 * Whether containerd takes a registry for one of this machine, whose certificate nobody verifies where no hosts.toml says otherwise
 * (core/remotes/docker, MatchLocalhost): `localhost` itself or a loopback address, and no name below `localhost`.
 */
export function isOfThisMachine(host: string): boolean {
  const name = hostnameOf(host).replace(/^\[|\]$/g, "");
  if (name === "localhost") return true;
  return name.startsWith("127.") ? isIPv4(name) : isIPv6(name) && /^(?:0*:)*:?0*1$/.test(name);
}
