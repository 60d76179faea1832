import type { Credential } from "../../../core/credential.ts";
import { isAbort } from "../../../core/errors.ts";
import { untilAborted } from "../../../core/singleFlight.ts";
import type { Provider } from "../../../providers/provider.ts";
import { providerOfHost, providerOfProduct } from "../../../providers/catalog.ts";
import type { Sessions } from "../../reach/sessions.ts";
import type { PushSite } from "./draft.ts";

/** What is asked for is a help, and not waited for longer. */
const patienceMs = 10_000;

export interface LookPorts {
  readonly sessions: Pick<Sessions, "connectDirectly">;
  /** The stored login. */
  readonly lookUp: (host: string, signal: AbortSignal) => Promise<Credential | undefined>;
  /** Some of the registry's repositories. Never rejects. */
  readonly listed: (host: string) => Promise<readonly string[]>;
}

/** What is known of a registry that an image is pushed to: what cannot be had is left out. Rejects with the signal's reason only. */
export async function lookAtRegistry(host: string, { sessions, lookUp, listed }: LookPorts, signal: AbortSignal): Promise<PushSite> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const attempt = async <T>(task: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await untilAborted(task, limited);
    } catch (error) {
      if (isAbort(error)) signal.throwIfAborted();
      return otherwise;
    }
  };
  const [provider, credential, repositories] = await Promise.all([
    attempt(providerOf(host, sessions, limited), undefined),
    attempt(lookUp(host, limited), undefined),
    attempt(listed(host), []),
  ]);
  const username = credential?.kind === "basic" ? credential.username : undefined;
  return { context: { host, username, listed: repositories }, guide: await provider?.loadPush?.() };
}

/** By the host's name, else by what it gives away. */
async function providerOf(host: string, sessions: LookPorts["sessions"], signal: AbortSignal): Promise<Provider | undefined> {
  const named = providerOfHost(host);
  if (named !== undefined) return named;
  const session = await sessions.connectDirectly(host, signal);
  try {
    return providerOfProduct((await session.client.introduction({ signal })).product);
  } finally {
    session.dispose();
  }
}
