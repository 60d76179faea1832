import type { Clock } from "../core/clock.ts";
import type { Credential } from "../core/credential.ts";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import { Emitter, type Event } from "../core/event.ts";
import type { FileSystem } from "../core/fileSystem.ts";
import type { Logger } from "../core/logger.ts";
import { inSlices } from "../core/slices.ts";
import { SingleFlight } from "../core/singleFlight.ts";
import type { Spawn } from "../core/spawn.ts";
import type { Watch } from "../core/watch.ts";
import { credentialOfEntry, isEmptyEntry } from "./authEntry.ts";
import { type AuthFile, type ConfigDocument, emptyDocument } from "./configDocument.ts";
import { ConfigFile } from "./configFile.ts";
import { type ConfigOverview, overviewOf, registriesOfHelper, type StoredRegistry } from "./configOverview.ts";
import { cannotStore, eraseFromHelper, getFromHelper, helperProgram, listHelper, probeHelper } from "./credentialHelper.ts";
import { type FoundCredential, lookupKeys, lookupPodman, type ReportSources } from "./credentialLookup.ts";
import { CredentialsError } from "./credentialsError.ts";
import { authVariable, type EnvironmentAuth, parseEnvironmentAuth } from "./environmentAuth.ts";
import type { EraseOptions, EraseResult } from "./eraseCredential.ts";
import type { ConfigRepair } from "./repairConfig.ts";
import { detectNativeStore } from "./helperSelection.ts";
import { type OlderEntry, partOf } from "./olderEntries.ts";
import { podmanAuthPaths, readPodmanFiles } from "./podmanAuth.ts";
import { isReadOnlyHelper } from "./readOnlyHelpers.ts";
import { hubSideKeys, parseRegistryName, readKeys, registryOfKey, withoutAccount } from "./registryName.ts";
import type { SaveOptions } from "./saveCredential.ts";
import type { SaveResult } from "./saveResult.ts";
import type { SavePlan } from "./savePlan.ts";

// What this class's methods take and give, so that its users need to know this module only.
export type { ConfigOverview, StoredRegistry } from "./configOverview.ts";
export type { FoundCredential } from "./credentialLookup.ts";
export type { OlderEntry } from "./olderEntries.ts";
export type { EraseOptions, EraseResult } from "./eraseCredential.ts";
export type { SaveOptions } from "./saveCredential.ts";
export type { SaveResult } from "./saveResult.ts";
export type { SavePlan } from "./savePlan.ts";

export interface CredentialStoreDependencies {
  /** Absolute path of config.json. */
  readonly configPath: string;
  readonly files: FileSystem;
  readonly spawn: Spawn;
  readonly watch: Watch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For DOCKER_AUTH_CONFIG, REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR and XDG_CONFIG_HOME. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
}

// What writes loads when it is first used: the tree, which is there at the start, only reads.

/** Several writes by one `docker login` are told as one change. */
const changeDelayMs = 100;

/**
 * The credentials that docker, nerdctl, podman and other tools share: config.json, the helpers that it names,
 * DOCKER_AUTH_CONFIG, and podman's own files (read only). Hosts are what a person types: a host, `host:port`, an address,
 * or "" for Docker Hub. Methods reject with CredentialsError, or the signal's reason; no error holds a secret.
 */
export class CredentialStore implements Disposable {
  readonly configPath: string;
  readonly #dependencies: CredentialStoreDependencies;
  readonly #file: ConfigFile;
  readonly #lookups = new SingleFlight<FoundCredential | undefined>();
  readonly #didChange: Emitter<void>;
  readonly #resources = new DisposableStore();
  readonly #disposed = new AbortController();
  #isChangePending = false;

  constructor(dependencies: CredentialStoreDependencies) {
    this.#dependencies = dependencies;
    this.configPath = dependencies.configPath;
    this.#file = new ConfigFile(dependencies.configPath, dependencies);
    this.#didChange = this.#resources.add(new Emitter<void>((error) => dependencies.logger.error(String(error))));
    this.#watchFile(dependencies.configPath);
    void this.#watchPodmanFiles();
  }

  /** config.json or one of podman's files was changed by anybody, or a helper's store by this program: nobody else tells. */
  get onDidChange(): Event<void> {
    return this.#didChange.event;
  }

