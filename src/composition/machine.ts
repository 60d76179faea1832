import { homedir } from "node:os";
import { type EnvironmentVariableCollection, workspace } from "vscode";
import { systemClock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import { type ConfigLocation, locateConfig } from "../credentials/configLocation.ts";
import { authVariable } from "../credentials/environmentAuth.ts";
import { CredentialStore } from "../credentials/credentialStore.ts";
import type { ServerSettings } from "../hosts/protocol.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeSpawn } from "../node/nodeSpawn.ts";
import { nodeWatch } from "../node/nodeWatch.ts";
import { readHostsSettings, readSettings } from "../platform/settings.ts";
import { trustedSpawn } from "../platform/trustedSpawn.ts";
import type { ConnectionPlan } from "../services/reach/connection.ts";
import { HostsVersion } from "../services/reach/containerdInUse.ts";
import type { RootfulPlaces } from "../services/reach/rootfulOnly.ts";

const windows = process.platform === "win32";

/** What only this machine knows: its paths, its programs and its environment, by the settings and the files of now. */
export class Machine {
  /** Other programs. */
  readonly spawn = trustedSpawn(nodeSpawn);

  readonly hostsVersion = new HostsVersion({
    spawn: this.spawn,
    setting: () => readHostsSettings().containerdVersion ?? "auto",
    mayRun: () => workspace.isTrusted,
  });

  readonly #inTerminals: EnvironmentVariableCollection;

  /** `inTerminals` is what this extension changes of the variables of terminals, which VS Code remembers. */
  constructor(inTerminals: EnvironmentVariableCollection) {
    this.#inTerminals = inTerminals;
  }

  /** Without the variables that the person set aside for this window and its terminals. */
  environment(): Readonly<Record<string, string | undefined>> {
    return { ...process.env, ...Object.fromEntries(this.variablesAside().map((variable) => [variable, undefined])) };
  }

  variablesAside(): readonly string[] {
    return this.#inTerminals.get(authVariable)?.value === "" ? [authVariable] : [];
  }

  /** docker takes an empty DOCKER_AUTH_CONFIG for none. */
  setVariableAside(variable: string, isAside: boolean): void {
    if (isAside) this.#inTerminals.replace(variable, "");
    else this.#inTerminals.delete(variable);
  }

  /** Where config.json lies. */
  configLocation(): ConfigLocation {
    const setting = readSettings().dockerConfig;
    return locateConfig({ setting, environment: process.env, homeDirectory: homedir(), currentDirectory: process.cwd() });
  }

  openStore(logger: Logger): CredentialStore {
    return new CredentialStore({
      configPath: this.configLocation().path,
      files: nodeFileSystem,
      spawn: this.spawn,
      watch: nodeWatch,
      clock: systemClock,
      logger,
      environment: this.environment(),
      platform: process.platform,
      homeDirectory: homedir(),
    });
  }

  /** Where this machine shows whose containerd it has. */
  rootfulPlaces(): RootfulPlaces {
    return { files: nodeFileSystem, uid: process.getuid?.(), runtimeDirectory: process.env["XDG_RUNTIME_DIR"] };
  }

  /** The number of the user whose containerd pulls here: root's, where nerdctl is run with sudo. Undefined on Windows. */
  async pullingUser(): Promise<number | undefined> {
    const { pullingUser } = await import("../services/reach/rootfulOnly.ts");
    return pullingUser(this.rootfulPlaces(), this.spawn);
  }

  /** The certs.d directories of whoever pulls here, or of another user. */
  async hostsRoots(user?: number): Promise<readonly string[]> {
    const [{ findHostsRoots }, uid] = await Promise.all([import("../services/reach/hostsRoots.ts"), user ?? this.pullingUser()]);
    // The variable is of the person who runs this.
    const environment = uid === process.getuid?.() ? process.env : { ...process.env, NERDCTL_TOML: undefined };
    return findHostsRoots(nodeFileSystem, { setting: readSettings().hostsDirectories, environment, homeDirectory: homedir(), uid });
  }

  /** Whether the person's settings name those directories. */
  areHostsRootsSet(): boolean {
    return readSettings().hostsDirectories.length > 0;
  }

  /** How a registry is reached from here. */
  async planConnection(host: string): Promise<ConnectionPlan> {
    const [{ planConnection }, roots, { version }] = await Promise.all([
      import("../services/reach/connection.ts"),
      this.hostsRoots(),
      this.hostsVersion.current(),
    ]);
    return planConnection(host, nodeFileSystem, { roots, version, plainHttp: readSettings().plainHttp.includes(host), windows });
  }

  /** The settings of the language server, with the version that `auto` means here, and the directories. */
  async serverSettings(): Promise<ServerSettings> {
    const [directories, { version }] = await Promise.all([this.hostsRoots(), this.hostsVersion.current()]);
    return {
      ...readHostsSettings(),
      containerdVersion: version,
      directories,
      areDirectoriesSet: this.areHostsRootsSet(),
      knownRegistries: true,
      convertCommand: true,
    };
  }
}
