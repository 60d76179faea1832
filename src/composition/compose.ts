import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { authentication, type ExtensionContext, l10n, languages, Uri, window, workspace } from "vscode";
import { systemClock } from "../core/clock.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { isAbort, toError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { type ConfigLocation, locateConfig } from "../credentials/configLocation.ts";
import { CredentialStore } from "../credentials/credentialStore.ts";
import type { ServerSettings } from "../hosts/protocol.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeSpawn } from "../node/nodeSpawn.ts";
import { nodeWatch } from "../node/nodeWatch.ts";
import { githubProvider, githubSignIn } from "../platform/githubSignIn.ts";
import { readHttpSettings } from "../platform/httpSettings.ts";
import { createQuickInputPrompter } from "../platform/quickInputPrompter.ts";
import { createRealmConfirmation } from "../platform/realmConfirmation.ts";
import { readHostsSettings, readSettings, writeSetting } from "../platform/settings.ts";
import { AddedRegistries } from "../services/remembered/addedRegistries.ts";
import { AddedRepositories } from "../services/remembered/addedRepositories.ts";
import { Browsing } from "../services/browse/browsing.ts";
import type { ConnectionPlan } from "../services/reach/connection.ts";
import { CurrentStore } from "../services/remembered/currentStore.ts";
import { findHostsRoots } from "../services/reach/hostsRoots.ts";
import type { MachineRoots } from "../services/hostsFiles/pullRoots.ts";
import { HostsVersion } from "../services/reach/containerdInUse.ts";
import type { HostsWizardAnswer } from "../services/hostsFiles/wizard.ts";
import type { LoginResult } from "../services/login/logIn.ts";
import type { LoginRequest } from "../services/login/flow.ts";
import { LoginTurns } from "../services/login/turns.ts";
import { chooseNetworkOptions } from "../services/reach/networkOptions.ts";
import { RememberedLogins } from "../services/remembered/rememberedLogins.ts";
import { type SessionPorts, Sessions } from "../services/reach/sessions.ts";
import { addRepositoryCommand, removeRepositoryCommand } from "../ui/commands/addRepository.ts";
import { allowPlainHttpCommand, askForPlainHttp } from "../ui/commands/allowPlainHttp.ts";
import { copyReferenceCommand } from "../ui/commands/copyReference.ts";
import { selectVersionCommand } from "../ui/hostsToml/selectVersion.ts";
import { treatAsHostsTomlCommand } from "../ui/hostsToml/treatAsHostsToml.ts";
import { logInCommand } from "../ui/commands/logIn.ts";
import { logOutCommand } from "../ui/commands/logOut.ts";
import { openConfigFileCommand } from "../ui/commands/openConfigFile.ts";
import { registerCommands } from "../ui/commands/registerCommands.ts";
import { removeRegistryCommand } from "../ui/commands/removeRegistry.ts";
import { errorAtField, errorForLog } from "../ui/sentences/errorSentence.ts";
import { HostChecks } from "../ui/hostsToml/hostChecks.ts";
import { HostsCodeLenses } from "../ui/hostsToml/codeLenses.ts";
import { hostsTomlLanguage, HostsLanguage } from "../ui/hostsToml/language.ts";
import { PullPathDocuments } from "../ui/hostsToml/pullPathDocuments.ts";
import { showVersionStatus } from "../ui/hostsToml/versionStatus.ts";
import { RegistryTree } from "../ui/tree/registryTree.ts";

/**
 * Makes every service and wires them: the one place that knows them all. What it answers disposes them in reverse.
 * Nothing here waits, reads a file or loads the HTTP library; all of that happens when it is first needed.
 */
