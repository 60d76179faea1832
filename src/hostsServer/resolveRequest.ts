import type { ResolveParams, ResolveResult, ResolveResultHost } from "../hosts/protocol.ts";
import { fillRegistry } from "../hosts/resolve/registry.ts";
import type { PlacedHost } from "../hosts/resolve/resolveHosts.ts";
import type { LineIndex } from "../hosts/syntax/lines.ts";
import { parseVersion } from "../hosts/versions.ts";
import type { ServerState } from "./state.ts";

/** Answers `hosts/resolve`; null for a document that is not open. */
export function resolveRequest(state: ServerState, { textDocument, containerd, host }: ResolveParams): ResolveResult | null {
  const version = (containerd === undefined ? undefined : parseVersion(containerd)) ?? state.settings.version;
  const analysis = state.analyses.get(textDocument.uri, version);
  if (analysis === undefined) return null;
  const { resolution, lines } = analysis;
  if ("error" in resolution) {
    const { code, message } = resolution.error;
    return { error: { code, message, range: lines.range(resolution.error) } };
  }
  const hosts = host === undefined ? resolution.hosts : fillRegistry(resolution.hosts, { host, version });
  return { hosts: hosts.map((each) => withRange(each, lines)) };
}

function withRange(resolved: PlacedHost, lines: LineIndex): ResolveResultHost {
  const { scheme, host, path, capabilities, ca, client, skipVerify, dialTimeout, header, at } = resolved;
  return { scheme, host, path, capabilities, ca, client, skipVerify, dialTimeout, header, range: lines.range(at) };
}
