import { type ExtensionContext, type LogOutputChannel } from "vscode";
import { systemClock } from "../core/clock.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { framesOf, isAbort, toError } from "../core/errors.ts";
import { readHttpSettings } from "../platform/httpSettings.ts";
import { createLog, type Log } from "../platform/log.ts";
import { mementoMemory } from "../platform/mementoMemory.ts";
import { createRealmConfirmation } from "../platform/realmConfirmation.ts";
import { KnownRegistries } from "../services/browse/knownRegistries.ts";
import { chooseNetworkOptions } from "../services/reach/networkOptions.ts";
import { createApiSender, createSessionOpener } from "../services/reach/openSession.ts";
import { type SessionPorts, Sessions } from "../services/reach/sessions.ts";
import { storedLogins } from "../services/reach/storedLogins.ts";
import { AddedRegistries } from "../services/remembered/addedRegistries.ts";
import { AddedRepositories, type RepositoriesByHost } from "../services/remembered/addedRepositories.ts";
import { type PassedOver, PassedOverLogins } from "../services/remembered/passedOverLogins.ts";
import { CurrentStore } from "../services/remembered/currentStore.ts";
import { PinnedRepositories } from "../services/remembered/pinnedRepositories.ts";
import { type LoginsByHost, RememberedLogins } from "../services/remembered/rememberedLogins.ts";
import { Machine } from "./machine.ts";
import type { RepositoryName } from "../core/reference.ts";

/** What every subject uses. */
export interface Foundation extends Disposable {
  readonly context: ExtensionContext;
  readonly log: Log;
  readonly reportError: (thrown: unknown) => void;
  readonly machine: Machine;
  readonly store: CurrentStore;
  readonly addedRegistries: AddedRegistries;
  readonly addedRepositories: AddedRepositories;
  readonly remembered: RememberedLogins;
  readonly passedOver: PassedOverLogins;
  readonly pinned: PinnedRepositories;
  readonly known: KnownRegistries;
  readonly openSession: SessionPorts["open"];
  readonly sendSigned: ReturnType<typeof createApiSender>;
  readonly sessions: Sessions;
}

/** Under which keys VS Code's state has what the tree remembers, apart from what is of this machine alone. */
export const synchronisedKeys = ["registries", "repositories", "pinnedRepositories"];

/** The sentences load with the first error. */
async function logError(error: Error, log: LogOutputChannel): Promise<void> {
  const { errorForLog } = await import("../ui/sentences/errorSentence.ts");
  log.error(errorForLog(error));
  log.debug(framesOf(error));
}

export function layFoundation(context: ExtensionContext): Foundation {
  const resources = new DisposableStore();
  const log = resources.add(createLog("Container Registries"));
  const reportError = (thrown: unknown): void => {
    if (isAbort(thrown)) return;
    void logError(toError(thrown), log);
  };
  const machine = new Machine(context.environmentVariableCollection);
  const store = resources.add(new CurrentStore(() => machine.openStore(log), reportError));
  const state = context.globalState;
  const addedRegistries = new AddedRegistries(mementoMemory<readonly string[]>(state, "registries", []));
  const addedRepositories = new AddedRepositories(mementoMemory<RepositoriesByHost>(state, "repositories", {}));
  const remembered = new RememberedLogins(mementoMemory<LoginsByHost>(state, "logins", {}));
  const passedOver = new PassedOverLogins(mementoMemory<PassedOver>(state, "passedOverLogins", {}));
  const pinned = new PinnedRepositories(mementoMemory<readonly RepositoryName[]>(state, "pinnedRepositories", []));
  const known = new KnownRegistries({
    stored: () => store.value.registries(),
    storedInHelper: () => store.value.registriesInHelper(),
    added: addedRegistries,
    remembered,
    passedOver,
  });
  const { version } = context.extension.packageJSON as { readonly version: string };
  const reachPorts = {
    clock: systemClock,
    logger: log,
    userAgent: `vscode-container-registries/${version}`,
    network: () => chooseNetworkOptions(readHttpSettings(), process.env),
  };
  const realmPolicy = createRealmConfirmation(mementoMemory<readonly string[]>(state, "trustedRealms", []));
  const openSession = createSessionOpener({ ...reachPorts, realmPolicy });
  const sendSigned = createApiSender(reachPorts);
  const sessions = resources.add(
    new Sessions({
      open: openSession,
      ...storedLogins(
        () => store.value,
        (host) => known.isPassedOver(host),
      ),
      plan: (host) => machine.planConnection(host),
      logger: log,
    }),
  );
  const dispose = (): void => resources.dispose();
  return {
    context,
    log,
    reportError,
    machine,
    store,
    addedRegistries,
    addedRepositories,
    remembered,
    passedOver,
    pinned,
    known,
    openSession,
    sendSigned,
    sessions,
    dispose,
  };
}
