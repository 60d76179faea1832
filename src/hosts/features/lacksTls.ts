import { parseGoUrl } from "../resolve/goUrl.ts";
import { withScheme } from "../resolve/hostConfig.ts";
import type { Section } from "../resolve/model.ts";

/** Whether a host is asked by HTTPS, and nothing in its section says how: the TLS settings of the root are not its own. */
export function lacksTls(name: string, { settings }: Pick<Section, "settings">): boolean {
  const parsed = parseGoUrl(withScheme(name));
  if (!("url" in parsed) || parsed.url.scheme !== "https") return false;
  return !settings.has("ca") && !settings.has("client") && !settings.has("skip_verify");
}
