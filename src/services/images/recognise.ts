import { isAbort } from "../../core/errors.ts";
import { untilAborted } from "../../core/singleFlight.ts";
import type { Provider } from "../../providers/provider.ts";
import { recogniseProvider } from "../reach/recogniseProvider.ts";
import type { Sessions } from "../reach/sessions.ts";
import { withSession } from "../reach/withSession.ts";

/** What is asked for as a help is not waited for longer. */
const patienceMs = 10_000;

/** What a task answers in that time; `otherwise` where it fails or takes longer. Rejects with the signal's reason only. */
export async function withPatience<T>(task: (signal: AbortSignal) => Promise<T>, otherwise: T, signal: AbortSignal): Promise<T> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  try {
    return await untilAborted(task(limited), limited);
  } catch (error) {
    if (isAbort(error)) signal.throwIfAborted();
    return otherwise;
  }
}

/** The provider of a registry, which is asked over a session of its own where its name does not tell; undefined where that fails, too. */
export function recogniseRegistry(
  host: string,
  sessions: Pick<Sessions, "connectDirectly">,
  signal: AbortSignal,
): Promise<Provider | undefined> {
  const ask = (limited: AbortSignal): Promise<Provider | undefined> =>
    recogniseProvider(host, () =>
      withSession(sessions.connectDirectly(host, limited), ({ client }) => client.introduction({ signal: limited })),
    );
  return withPatience(ask, undefined, signal);
}
