import type { BasicCredential } from "../../core/credential.ts";
import type { Text } from "../../core/text.ts";
import type { Rights } from "../../registry/auth/probeRights.ts";
import type { Verification } from "../../registry/auth/verifyCredential.ts";
import { recogniseProvider } from "../reach/recogniseProvider.ts";
import type { Session } from "../reach/session.ts";

/** What a login may do, as far as the registry or its provider's API tells. */
export interface ToldRights {
  readonly rights: Rights;
  /** The provider's own words, as on the scopes that a token lacks. */
  readonly notes: readonly Text[];
}

type Verified = Extract<Verification, { readonly kind: "verified" }>;

/** Nobody waits longer for what is only good to know. */
const patienceMs = 8_000;

/** Asks what a login may do that was verified in this session. What cannot be had is left out; rejects with the signal's reason only. */
export async function tellRights(
  host: string,
  credential: BasicCredential,
  verification: Verified,
  session: Session,
  signal: AbortSignal,
): Promise<ToldRights> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const [rights, notes] = await Promise.all([
    session.probe(credential, undefined, within).catch((): Rights => ({})),
    providerNotes(host, credential, verification, session, within).catch((): readonly Text[] => []),
  ]);
  signal.throwIfAborted();
  return { rights, notes };
}

async function providerNotes(
  host: string,
  credential: BasicCredential,
  { realm }: Verified,
  session: Session,
  signal: AbortSignal,
): Promise<readonly Text[]> {
  const provider = await recogniseProvider(host, () => session.client.introduction({ signal }));
  const methods = (await provider?.loadMethods()) ?? [];
  const inspect = methods.find((method) => method.inspect !== undefined)?.inspect;
  const get = (url: URL, authorization: string, asked: AbortSignal) => session.getApi(url, authorization, realm?.url, asked);
  return (await inspect?.({ host, realm }, credential, get, signal))?.notes ?? [];
}
