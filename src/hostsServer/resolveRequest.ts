import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ResolveParams, ResolveResult, ResolveResultHost } from "../hosts/protocol.ts";
import { fillRegistry } from "../hosts/resolve/registry.ts";
import { type PlacedHost, resolveHosts } from "../hosts/resolve/resolveHosts.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument } from "../hosts/syntax/scan.ts";
import { type ContainerdVersion, parseVersion } from "../hosts/versions.ts";
import { directoryOf } from "./paths.ts";

/** Answers `hosts/resolve`. */
export function resolveRequest(document: TextDocument, { containerd, host }: ResolveParams, usual: ContainerdVersion): ResolveResult {
  const version = (containerd === undefined ? undefined : parseVersion(containerd)) ?? usual;
  const text = document.getText();
  const lines = new LineIndex(text);
  const resolution = resolveHosts(scanDocument(text), { directory: directoryOf(document.uri), version });
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
