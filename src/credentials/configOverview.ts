import { dockerHub } from "../core/dockerHub.ts";
import { Secret } from "../core/secret.ts";
import { expiryOf } from "../core/secretExpiry.ts";
import { type AuthEntry, isEmptyEntry } from "./authEntry.ts";
import type { AuthFile, ConfigDocument } from "./configDocument.ts";
import { CredentialsError } from "./credentialsError.ts";
import { authVariable, type EnvironmentAuth } from "./environmentAuth.ts";
import { selectStore } from "./helperSelection.ts";
import { hubKey, hubSideKeys, isDeadHubKey, isNamespaceKey, registryOfKey, withoutAccount, writeKeys } from "./registryName.ts";

export interface RegistrySource {
  /** "helper": no file names it, only the helper does. */
  readonly kind: "config" | "environment" | "podman" | "helper";
  readonly path?: string;
}

/** A registry that somebody logged in to, as far as the files tell without asking a helper. */
export interface StoredRegistry {
  /** For showing: `docker.io` for Docker Hub, no `:443`. */
  readonly host: string;
  /** All spellings, as stored. */
  readonly keys: readonly string[];
  readonly source: RegistrySource;
  readonly helper?: string;
  /** "helper": the helper knows, and was not asked. "no": an entry that no tool can use. */
  readonly hasCredential: "yes" | "helper" | "no";
  /** Whose login it is, where that stands in the file. */
  readonly username?: string;
  /** The end that its secret names itself, where it stands in the file. */
  readonly expiresAt?: Date;
}

export interface ConfigOverview {
  readonly registries: readonly StoredRegistry[];
  /** The helper that keeps what no other is named for, and may know more registries; "" for none. */
  readonly credsStore: string;
  readonly problems: readonly CredentialsError[];
}

export interface OverviewSources {
  readonly path: string;
  readonly document: ConfigDocument;
  readonly environment: EnvironmentAuth;
  readonly podmanFiles: readonly AuthFile[];
}

/** What the files say, config.json first; in each, registries in the order of their names. Asks no helper. May be interrupted. */
export function* overviewOf({ path, document, environment, podmanFiles }: OverviewSources): Generator<undefined, ConfigOverview> {
  const fromConfig = yield* registriesOf(document, { kind: "config", path });
  const fromEnvironment = (yield* groupKeys(environment.auths.keys())).map(([host, keys]): StoredRegistry => ({
    host,
    keys,
    source: { kind: "environment", path: authVariable },
    hasCredential: "yes",
  }));
  const fromPodman: StoredRegistry[] = [];
  for (const file of podmanFiles)
    for (const each of yield* registriesOf(file.document, { kind: "podman", path: file.path })) fromPodman.push(each);
  const problems = [
    ...document.problems,
    ...(environment.problem === undefined ? [] : [environment.problem]),
    ...hubProblems(document, path),
    ...podmanProblems(document, path),
  ];
  return { registries: [...fromConfig, ...fromEnvironment, ...fromPodman], credsStore: document.credsStore, problems };
}

/**
 * Of one registry's entries, the one that docker (since 28.3) and nerdctl read first: that of DOCKER_AUTH_CONFIG, where it has a key
 * that their logins are saved under; else the first. Other spellings in the variable come after the file, if at all.
 */
export function readFirstOf(stored: readonly StoredRegistry[]): StoredRegistry | undefined {
  const [first] = stored;
  const name = first === undefined ? undefined : registryOfKey(first.host);
  const keys = name === undefined ? [] : writeKeys(name);
  return (
    stored.find(({ source, keys: spellings }) => source.kind === "environment" && spellings.some((key) => keys.includes(key))) ?? first
  );
}

/** The keys of config.json for a part of the registry, as podman writes them. */
export function namespaceKeysOf(stored: readonly StoredRegistry[]): readonly string[] {
  return stored.filter(({ source }) => source.kind === "config").flatMap(({ keys }) => keys.filter(isNamespaceKey));
}

