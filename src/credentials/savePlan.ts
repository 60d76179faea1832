import { isEmptyEntry } from "./authEntry.ts";
import { CredentialsError } from "./credentialsError.ts";
import type { ConfigChange } from "./configChange.ts";
import type { AuthFile, ConfigDocument } from "./configDocument.ts";
import { cannotStore, helperProgram, invalidHelperName, isHelperName } from "./credentialHelper.ts";
import { authVariable, type EnvironmentAuth } from "./environmentAuth.ts";
import { type NativeStore, selectStore, type SelectedStore } from "./helperSelection.ts";
import { isReadOnlyHelper } from "./readOnlyHelpers.ts";
import { type OlderEntry, olderEntries } from "./olderEntries.ts";
import { hubSideKeys, type RegistryName, registryOfKey, writeKeys } from "./registryName.ts";

/**
 * Where to keep a credential: as the file is configured, in the file (plain base64; beside a `credsStore` by an empty mapping), in the
 * file once `credsStore` no longer names that helper, or in a helper that is set up by this.
 */
export type StoreChoice =
  "configured" | "file" | { readonly withoutStore: string } | { readonly helper: string; readonly as: "credsStore" | "credHelpers" };

export interface HelperMapping {
  readonly keys: readonly string[];
  readonly helper: string;
}

/** The helper in `credsStore`. */
export interface GeneralStore {
  readonly helper: string;
  /** Why it cannot take a credential. */
  readonly problem?: CredentialsError;
  /** The other registries whose logins it has, as far as the file tells. */
  readonly others: readonly string[];
}

/** What a save would do, so that it can be shown and confirmed before. */
export interface SavePlan {
  readonly host: string;
  readonly path: string;
  readonly keys: readonly string[];
  /** The store that the file asks for; a `helper` of "" is the file itself, as plain base64. */
  readonly store: SelectedStore;
  /** Why that store will not take the credential: to be replaced, or another one chosen. */
  readonly storeProblem?: CredentialsError;
  /** `credHelpers` names a helper for this registry alone. */
  readonly mapping?: HelperMapping;
  /** The store for all registries that are not mapped. */
  readonly credsStore?: GeneralStore;
  /** A store of the system that is installed and could be used, where none is configured. */
  readonly nativeStore?: NativeStore;
  /** Logins of the registry that are not replaced, and that some tool goes on using. */
  readonly older?: readonly OlderEntry[];
  /** DOCKER_AUTH_CONFIG is set: "this-registry" where it hides what is going to be saved. */
  readonly environment?: { readonly variable: string; readonly affects: "this-registry" | "others" };
  /** Why the file cannot be written at all. */
  readonly blockedBy?: CredentialsError;
}

export interface PlanSources {
  readonly path: string;
  readonly document: ConfigDocument;
  readonly environment: EnvironmentAuth;
  readonly environmentText: string | undefined;
  readonly nativeStore: NativeStore | undefined;
  readonly podmanFiles: readonly AuthFile[];
  /** Whether a program is on PATH. */
  readonly isInstalled: (program: string) => Promise<boolean>;
}

export async function planSave(name: RegistryName, sources: PlanSources): Promise<SavePlan> {
  const { path, document, environment, nativeStore, podmanFiles } = sources;
  const keys = writeKeys(name);
  const store = selectStore(document, keys[0] ?? "");
  const storeProblem = await problemOf(store.helper, name, sources);
  const mapping = mappingOf(document, name);
  const credsStore = await generalStoreOf(name, sources);
  const older = olderEntries(name, { path, document }, podmanFiles);
  const [blockedBy] = document.problems;
  const affects = keys.some((key) => environment.auths.has(key)) ? "this-registry" : "others";
  return {
    host: name.display,
    path,
    keys,
    store,
    ...(storeProblem === undefined ? {} : { storeProblem }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(credsStore === undefined ? {} : { credsStore }),
    ...(older.length === 0 ? {} : { older }),
    ...(store.by !== "none" || nativeStore === undefined ? {} : { nativeStore }),
    ...(sources.environmentText ? { environment: { variable: authVariable, affects } } : {}),
    ...(blockedBy === undefined ? {} : { blockedBy }),
  };
}

async function generalStoreOf(name: RegistryName, sources: PlanSources): Promise<GeneralStore | undefined> {
  const { credsStore: helper } = sources.document;
  if (helper === "") return undefined;
  const problem = await problemOf(helper, name, sources);
  const hosts = new Set(keysInStore(sources.document).map((key) => registryOfKey(key)?.display ?? key));
  const others = [...hosts].filter((host) => host !== name.display);
  return { helper, others, ...(problem === undefined ? {} : { problem }) };
}

/** The keys of which the file says that the helper in `credsStore` has their logins. */
export function keysInStore({ auths, credHelpers }: ConfigDocument): readonly string[] {
  return [...auths]
    .filter(([key, entry]) => isEmptyEntry(entry) && !credHelpers.has(key) && !hubSideKeys.includes(key))
    .map(([key]) => key);
}

async function problemOf(helper: string, { display }: RegistryName, { isInstalled }: PlanSources): Promise<CredentialsError | undefined> {
  if (helper === "") return undefined;
  const known = refusalOf(helper, display);
  if (known !== undefined) return known;
  const program = helperProgram(helper);
  if (await isInstalled(program)) return undefined;
  return new CredentialsError("helper-not-found", `${program} is not on PATH`, { params: { helper, program } });
}

/** Why a helper is not even asked to store. */
export function refusalOf(helper: string, host: string): CredentialsError | undefined {
  if (!isHelperName(helper)) return invalidHelperName(helper);
  return isReadOnlyHelper(helper) ? cannotStore(helper, host) : undefined;
}

/** The keys of a registry that `credHelpers` maps. */
export function mappingOf(document: ConfigDocument, name: RegistryName): HelperMapping | undefined {
  const keys = writeKeys(name).filter((key) => document.credHelpers.has(key));
  const helper = keys.map((key) => document.credHelpers.get(key)).find((mapped) => mapped !== undefined);
  return helper === undefined ? undefined : { keys, helper };
}

/** The helper that a choice leads to ("" for the file), and what must change in the configuration for every tool to follow. */
export interface ChosenStore {
  readonly helper: string;
  readonly change: Pick<ConfigChange, "credHelpers" | "credsStore">;
}

export function chooseStore(document: ConfigDocument, name: RegistryName, choice: StoreChoice, replaceMapping: boolean): ChosenStore {
  const keys = writeKeys(name);
  const mapped = (helper: string | undefined): ReadonlyMap<string, string | undefined> => new Map(keys.map((key) => [key, helper]));
  const isMapped = mappingOf(document, name) !== undefined;
  if (choice === "configured") {
    if (isMapped && replaceMapping) return { helper: document.credsStore, change: { credHelpers: mapped(undefined) } };
    return { helper: selectStore(document, keys[0] ?? "").helper, change: {} };
  }
  if (choice === "file") {
    // With a store for all registries, an empty mapping is docker's way to keep one of them in the file.
    if (document.credsStore !== "") return { helper: "", change: { credHelpers: mapped("") } };
    return { helper: "", change: isMapped ? { credHelpers: mapped(undefined) } : {} };
  }
  if ("withoutStore" in choice) return { helper: "", change: { credsStore: "", ...(isMapped ? { credHelpers: mapped(undefined) } : {}) } };
  const { helper } = choice;
  if (choice.as === "credHelpers") return { helper, change: { credHelpers: mapped(helper) } };
  return { helper, change: { credsStore: helper, ...(isMapped ? { credHelpers: mapped(undefined) } : {}) } };
}
