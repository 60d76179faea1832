import { join } from "node:path";
import type { Credential } from "../../core/credential.ts";
import { snapConfigOf } from "../../credentials/configLocation.ts";
import type { CredentialStore, OlderEntry, SaveResult } from "../../credentials/credentialStore.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import { withoutAccount } from "../../credentials/registryName.ts";
import { isAbort } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import type { Spawn } from "../../core/spawn.ts";
import { untilAborted } from "../../core/singleFlight.ts";
import { type Text, text } from "../../core/text.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Verification } from "../../registry/auth/verifyCredential.ts";
import type { AddedRegistries } from "../remembered/addedRegistries.ts";
import type { LoginAttempt, LoginCheck, LoginFlowPorts, Reached } from "./draft.ts";
import { type LoginOutcome, type LoginRequest, runLoginFlow } from "./flow.ts";
import type { ApiGet, Findings } from "../../providers/loginMethod.ts";
import type { MethodPorts } from "../../providers/methodContext.ts";
import type { ListPrompter } from "../prompts/prompter.ts";
import { publicViewText, viewAsNobody } from "./publicView.ts";
import { loopbackTexts } from "../reach/loopbackTexts.ts";
import type { PassedOverLogins } from "../remembered/passedOverLogins.ts";
import { displayOf, type RememberedLogin, type RememberedLogins } from "../remembered/rememberedLogins.ts";
import { rightsTexts } from "./rightsTexts.ts";
import { expiryOfCredential } from "../../core/secretExpiry.ts";
import { save } from "./save.ts";
import { sideNotes } from "./side.ts";
import type { GuestSearch } from "./guests.ts";
import type { Sessions } from "../reach/sessions.ts";
import { withSession } from "../reach/withSession.ts";
import { type LoginPlan, readFirst, readsElsewhere } from "./storeChoices.ts";

export interface LoginPorts {
  readonly prompter: ListPrompter;
  readonly sessions: Sessions;
  readonly store: CredentialStore;
  /** The person's decision that logins belong into config.json where it names no helper. */
  readonly keepInFile: { readonly get: () => boolean; readonly set: () => Promise<void> };
  /** Helps the person to a connection that is trusted; true where there is one now. */
  readonly setUpTrust: (host: string, fault: RegistryError) => Promise<boolean>;
  readonly spawn: Spawn;
  readonly signIn: MethodPorts["signIn"];
  readonly sendSigned: MethodPorts["sendSigned"];
  readonly environment: MethodPorts["environment"];
  readonly applyRemedy: LoginFlowPorts["applyRemedy"];
  readonly files: FileReader;
  readonly remembered: RememberedLogins;
  readonly passedOver: PassedOverLogins;
  readonly registries: AddedRegistries;
  readonly homeDirectory: string;
  /** The guests of this machine in which nerdctl may run. */
  readonly findGuests: (signal: AbortSignal) => Promise<GuestSearch>;
  /** `vscode.env.remoteName`. */
  readonly remoteName: string | undefined;
  readonly logger: Logger;
}

export type LoginResult =
  | {
      readonly kind: "loggedIn";
      readonly host: string;
      readonly check: Verification["kind"];
      /** What the credential may and may not do, and what tools read before what was written. */
      readonly notes: readonly Text[];
      readonly expiresAt?: Date;
      readonly saved: SaveResult;
    }
  /** The registry is browsed without a login, and no file was written. */
  | { readonly kind: "anonymous"; readonly host: string; readonly lists: boolean; readonly note: Text }
  /** The stored login is good, and nothing was written. */
  | { readonly kind: "kept"; readonly host: string }
  | { readonly kind: "cancelled" };

/**
 * A whole login, or one made again in the way that is remembered (`isAgain`): asks, has the registry check what was typed while it is in
 * memory only, and saves it. Until the registry has said yes nothing is written.
 */
export async function logIn(request: LoginRequest & { readonly isAgain?: boolean }, ports: LoginPorts): Promise<LoginResult> {
  const { findGuests } = ports;
  const ending = new AbortController();
  const asked: { guests?: Promise<GuestSearch> } = {};
  // Their programs are asked once a login, whatever hosts are tried in it, and end with it.
  const once = (signal: AbortSignal): Promise<GuestSearch> => untilAborted((asked.guests ??= findGuests(ending.signal)), signal);
  try {
    return await logInOnce(request, { ...ports, findGuests: once });
  } finally {
    ending.abort();
  }
}