/** The registries that a helper's keys belong to. May be interrupted. */
export function* registriesOfHelper(helper: string, keys: Iterable<string>): Generator<undefined, readonly StoredRegistry[]> {
  return (yield* groupKeys(keys)).map(([host, spellings]) => ({
    host,
    keys: spellings,
    source: { kind: "helper" },
    helper,
    hasCredential: "helper",
  }));
}

function* registriesOf(document: ConfigDocument, source: RegistrySource): Generator<undefined, readonly StoredRegistry[]> {
  // Undecodable entries are in no map: their problems name them, so that the registry is shown all the same.
  const damaged = document.problems.filter(({ code }) => code === "config-invalid-entry").map(({ params }) => String(params["key"]));
  const mapped = [...document.credHelpers].filter(([, helper]) => helper !== "").map(([key]) => key);
  const registries: StoredRegistry[] = [];
  for (const [host, keys] of yield* groupKeys([...document.auths.keys(), ...mapped, ...damaged])) {
    registries.push(registryOf(document, source, host, keys));
    yield;
  }
  return registries;
}

function registryOf(document: ConfigDocument, source: RegistrySource, host: string, keys: readonly string[]): StoredRegistry {
  const helper = keys.map((key) => helperOf(document, source, key)).find((name) => name !== "");
  if (helper !== undefined) return { host, keys, source, helper, hasCredential: "helper" };
  // docker and nerdctl read an entry of Docker Hub under its one key only; podman also reads the plain names.
  const isRead = (key: string): boolean => host !== dockerHub || source.kind === "podman" || key === hubKey;
  const isFilled = (key: string): boolean => {
    const entry = document.auths.get(key);
    return entry !== undefined && !isEmptyEntry(entry);
  };
  const key = keys.find((each) => isRead(each) && isFilled(each));
  if (key === undefined) return { host, keys, source, hasCredential: "no" };
  const entry = document.auths.get(key);
  const [username, expiresAt] = [accountNameIn(entry), entryExpiry(entry)];
  return { host, keys, source, hasCredential: "yes", ...(username !== "" && { username }), ...(expiresAt !== undefined && { expiresAt }) };
}

/** What stands before the first colon; "" where there is none. */
function accountNameIn(entry: AuthEntry | undefined): string {
  const [name = ""] = (entry?.account ?? "").split(":", 1);
  return Buffer.from(name, "latin1").toString("utf8");
}

function entryExpiry(entry: AuthEntry | undefined): Date | undefined {
  if (entry === undefined) return undefined;
  const { account, identityToken, registryToken } = entry;
  return expiryOf(new Secret(registryToken || identityToken || account.slice(account.indexOf(":") + 1)));
}

function helperOf(document: ConfigDocument, source: RegistrySource, key: string): string {
  return source.kind === "podman" ? (document.credHelpers.get(key) ?? "") : selectStore(document, key).helper;
}

/** Keys by the registry they belong to, both in order. Docker Hub's OAuth session is no registry. */
function* groupKeys(keys: Iterable<string>): Generator<undefined, readonly (readonly [host: string, keys: readonly string[]])[]> {
  const groups = new Map<string, Set<string>>();
  for (const key of keys) {
    if (hubSideKeys.includes(key)) continue;
    const host = registryOfKey(key)?.display ?? withoutAccount(key);
    const group = groups.get(host);
    if (group === undefined) groups.set(host, new Set([key]));
    else group.add(key);
    yield;
  }
  return [...groups].map(([host, group]) => [host, [...group].toSorted()] as const).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function hubProblems(document: ConfigDocument, path: string): readonly CredentialsError[] {
  return [...document.auths]
    .filter(([key, entry]) => !isEmptyEntry(entry) && isDeadHubKey(key))
    .map(
      ([key]) =>
        new CredentialsError("hub-key-not-read", `${path}: docker never reads the key ${withoutAccount(key)}`, { params: { path, key } }),
    );
}

function podmanProblems(document: ConfigDocument, path: string): readonly CredentialsError[] {
  const helper = document.credsStore;
  if (helper === "") return [];
  return [new CredentialsError("store-hidden-from-podman", `${path}: podman does not look into credsStore`, { params: { path, helper } })];
}