export function compose(context: ExtensionContext): Disposable {
  const resources = new DisposableStore();
  const log = resources.add(window.createOutputChannel("Container Registries", { log: true }));
  const reportError = (thrown: unknown): void => {
    if (isAbort(thrown)) return;
    const error = toError(thrown);
    log.error(errorForLog(error));
    log.debug(error.stack ?? error.message);
  };

  const hostsVersion = new HostsVersion({
    spawn: nodeSpawn,
    setting: () => readHostsSettings().containerdVersion ?? "auto",
    mayRun: () => workspace.isTrusted,
  });
  const store = resources.add(new CurrentStore(() => openStore(log), reportError));
  const open = createSessionOpener(context, log);
  const sessions = resources.add(
    new Sessions({
      open,
      credentialsFor: (host) => ({
        lookup: async (signal) => (await store.value.lookup(host, signal === undefined ? {} : { signal }))?.credential,
      }),
      plan: (host) => planConnectionHere(host, hostsVersion),
      logger: log,
    }),
  );
  const browsing = resources.add(new Browsing(sessions, () => readSettings().pageSize));
  const added = new AddedRepositories({
    read: () => context.globalState.get("repositories", {}),
    write: async (repositories) => context.globalState.update("repositories", repositories),
  });
  const addedRegistries = new AddedRegistries({
    read: () => context.globalState.get("registries", []),
    write: async (hosts) => context.globalState.update("registries", hosts),
  });
  const remembered = new RememberedLogins({
    read: () => context.globalState.get("logins", {}),
    write: async (logins) => context.globalState.update("logins", logins),
  });
  const tree = new RegistryTree({
    browsing,
    added,
    addedRegistries,
    remembered,
    registries: () => store.value.registries(),
    registriesInHelper: () => store.value.registriesInHelper(),
    reportError,
  });
  const view = resources.add(window.createTreeView("containerRegistries.tree", { treeDataProvider: tree, showCollapseAll: true }));
  resources.add(view.onDidCollapseElement(({ element }) => tree.collapsed(element)));
  const selectRegistry = async (host: string): Promise<void> => {
    const node = (await tree.registries()).find((each) => each.host === host);
    // To reveal it would open the view.
    if (node !== undefined && view.visible) await view.reveal(node);
  };
  const showConfigLocation = (): void => {
    const { path, source } = configLocation();
    view.message = source === "setting" ? l10n.t("Logins in {0}, as the settings say", path) : "";
    // Whoever logs in or out in a terminal of ours means the same file.
    if (source === "setting") context.environmentVariableCollection.replace("DOCKER_CONFIG", dirname(path));
    else context.environmentVariableCollection.delete("DOCKER_CONFIG");
  };
  showConfigLocation();
  resources.add(store.onDidChange(() => tree.refresh()));
  resources.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("containerRegistries.credentials.dockerConfig")) {
        store.reopen();
        showConfigLocation();
      }
      if (
        ["containerRegistries.connection", "containerRegistries.hosts.directories", "containerRegistries.tree", "http"].some((section) =>
          change.affectsConfiguration(section),
        )
      )
        tree.refresh();
    }),
  );

  const hostsLanguage = resources.add(
    new HostsLanguage({
      serverPath: context.asAbsolutePath(join("dist", "hostsServer.js")),
      log,
      serverSettings: () => serverSettingsHere(hostsVersion),
      knownRegistries: async () => (await store.value.registries()).registries.map(({ host }) => `https://${host}`),
      reportError,
    }),
  );
  resources.add(showVersionStatus(hostsVersion));
  const pullPaths = resources.add(new PullPathDocuments((params) => hostsLanguage.explain(params)));
  const hostChecks = resources.add(
    new HostChecks({
      hostsVersion,
      check: async ({ placed, registry }, signal) => {
        const [{ toConnection }, { checkHost }] = await Promise.all([
          import("../services/reach/connection.ts"),
          import("../services/hostsFiles/checkHost.ts"),
        ]);
        return checkHost(await toConnection(placed, registry, nodeFileSystem), { open, now: () => performance.now() }, signal);
      },
    }),
  );
  resources.add(languages.registerCodeLensProvider({ language: hostsTomlLanguage }, new HostsCodeLenses(hostChecks)));
  const keepInFile = { get: () => readSettings().keepInFile, set: () => writeSetting("credentials.store", "file") };
  const prompter = createQuickInputPrompter(errorAtField, (icon) =>
    Uri.joinPath(context.extensionUri, "media", "providers", `${icon}.svg`),
  );
  const login = {
    sessions,
    keepInFile,
    allowPlainHttp: askForPlainHttp,
    spawn: nodeSpawn,
    signIn: githubSignIn,
    remembered,
    registries: addedRegistries,
    homeDirectory: homedir(),
    logger: log,
  };
  const turns = new LoginTurns();
  resources.add(watchSignIns(remembered, () => tree.redraw(), reportError));

  resources.add(
    registerCommands(
      {
        "containerRegistries.registry.logIn": async (target) => {
          const { logIn } = await import("../services/login/logIn.ts");
          const turn = turns.begin(prompter);
          const logInHere = async (request: LoginRequest): Promise<LoginResult> => {
            const result = await logIn(request, { ...login, prompter: turn.prompter, store: store.value });
            if (result.kind === "cancelled") return result;
            // What config.json does not tell has changed: that a registry was added, or what is known of a login.
            tree.redraw();
            void selectRegistry(result.host).catch(reportError);
            return result;
          };
          await logInCommand(logInHere, turn, target);
        },
        "containerRegistries.registry.logOut": (target) => logOutCommand(store.value, remembered, target),
        "containerRegistries.registry.remove": (node) => removeRegistryCommand(addedRegistries, tree, node),
        "containerRegistries.registry.allowPlainHttp": allowPlainHttpCommand,
        "containerRegistries.repository.add": (node) =>
          addRepositoryCommand({ added, prompter, sessions, tree, reveal: async (repository) => view.reveal(repository) }, node),
        "containerRegistries.repository.remove": (node) => removeRepositoryCommand({ added, tree }, node),
        "containerRegistries.tree.refresh": () => tree.refresh(),
        "containerRegistries.node.retry": (node) => tree.retry(node),
        "containerRegistries.list.loadMore": async (node) => {
          const first = await tree.loadMore(node);
          // The focus would go to the end with “Load more…”, past what it has brought.
          if (first !== undefined) await view.reveal(first, { focus: true });
        },
        "containerRegistries.reference.copy": copyReferenceCommand,
        "containerRegistries.configFile.open": (node) => openConfigFileCommand(store.value.configPath, node),
        "containerRegistries.log.show": () => log.show(),
        "containerRegistries.hosts.restartServer": () => hostsLanguage.restart(),
        "containerRegistries.hosts.check": (uri, key) => hostChecks.run(uri, key),
        "containerRegistries.hosts.explain": async (uri) => {
          const { explainPullPathCommand } = await import("../ui/hostsToml/explainPullPath.ts");
          await explainPullPathCommand(
            { prompter, hostsVersion, machine: machineRootsHere, files: nodeFileSystem, show: (params) => pullPaths.show(params) },
            uri,
          );
        },
        "containerRegistries.hosts.new": async () => {
          const { newHostsTomlCommand } = await import("../ui/hostsToml/newHostsToml.ts");
          await newHostsTomlCommand({ ask: askForHostsToml, files: nodeFileSystem, temporaryDirectory: tmpdir(), logger: log });
        },
        "containerRegistries.hosts.selectVersion": () => selectVersionCommand(hostsVersion),
        "containerRegistries.hosts.treatAs": treatAsHostsTomlCommand,
      },
      reportError,
    ),
  );
  return resources;
}

