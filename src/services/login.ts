import type { CredentialStore, SavePlan, SaveResult } from "../credentials/credentialStore.ts";
import { CredentialsError } from "../credentials/credentialsError.ts";
import { RegistryError } from "../registry/registryError.ts";
import type { Verification } from "../registry/verifyCredential.ts";
import { type LoginAnswer, type LoginRequest, runLoginFlow } from "./loginFlow.ts";
import { type Prompter, text } from "./prompter.ts";
import type { Session, Sessions } from "./sessions.ts";

export interface LoginPorts {
  readonly prompter: Prompter;
  readonly sessions: Sessions;
  readonly store: CredentialStore;
  /** The person's decision that logins belong into config.json where it names no helper. */
  readonly keepInFile: { readonly get: () => boolean; readonly set: () => Promise<void> };
  /** Asks the person for their word that a registry may be asked over plain HTTP, and remembers a yes. */
  readonly allowPlainHttp: (host: string) => Promise<boolean>;
}

export type LoginResult =
  | {
      readonly kind: "loggedIn";
      readonly host: string;
      readonly check: Verification["kind"];
      readonly saved: SaveResult;
      /** An environment variable that tools read first. */
      readonly overruledBy?: string;
    }
  | { readonly kind: "cancelled" };

/**
 * A whole login: asks, has the registry check what was typed while it is in memory only, and saves it. Until the
 * registry has said yes nothing is written. Rejects with CredentialsError when it cannot be saved.
 */
export async function logIn(request: LoginRequest, ports: LoginPorts): Promise<LoginResult> {
  const { prompter, sessions, store } = ports;
  const outcome: { check: Verification["kind"] } = { check: "unverified" };
  const answer = await runLoginFlow(request, {
    prompter,
    reach: (host, signal) => reach(host, ports, signal),
    verify: async (host, credential, signal) => {
      const verification = await withSession(sessions, host, signal, (session) => session.verify(credential, signal));
      outcome.check = verification.kind;
    },
    planSave: (host) => planSave(host, ports),
  });
  if (answer.kind === "cancelled") return answer;
  const saved = await save(answer, ports);
  if (saved === undefined) return { kind: "cancelled" };
  if (answer.keep.always) await ports.keepInFile.set();
  const { environment } = await store.planSave(answer.host);
  return { kind: "loggedIn", host: answer.host, check: outcome.check, saved, ...(environment === undefined ? {} : { overruledBy: environment.variable }) };
}

/** A keychain may have no room for a long token: then the person may keep this one login in the file. */
async function save({ host, credential, keep }: Answered, { store, prompter }: LoginPorts): Promise<SaveResult | undefined> {
  try {
    return await store.save(host, credential, keep.save);
  } catch (error) {
    if (!(error instanceof CredentialsError) || !error.code.startsWith("secret-too-long-for-")) throw error;
    const answer = await prompter.pick({
      title: text("Log In to {0}", host),
      step: 1,
      totalSteps: 1,
      canGoBack: false,
      placeholder: text("The token is longer than docker-credential-{0} can keep ({1} bytes)", String(error.params["helper"]), String(error.params["limit"])),
      choices: [{ label: text("Keep this one login in config.json"), detail: text("{0}, in plain text (base64)", store.configPath), value: "file" as const }],
    });
    return answer.kind === "next" ? store.save(host, credential, { store: answer.value }) : undefined;
  }
}

type Answered = Extract<LoginAnswer, { readonly kind: "answered" }>;

/** Rejects where no registry answers at the host. Over plain HTTP it is asked only once the person has given their word. */
async function reach(host: string, ports: LoginPorts, signal: AbortSignal): Promise<void> {
  try {
    await withSession(ports.sessions, host, signal, ({ client }) => client.ping({ signal }));
  } catch (error) {
    if (!RegistryError.is(error, "plain-http-server") || !(await ports.allowPlainHttp(host))) throw error;
    await withSession(ports.sessions, host, signal, ({ client }) => client.ping({ signal }));
  }
}

/** A session of its own, so that what a login tries leaves nothing in the sessions that the tree uses. */
async function withSession<T>(sessions: Sessions, host: string, signal: AbortSignal, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await sessions.connectDirectly(host, signal);
  try {
    return await use(session);
  } finally {
    session.dispose();
  }
}

/** A person who keeps logins in the file by decision is not offered a keychain. */
async function planSave(host: string, { store, keepInFile }: LoginPorts): Promise<SavePlan> {
  const { nativeStore, ...plan } = await store.planSave(host);
  return nativeStore === undefined || keepInFile.get() ? plan : { ...plan, nativeStore };
}
