import type { Credential } from "../core/credential.ts";
import type { CredentialStore, SaveResult } from "../credentials/credentialStore.ts";
import type { CredentialLookup } from "../registry/registryClient.ts";
import { RegistryError } from "../registry/registryError.ts";
import { type LoginRequest, runLoginFlow } from "./loginFlow.ts";
import { type Prompter, type Text, text } from "./prompter.ts";
import type { Sessions } from "./sessions.ts";

export interface LoginPorts {
  readonly prompter: Prompter;
  readonly sessions: Sessions;
  readonly store: CredentialStore;
  /** Asks the person for their word that a registry may be asked over plain HTTP, and remembers a yes. */
  readonly allowPlainHttp: (host: string) => Promise<boolean>;
}

export type LoginResult =
  | { readonly kind: "loggedIn"; readonly host: string; readonly verified: boolean; readonly saved: SaveResult }
  | { readonly kind: "cancelled" };

/**
 * A whole login: asks, has the registry check what was typed while it is in memory only, and saves it. Until the
 * registry has said yes nothing is written. Rejects with CredentialsError when it cannot be saved.
 */
export async function logIn(request: LoginRequest, ports: LoginPorts): Promise<LoginResult> {
  const { prompter, sessions, store } = ports;
  const outcome = { verified: false };
  const answer = await runLoginFlow(request, {
    prompter,
    reach: (host, signal) => reach(host, ports, signal),
    verify: async (host, credential, signal) => {
      const verdict = await verify(sessions, host, credential, signal);
      outcome.verified = verdict.kind === "verified";
      return undefined;
    },
  });
  if (answer.kind === "cancelled") return answer;
  const saved = await store.save(answer.host, answer.credential);
  return { kind: "loggedIn", host: answer.host, verified: outcome.verified, saved };
}

/** No credential at all: what a first look at a registry is made with. */
const anonymous: CredentialLookup = { lookup: () => Promise.resolve(undefined) };

async function reach(host: string, ports: LoginPorts, signal: AbortSignal): Promise<Text | undefined> {
  try {
    const client = await ports.sessions.connect(host, anonymous, signal);
    try {
      await client.ping({ signal });
    } finally {
      client.dispose();
    }
    return undefined;
  } catch (error) {
    if (!RegistryError.is(error, "plain-http-server") || !(await ports.allowPlainHttp(host))) throw error;
    // The person has given their word: the same question again, over plain HTTP.
    return reach(host, ports, signal);
  }
}