/** Notes when a sign-in goes that a login came from: now, where one went while nobody looked, and from now on. */
function watchSignIns(remembered: RememberedLogins, onChange: () => void, onError: (error: unknown) => void): Disposable {
  const check = async (): Promise<void> => {
    if (remembered.all().every(([, { signIn }]) => signIn === undefined)) return;
    try {
      const { noteSignIns } = await import("../services/login/signInWatch.ts");
      if (await noteSignIns(remembered, githubSignIn)) onChange();
    } catch (error) {
      onError(error);
    }
  };
  void check();
  return authentication.onDidChangeSessions(({ provider }) => (provider.id === githubProvider ? void check() : undefined));
}

function configLocation(): ConfigLocation {
  const setting = readSettings().dockerConfig;
  return locateConfig({ setting, environment: process.env, homeDirectory: homedir(), currentDirectory: process.cwd() });
}

/** How a registry is reached from this machine, by the settings and the files of now. */
async function planConnectionHere(host: string, hostsVersion: HostsVersion): Promise<ConnectionPlan> {
  const [{ planConnection }, roots, { version }] = await Promise.all([
    import("../services/reach/connection.ts"),
    findHostsRootsHere(),
    hostsVersion.current(),
  ]);
  const choices = { roots, version, plainHttp: readSettings().plainHttp.includes(host), windows: process.platform === "win32" };
  return planConnection(host, nodeFileSystem, choices);
}

