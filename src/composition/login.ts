import { homedir } from "node:os";
import { authentication, env, workspace } from "vscode";
import { systemClock } from "../core/clock.ts";
import type { Spawn } from "../core/spawn.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { readSettings, writeSetting } from "../platform/settings.ts";
import { watchExpiry } from "../services/login/expiryWatch.ts";
import { endsOfLogins } from "../services/browse/loginEnding.ts";
import type { LoginRequest } from "../services/login/flow.ts";
import type { LoginPorts, LoginResult } from "../services/login/logIn.ts";
import type { GuestSearch } from "../services/login/guests.ts";
import { LoginTurns } from "../services/login/turns.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import type { RememberedLogins } from "../services/remembered/rememberedLogins.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import { logInCommand } from "../ui/commands/logIn.ts";
import { requestAgain, requestOfCaller, requestOfNode } from "../ui/commands/targets.ts";
import { composeEndedLogins } from "./endedLogins.ts";
import type { Foundation } from "./foundation.ts";
import type { TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  | "containerRegistries.registry.logIn"
  | "containerRegistries.node.logIn"
  | "containerRegistries.node.logInAgain"
  | "containerRegistries.registry.logOut"
>;

/** Logging in and out. The wizard loads when it is first run. */
export function composeLogin(
  foundation: Foundation,
  prompter: ListPrompter,
  tree: TreeParts,
  setUpTrust: LoginPorts["setUpTrust"],
): Disposable & { readonly handlers: Handlers } {
  const { machine, store, sessions, sendSigned, remembered, passedOver, addedRegistries, known, log, reportError } = foundation;
  const resources = new DisposableStore();
  const turns = new LoginTurns();
  const applyRemedy: LoginPorts["applyRemedy"] = async (remedy) => {
    const { applyRemedy: apply } = await import("../ui/commands/applyRemedy.ts");
    return apply(remedy, nodeFileSystem, machine.spawn);
  };
  const signIn: LoginPorts["signIn"] = async (...asked) => (await import("../platform/signIn.ts")).signIn(...asked);
  const ports = {
    sessions,
    keepInFile: { get: () => readSettings().keepInFile, set: () => writeSetting("credentials.store", "file") },
    setUpTrust,
    spawn: machine.spawn,
    signIn,
    sendSigned,
    applyRemedy,
    environment: process.env,
    files: nodeFileSystem,
    remembered,
    passedOver,
    registries: addedRegistries,
    homeDirectory: homedir(),
    findGuests: (signal: AbortSignal) =>
      workspace.isTrusted ? searchGuests(machine.spawn, signal) : Promise.resolve({ guests: [], silent: [] }),
    remoteName: env.remoteName,
    logger: log,
  };
  const ended = resources.add(composeEndedLogins(foundation));
  const redraw = (): void => {
    tree.redraw();
    ended.update();
  };
  resources.add(
    watchExpiry({ ends: async () => endsOfLogins(await known.all()), clock: systemClock, onDue: redraw, onError: reportError }),
  );
  resources.add(watchSignIns(remembered, redraw, reportError));

  const logIn = async (request: LoginRequest & { readonly isAgain?: boolean }): Promise<void> => {
    const { logIn: run } = await import("../services/login/logIn.ts");
    const turn = turns.begin(prompter);
    const logInHere = async (): Promise<LoginResult> => {
      const result = await run(request, { ...ports, prompter: turn.prompter, store: store.value });
      if (result.kind === "cancelled") return result;
      // What config.json does not tell has changed: that a registry was added, with or without a login, or what is known of one.
      tree.refresh(result.host);
      ended.update();
      void tree.selectRegistry(result.host).catch(reportError);
      return result;
    };
    await logInCommand(logInHere, turn);
  };
  return {
    handlers: {
      "containerRegistries.registry.logIn": (target) => logIn(requestOfCaller(target)),
      "containerRegistries.node.logIn": (node) => logIn(requestOfNode(node)),
      "containerRegistries.node.logInAgain": (target) => logIn(requestAgain(target)),
      "containerRegistries.registry.logOut": async (target) =>
        (await import("../ui/commands/logOut.ts")).logOutCommand({ store: store.value, remembered, known }, target),
    },
    dispose: () => resources.dispose(),
  };
}

async function searchGuests(spawn: Spawn, signal: AbortSignal): Promise<GuestSearch> {
  const { findGuests, guestsMs } = await import("../services/login/guests.ts");
  return findGuests(spawn, process.platform, AbortSignal.any([signal, AbortSignal.timeout(guestsMs)]));
}

/** Notes when a sign-in goes that a login came from: now, where one went while nobody looked, and from now on. */
function watchSignIns(remembered: RememberedLogins, onChange: () => void, onError: (error: unknown) => void): Disposable {
  const check = async (): Promise<void> => {
    if (remembered.all().every(([, login]) => login.signIn === undefined)) return;
    try {
      const [{ noteSignIns }, { hasGithub }] = await Promise.all([
        import("../services/login/signInWatch.ts"),
        import("../platform/signIn.ts"),
      ]);
      if (await noteSignIns(remembered, { hasGithub })) onChange();
    } catch (error) {
      onError(error);
    }
  };
  void check();
  return authentication.onDidChangeSessions(({ provider }) => (provider.id === "github" ? void check() : undefined));
}
