import type { PageTarget } from "../../providers/webPage.ts";
import type { Sessions } from "../reach/sessions.ts";
import { recogniseRegistry } from "./recognise.ts";

/**
 * The page that shows an image to a browser: the provider's, else the registry's own address, by the scheme that it speaks. Rejects with the
 * signal's reason only.
 */
export async function findPage(
  target: PageTarget,
  sessions: Pick<Sessions, "connectDirectly" | "speaksPlainHttp">,
  signal: AbortSignal,
): Promise<string> {
  const provider = await recogniseRegistry(target.host, sessions, signal);
  const page = (await provider?.loadPage?.())?.(target) ?? `https://${target.host}/`;
  // A server of one's own that speaks plain HTTP has its pages there, too.
  return sessions.speaksPlainHttp(target.host) ? page.replace(`https://${target.host}/`, `http://${target.host}/`) : page;
}