function findHostsRootsHere(): Promise<readonly string[]> {
  return findHostsRoots(nodeFileSystem, {
    setting: readSettings().hostsDirectories,
    environment: process.env,
    homeDirectory: homedir(),
    uid: process.getuid?.(),
  });
}

async function machineRootsHere(): Promise<MachineRoots> {
  return { roots: await findHostsRootsHere(), areSet: readSettings().hostsDirectories.length > 0 };
}

async function askForHostsToml(): Promise<HostsWizardAnswer> {
  const [{ hostsPlaces, runHostsWizard }, { inspectTls }, { hostsFileSentence }] = await Promise.all([
    import("../services/hostsFiles/wizard.ts"),
    import("../services/hostsFiles/inspectTls.ts"),
    import("../ui/hostsToml/fileErrorSentence.ts"),
  ]);
  const machine = { ...(await machineRootsHere()), uid: process.getuid?.(), runtimeDirectory: process.env["XDG_RUNTIME_DIR"] };
  const places = await hostsPlaces(nodeFileSystem, machine);
  return runHostsWizard({
    prompter: createQuickInputPrompter(hostsFileSentence),
    files: nodeFileSystem,
    inspect: inspectTls,
    places,
    windows: process.platform === "win32",
  });
}

/** The settings of the language server, with what only this machine knows: the version that `auto` means, and the directories. */
async function serverSettingsHere(hostsVersion: HostsVersion): Promise<ServerSettings> {
  const [directories, { version }] = await Promise.all([findHostsRootsHere(), hostsVersion.current()]);
  return { ...readHostsSettings(), containerdVersion: version, directories, knownRegistries: true };
}

function openStore(logger: Logger): CredentialStore {
  return new CredentialStore({
    configPath: configLocation().path,
    files: nodeFileSystem,
    spawn: nodeSpawn,
    watch: nodeWatch,
    clock: systemClock,
    logger,
    environment: process.env,
    platform: process.platform,
    homeDirectory: homedir(),
  });
}

/** Makes clients; the HTTP library, 400 KB of code, loads with the first. */
function createSessionOpener(context: ExtensionContext, logger: Logger): SessionPorts["open"] {
  const { version } = context.extension.packageJSON as { readonly version: string };
  const common = {
    realmPolicy: createRealmConfirmation(context.globalState),
    clock: systemClock,
    logger,
    userAgent: `vscode-container-registries/${version}`,
  };
  return async (endpoint, hostOptions, credentials) => {
    const [{ RegistryClient }, { createUndiciTransport }, { verifyCredential }, { probeRights }, { getApi }] = await Promise.all([
      import("../registry/registryClient.ts"),
      import("../registry/http/undiciTransport.ts"),
      import("../registry/auth/verifyCredential.ts"),
      import("../registry/auth/probeRights.ts"),
      import("../registry/http/apiRequest.ts"),
    ]);
    const transport = createUndiciTransport({ ...chooseNetworkOptions(readHttpSettings(), process.env), ...hostOptions });
    const options = { ...common, endpoint, transport };
    const client = new RegistryClient({ ...options, credentials });
    return {
      client,
      verify: (credential, signal) => verifyCredential(credential, { ...options, signal }),
      probe: (credential, repository, signal) => probeRights(credential, repository, { ...options, signal }),
      getApi: (url, authorization, signal) => getApi(url, authorization, { ...options, signal }),
      dispose: () => {
        client.dispose();
        transport.dispose();
      },
    };
  };
}
