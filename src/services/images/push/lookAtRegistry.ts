import type { Credential } from "../../../core/credential.ts";
import type { Sessions } from "../../reach/sessions.ts";
import { recogniseRegistry, withPatience } from "../recognise.ts";
import type { PushSite } from "./draft.ts";

export interface LookPorts {
  readonly sessions: Pick<Sessions, "connectDirectly">;
  /** The stored login. */
  readonly lookUp: (host: string, signal: AbortSignal) => Promise<Credential | undefined>;
  /** Some of the registry's repositories. Never rejects. */
  readonly listed: (host: string) => Promise<readonly string[]>;
}

/** What is known of a registry that an image is pushed to: what cannot be had is left out. Rejects with the signal's reason only. */
export async function lookAtRegistry(host: string, { sessions, lookUp, listed }: LookPorts, signal: AbortSignal): Promise<PushSite> {
  const [provider, credential, repositories] = await Promise.all([
    recogniseRegistry(host, sessions, signal),
    withPatience((limited) => lookUp(host, limited), undefined, signal),
    withPatience(() => listed(host), [], signal),
  ]);
  const username = credential?.kind === "basic" ? credential.username : undefined;
  return { context: { host, username, listed: repositories }, guide: await provider?.loadPush?.() };
}
