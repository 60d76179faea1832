import type { Resolution } from "../resolve/resolveHosts.ts";
import { plainName } from "../../core/visibleText.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { apiUrl } from "./urlText.ts";

export interface InlayHint {
  readonly at: number;
  readonly label: string;
}

/** The URL that containerd makes of each host, at the end of its header, and of the server. */
export function inlayHints(document: HostsDocument, resolution: Resolution): readonly InlayHint[] {
  if ("error" in resolution) return [];
  const headerEnds = new Map(document.tables.map(({ header }) => [header?.key[1]?.start, header?.end]));
  const last = resolution.hosts.length - 1;
  return resolution.hosts.flatMap((host, index) => {
    const at = index === last ? host.at.end : headerEnds.get(host.at.start);
    return host.host === "" || at === undefined ? [] : [{ at, label: plainName(`→ ${apiUrl(host)}`) }];
  });
}