async function logInOnce(request: LoginRequest & { readonly isAgain?: boolean }, ports: LoginPorts): Promise<LoginResult> {
  const { prompter, sessions, keepInFile, spawn, signIn, sendSigned, environment, files, homeDirectory } = ports;
  const { isAgain, ...target } = request;
  const source = isAgain === true && target.host !== undefined ? ports.remembered.of(target.host)?.source : undefined;
  const answer = await runLoginFlow(
    { ...target, source },
    {
      prompter,
      reach: (host, signal) => reach(host, ports, signal),
      pullsFrom: (host) => sessions.pullsFrom(host),
      verify: (attempt, signal) => verify(attempt, ports, signal),
      viewAsNobody: (host, signal) => viewAsNobody(host, sessions, signal),
      stored: (host, signal) => findStored(host, ports, signal),
      planSave: (host, signal) => planLogin(host, ports, signal),
      keepsInFile: keepInFile.get,
      isInstalled: async (program) => (await spawn.find(program)) !== undefined,
      probeHelper: (helper, signal) => ports.store.probeHelper(helper, { signal }),
      method: { spawn, signIn, sendSigned, environment, files, homeDirectory },
      postForm: (host, path, fields, signal) =>
        withSession(sessions.connectDirectly(host, signal), (session) => session.postForm(path, fields, signal)),
      applyRemedy: ports.applyRemedy,
      setUpTrust: ports.setUpTrust,
      loginsInStore: (host, signal) => findInStore(host, ports, signal),
      askHelper: (helper, host, signal) => ports.store.askHelper(helper, host, { signal }),
      save: (login, position) => save(login, position, { ...ports, plan: () => planLogin(login.host, ports) }),
      readFile: async (path, maxBytes) => new TextDecoder().decode(await readOrdinaryFile(files, path, maxBytes)),
    },
  );
  switch (answer.kind) {
    case "answered":
      return finish(answer, ports);
    case "anonymous":
      return browseAsNobody(answer, ports);
    case "kept":
      await forgetSignOut(answer.host, ports);
      await ports.passedOver.remove(answer.host);
      return answer;
    case "cancelled":
      return answer;
  }
}

async function browseAsNobody({ host, view }: LoginOutcome & { readonly kind: "anonymous" }, ports: LoginPorts): Promise<LoginResult> {
  const display = displayOf(host);
  await ports.registries.add(host);
  const { registries } = await ports.store.registries();
  await ports.passedOver.add(
    host,
    registries.some((each) => each.host === display),
  );
  return { kind: "anonymous", host: display, lists: view.lists, note: publicViewText(display, view) };
}

type Answered = Extract<LoginOutcome, { readonly kind: "answered" }>;

async function finish(answer: Answered, ports: LoginPorts): Promise<LoginResult> {
  if (answer.keep.always) await ports.keepInFile.set();
  await ports.passedOver.remove(answer.host);
  const { host, check, signIn, saved, source } = answer;
  const { kind, notes, hints = [], rights, expiresAt } = check;
  await ports.remembered.set(host, {
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(rights === undefined ? {} : { rights }),
    ...(signIn === undefined ? {} : { signIn }),
    ...(source === undefined ? {} : { source }),
    ...toTakeBack(saved, ports.remembered.of(host)),
  });
  const left = await removeOlder(answer, ports);
  const overruled = answer.isPlaceShown ? [] : overruledTexts(await planLogin(host, ports));
  return {
    kind: "loggedIn",
    host,
    check: kind,
    notes: [...keptTexts(saved), ...notes, ...rightsTexts(rights), ...left, ...overruled, ...hints],
    ...(expiresAt === undefined ? {} : { expiresAt }),
    saved,
  };
}

/** Who reads something else than what was written. On which side that is was said before. */
function overruledTexts(plan: LoginPlan): readonly Text[] {
  return [...readFirst(plan), ...readsElsewhere({ ...plan, side: [] })];
}

/** What logging out takes back: what this save added, and those before it. */
function toTakeBack(saved: SaveResult, before: RememberedLogin = {}): Pick<RememberedLogin, "mapped" | "alsoMapped" | "addedStore"> {
  const { mapped = before.mapped, addedStore = before.addedStore } = saved;
  const alsoMapped = [...new Set([...(before.alsoMapped ?? []), ...(saved.alsoMapped ?? [])])];
  return {
    ...(mapped === undefined ? {} : { mapped }),
    ...(addedStore === undefined ? {} : { addedStore }),
    ...(alsoMapped.length === 0 ? {} : { alsoMapped }),
  };
}

function keptTexts({ keptAsIs = [] }: SaveResult): readonly Text[] {
  return keptAsIs.length === 0 ? [] : [text("{0} had a login or helper already, and keeps it.", keptAsIs.join(", "))];
}

/** Older entries that were to go and are still there. The login is good all the same. */
async function removeOlder({ remove, saved }: Answered, { store, logger }: LoginPorts): Promise<readonly Text[]> {
  const left: Text[] = [];
  for (const entry of remove) {
    try {
      if (entry.kind === "store") await store.removeFromStore(entry.key);
      else await store.removeEntries([entry], { writeInPlace: saved.inPlace === true && entry.path === store.configPath });
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      logger.warn(error.message);
      left.push(text("“{0}” could not be removed from {1}; the log has the reason.", withoutAccount(entry.key), entry.path));
    }
  }
  return left;
}

/** A login that the registry takes has not ended with the sign-in that it came from. */
async function forgetSignOut(host: string, { remembered }: LoginPorts): Promise<void> {
  const { signIn, isSignedOut, ...others }: RememberedLogin = remembered.of(host) ?? {};
  if (signIn !== undefined && isSignedOut === true) await remembered.set(host, others);
}

