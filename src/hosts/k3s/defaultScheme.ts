import { hostParts } from "../../core/referenceHost.ts";
import { isContainerdLocalhost } from "../../core/localhost.ts";

/** What k3s puts before an endpoint without a scheme: a registry on this machine with a port of its own is asked over HTTP. */
export function defaultScheme(host: string): "http" | "https" {
  const { port } = hostParts(host);
  return isContainerdLocalhost(host) && port !== undefined && port !== "443" ? "http" : "https";
}