  dispose(): void {
    this.#disposed.abort();
    this.#resources.dispose();
  }

  /** What the files say, without asking a helper. Never rejects: what is wrong is among the problems. */
  async registries(): Promise<ConfigOverview> {
    const environment = this.#environment();
    const [read, podmanFiles] = await Promise.all([this.#tryRead(), this.#podmanFiles()]);
    const overview = await inSlices(overviewOf({ path: this.configPath, document: read.document, environment, podmanFiles }));
    return { ...overview, problems: [...read.problems, ...overview.problems, ...(await this.#modeProblems(read.document))] };
  }

  /**
   * The registries that the helper in `credsStore` knows and no file names: tools ask it for those as well. It may ask a
   * person to unlock a keychain. Helpers in `credHelpers` are only ever asked for the registries that they are named for.
   */
  async registriesInHelper(options: { readonly signal?: AbortSignal } = {}): Promise<readonly StoredRegistry[]> {
    const { registries, credsStore } = await this.registries();
    if (credsStore === "") return [];
    const known = await listHelper(this.#dependencies.spawn, credsStore, options.signal);
    const named = new Set(registries.map(({ host }) => host));
    return (await inSlices(registriesOfHelper(credsStore, known), options.signal)).filter(({ host }) => !named.has(host));
  }

  /**
   * The credential that docker and nerdctl would use for a host, or else podman, and where it came from. May run a helper.
   * Callers that ask for the same host at the same time share one answer; nothing is remembered after that.
   */
  async lookup(host: string, options: { readonly signal?: AbortSignal } = {}): Promise<FoundCredential | undefined> {
    const name = parseRegistryName(host);
    const search = async (signal: AbortSignal): Promise<FoundCredential | undefined> => {
      const { spawn } = this.#dependencies;
      const document = await this.#file.read();
      const sources = { path: this.configPath, document, environment: this.#environment().auths, spawn };
      const found = await lookupKeys(sources, readKeys(name), signal);
      return found ?? (await lookupPodman(await this.#podmanFiles(), name.display, { spawn }, signal));
    };
    return await this.#lookups.run(name.display, search, options.signal);
  }

  /**
   * The key of the login for a part of the registry that podman, skopeo and crane use for a repository: the longest that is the
   * repository's name or its beginning. config.json comes before podman's files. Undefined where there is none, and where the file has a
   * helper for the registry, which those three ask first. Asks no helper.
   */
  async partOf(host: string, repository: string): Promise<string | undefined> {
    const { display } = parseRegistryName(host);
    for (const { document } of await this.#authFiles()) {
      if ((document.credHelpers.get(display) ?? "") !== "") return undefined;
      const key = partOf(display, repository, document.auths);
      if (key !== undefined) return key;
    }
    return undefined;
  }

  /** The login under a key for a part of a registry. */
  async lookupPart(key: string): Promise<Credential | undefined> {
    const entries = (await this.#authFiles()).map(({ document }) => document.auths.get(key));
    const entry = entries.find((each) => each !== undefined && !isEmptyEntry(each));
    return entry === undefined ? undefined : credentialOfEntry(entry);
  }

  /** What `save` would do for this host. Looks for programs, but runs none. */
  async planSave(host: string): Promise<SavePlan> {
    const { spawn, platform, environment } = this.#dependencies;
    const { document, problems } = await this.#tryRead();
    const { planSave } = await import("./savePlan.ts");
    const plan = await planSave(parseRegistryName(host), {
      path: this.configPath,
      document,
      environment: this.#environment(),
      environmentText: environment[authVariable],
      nativeStore: await detectNativeStore(document, spawn, platform),
      podmanFiles: await this.#podmanFiles(),
      isInstalled: async (program) => (await spawn.find(program)) !== undefined,
    });
    return problems[0] === undefined ? plan : { ...plan, blockedBy: problems[0] };
  }

  /** Saves a credential. A cancelled or failed save has written nothing (see `saveCredential` for helpers). */
  async save(host: string, credential: Credential, options: SaveOptions = {}): Promise<SaveResult> {
    const { saveCredential } = await import("./saveCredential.ts");
    const result = await saveCredential(parseRegistryName(host), credential, options, { ...this.#dependencies, file: this.#file });
    this.#log(`${host}: the login is kept ${result.helper === undefined ? `in ${result.path}` : `by ${helperProgram(result.helper)}`}`);
    void this.#announceChange();
    return result;
  }

  /** What a helper has for a host, whether or not the file names it. It may ask a person to unlock a keychain. */
  async askHelper(helper: string, host: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<Credential | undefined> {
    const { spawn } = this.#dependencies;
    for (const key of readKeys(parseRegistryName(host))) {
      const credential = await getFromHelper(spawn, helper, key, signal);
      if (credential !== undefined) return credential;
    }
    return undefined;
  }

  /** The logins of a registry that the helper in `credsStore` has, by its own list. It may ask a person to unlock a keychain. */
  async loginsInStore(host: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<readonly OlderEntry[]> {
    const { credsStore } = await this.#file.read();
    if (credsStore === "") return [];
    const { display } = parseRegistryName(host);
    const keys = await listHelper(this.#dependencies.spawn, credsStore, signal);
    const own = keys.filter((key) => !hubSideKeys.includes(key) && registryOfKey(key)?.display === display);
    return own.map((key) => ({ path: helperProgram(credsStore), key, kind: "store" }));
  }

  /** Has the helper in `credsStore` forget the login under a key. Rejects where it only hands out, and goes on to. */
  async removeFromStore(key: string): Promise<void> {
    const { credsStore } = await this.#file.read();
    const isGone = credsStore === "" || (await eraseFromHelper(this.#dependencies.spawn, credsStore, key));
    if (!isGone && isReadOnlyHelper(credsStore)) throw cannotStore(credsStore, key);
    void this.#announceChange();
  }

  /** Why a helper does not answer here; asks it for its list, and waits a few seconds. A keychain may want to be unlocked. */
  async probeHelper(helper: string, { signal }: { readonly signal?: AbortSignal } = {}): Promise<CredentialsError | undefined> {
    const { spawn } = this.#dependencies;
    const problem = await probeHelper(spawn, helper, signal);
    if (problem !== undefined || helper !== "pass") return problem;
    const { passProblem } = await import("./passStore.ts");
    return passProblem(this.#dependencies);
  }

  /** Has the file name a helper for a registry, and for others that have nothing of their own (`mapHelper`). */
  async mapHelper(
    helper: string,
    host: string,
    { others = [], ...options }: Pick<SaveOptions, "signal" | "writeInPlace"> & { readonly others?: readonly string[] } = {},
  ): Promise<SaveResult> {
    const { mapHelper } = await import("./mapHelper.ts");
    const result = await mapHelper(helper, host, others, options, this.#file);
    this.#log(`${host}: ${result.path} names ${helperProgram(helper)} for it`);
    void this.#announceChange();
    return result;
  }

  /** Takes a helper from those of the registries that the file still names it for. */
  async unmapHelper(helper: string, hosts: readonly string[], options: Pick<SaveOptions, "signal" | "writeInPlace"> = {}): Promise<void> {
    const { unmapHelper } = await import("./mapHelper.ts");
    await unmapHelper(helper, hosts, options, this.#file);
    void this.#announceChange();
  }

  /** Those of the registries that the file names the helper for. */
  async mappedTo(helper: string, hosts: readonly string[]): Promise<readonly string[]> {
    const { isMapped } = await import("./mapHelper.ts");
    const document = await this.#file.read();
    return hosts.filter((host) => isMapped(document, parseRegistryName(host), helper));
  }

  /** Removes every spelling of a host that docker and nerdctl know, from the file and the helpers. */
  async erase(host: string, options: EraseOptions = {}): Promise<EraseResult> {
    const { eraseCredential } = await import("./eraseCredential.ts");
    const result = await eraseCredential(parseRegistryName(host), options, { ...this.#dependencies, file: this.#file });
    for (const { key, where } of result.removed) this.#logRemoved(key, where);
    void this.#announceChange();
    return result;
  }

  /** Removes the login under one key of config.json, such as that for a part of a registry: from its helper, then from the file. */
  async eraseKey(key: string, options: Pick<EraseOptions, "writeInPlace" | "signal"> = {}): Promise<void> {
    const { eraseKey } = await import("./eraseCredential.ts");
    await eraseKey(key, options, { ...this.#dependencies, file: this.#file });
    this.#logRemoved(key, this.configPath);
    void this.#announceChange();
  }

  /** Removes single entries, of config.json and of podman's files, each file at once. */
  async removeEntries(
    entries: readonly Pick<OlderEntry, "path" | "key">[],
    { writeInPlace }: Pick<EraseOptions, "writeInPlace"> = {},
  ): Promise<void> {
    for (const [path, ofFile] of Map.groupBy(entries, (entry) => entry.path)) {
      const file = path === this.configPath ? this.#file : new ConfigFile(path, this.#dependencies);
      await file.update(() => ({ auths: new Map(ofFile.map(({ key }) => [key, undefined])) }), { inPlace: writeInPlace });
      for (const { key } of ofFile) this.#logRemoved(key, path);
    }
    void this.#announceChange();
  }

  #log(what: string): void {
    this.#dependencies.logger.info(what);
  }

  #logRemoved(key: string, where: string): void {
    this.#log(`“${withoutAccount(key)}” was removed from ${where}`);
  }

  /** What decides which login each tool of this machine uses (`reportLogin`). Asks no helper, and never rejects. */
  async sources(): Promise<ReportSources> {
    const [{ document, problems }, podmanFiles] = await Promise.all([this.#tryRead(), this.#podmanFiles()]);
    const { environment, spawn } = this.#dependencies;
    return {
      path: this.configPath,
      document: { ...document, problems: [...problems, ...document.problems] },
      podmanFiles,
      onlyFile: (["REGISTRY_AUTH_FILE", "DOCKER_CONFIG"] as const).find((variable) => (environment[variable] ?? "") !== ""),
      environment: this.#environment(),
      spawn,
    };
  }

  /** Makes one repair of config.json. */
  async repair(repair: ConfigRepair, { writeInPlace }: Pick<EraseOptions, "writeInPlace"> = {}): Promise<void> {
    const { repairConfig } = await import("./repairConfig.ts");
    await repairConfig(repair, this.#file, writeInPlace);
    void this.#announceChange();
  }

  /** Takes config.json away from everybody but its owner. */
  async restrictToOwner(): Promise<void> {
    await this.#file.restrictToOwner();
    void this.#announceChange();
  }

  /** Windows has no modes. */
  async #modeProblems({ auths }: ConfigDocument): Promise<readonly CredentialsError[]> {
    if (this.#dependencies.platform === "win32" || [...auths.values()].every(isEmptyEntry)) return [];
    const mode = await this.#file.modeForOthers();
    if (mode === undefined) return [];
    const params = { path: this.configPath, mode: mode.toString(8).padStart(4, "0") };
    return [new CredentialsError("config-readable-by-others", `${this.configPath} may be read by others (${params.mode})`, { params })];
  }

  #environment(): EnvironmentAuth {
    return parseEnvironmentAuth(this.#dependencies.environment[authVariable]);
  }

  async #podmanFiles(): Promise<readonly AuthFile[]> {
    return await readPodmanFiles(this.#dependencies, this.configPath);
  }

  async #authFiles(): Promise<readonly AuthFile[]> {
    const [{ document }, podmanFiles] = await Promise.all([this.#tryRead(), this.#podmanFiles()]);
    return [{ path: this.configPath, document }, ...podmanFiles];
  }

  /** The document, or an empty one and the reason. */
  async #tryRead(): Promise<{ readonly document: ConfigDocument; readonly problems: readonly CredentialsError[] }> {
    try {
      return { document: await this.#file.read(), problems: [] };
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      return { document: emptyDocument, problems: [error] };
    }
  }

  #watchFile(path: string): void {
    this.#resources.add(this.#dependencies.watch.watchFile(path, () => void this.#announceChange()));
  }

  async #watchPodmanFiles(): Promise<void> {
    const paths = await podmanAuthPaths(this.#dependencies);
    if (this.#disposed.signal.aborted) return;
    for (const path of paths) if (path !== this.configPath) this.#watchFile(path);
  }

  async #announceChange(): Promise<void> {
    if (this.#isChangePending) return;
    this.#isChangePending = true;
    try {
      await this.#dependencies.clock.sleep(changeDelayMs, this.#disposed.signal);
      this.#isChangePending = false;
      this.#didChange.fire();
    } catch {
      // Disposed while waiting.
    }
  }
}