/** The registry's word first, then what its provider tells of the credential: where that cannot be had, the login is good all the same. */
async function verify(
  { site, method, credential, repository }: LoginAttempt,
  { sessions, logger }: LoginPorts,
  signal: AbortSignal,
): Promise<LoginCheck> {
  return withSession(sessions.connectDirectly(site.host, signal), async (session) => {
    const verification = await session.verify(credential, signal).catch((error: unknown) => {
      if (!isAbort(error)) logger.info(`${site.host} does not take the login: ${String(error)}`);
      throw error;
    });
    logger.info(`${site.host} ${verification.kind === "unverified" ? "checks no login" : "takes the login"}`);
    const { kind } = verification;
    const end = expiryOfCredential(credential);
    const hints = session.endpoint.baseUrl.protocol === "https:" ? loopbackTexts(site.host) : [];
    const plain: LoginCheck = { kind, notes: [], hints, ...(end === undefined ? {} : { expiresAt: end }) };
    if (verification.kind === "unverified" || credential.kind !== "basic" || method === undefined) return plain;
    const { inspect } = method;
    const { realm } = verification;
    const verified = { host: site.host, realm };
    const get: ApiGet = (url, authorization, asked) => session.getApi(url, authorization, realm?.url, asked);
    const findings = await findingsOf(inspect?.(verified, credential, get, signal), site.host, logger);
    // Where the provider's API tells of the token, the registry is asked about a repository only.
    const isTold = findings !== undefined && repository === undefined;
    const rights = isTold ? {} : await quietly(session.probe(credential, repository, signal), {}, site.host, logger);
    return {
      ...plain,
      ...findings,
      hints: [...hints, ...(findings?.hints ?? [])],
      ...(Object.keys(rights).length === 0 ? {} : { rights }),
    };
  });
}

/** What the provider's API tells; undefined where there is none, or the login is not for it. */
async function findingsOf(inspection: Promise<Findings> | undefined, host: string, logger: Logger): Promise<Findings | undefined> {
  if (inspection === undefined) return undefined;
  const unknown = { notes: [text("Could not find out what the token may do; the log has the reason.")] };
  const allowed = inspection.catch((error: unknown) => {
    if (!RegistryError.is(error, "request-rejected")) throw error;
    logger.info(error.message);
    return undefined;
  });
  return quietly(allowed, unknown, host, logger);
}

/** What is only good to know: where it cannot be had, the log says why. */
async function quietly<T>(asking: Promise<T>, otherwise: T, host: string, logger: Logger): Promise<T> {
  try {
    return await asking;
  } catch (error) {
    if (isAbort(error)) throw error;
    logger.warn(`${host}: what the login may do could not be found out: ${String(error)}`);
    return otherwise;
  }
}

/** A helper that fails now is told of when something is to be saved with it. */
async function findStored(host: string, { store, logger }: LoginPorts, signal: AbortSignal): Promise<Credential | undefined> {
  try {
    return (await store.lookup(host, { signal }))?.credential;
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    logger.warn(error.message);
    return undefined;
  }
}

/** A store that does not list what it has is passed over: the login is not for it. */
async function findInStore(host: string, { store, logger }: LoginPorts, signal: AbortSignal): Promise<readonly OlderEntry[]> {
  try {
    return await store.loginsInStore(host, { signal });
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    logger.warn(error.message);
    return [];
  }
}

/** Rejects where no registry answers at the host. */
async function reach(host: string, ports: LoginPorts, signal: AbortSignal): Promise<Reached> {
  const ping = await withSession(ports.sessions.connectDirectly(host, signal), ({ client }) => client.ping({ signal }));
  const { product, realm, isRealmTrusted, realmRefusal } = ping;
  // No login could go anywhere: better said before a password is asked for than after.
  if (realmRefusal !== undefined) throw realmRefusal;
  return { product, trustedRealm: isRealmTrusted ? realm : undefined };
}

/** Where nobody can cancel: the guests were found by then. */
const neverAborted = new AbortController().signal;

async function planLogin(
  host: string,
  { store, homeDirectory, spawn, findGuests, remoteName }: LoginPorts,
  signal = neverAborted,
): Promise<LoginPlan> {
  const [plan, { registries }, guests] = await Promise.all([store.planSave(host), store.registries(), findGuests(signal)]);
  const inPodman = registries.filter(
    ({ host: each, source, hasCredential }) => each === plan.host && source.kind === "podman" && hasCredential !== "no",
  );
  // With DOCKER_CONFIG the snap reads what everybody reads.
  const isUsual = store.configPath === join(homeDirectory, ".docker/config.json");
  const snapConfig = isUsual ? snapConfigOf(await spawn.find("docker"), homeDirectory) : undefined;
  const podmanFiles = inPodman.flatMap(({ source }) => source.path ?? []);
  const side = sideNotes(remoteName);
  return { ...plan, podmanFiles, homeDirectory, guests, side, ...(snapConfig === undefined ? {} : { snapConfig }) };
}
