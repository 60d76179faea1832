import { cleanPath } from "../resolve/goPath.ts";
import type { ResolvedHost } from "../resolve/hostConfig.ts";

/** The URL to which containerd appends a repository: it joins the parts and so cleans `//v2`. */
export function apiUrl({ scheme, host, path }: Pick<ResolvedHost, "scheme" | "host" | "path">): string {
  const cleaned = cleanPath(`/${path}`);
  return `${scheme}://${host}${cleaned === "/" ? "" : cleaned}`;
}
