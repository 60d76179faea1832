import type { Logger } from "../core/logger.ts";
import type { Spawn } from "../core/spawn.ts";
import { isEmptyEntry } from "./authEntry.ts";
import type { ConfigChange } from "./configChange.ts";
import type { ConfigDocument } from "./configDocument.ts";
import type { ConfigFile } from "./configFile.ts";
import { eraseFromHelper, listHelper } from "./credentialHelper.ts";
import { CredentialsError } from "./credentialsError.ts";
import { selectStore } from "./helperSelection.ts";
import { eraseKeys, isNamespaceKey, type RegistryName, registryOfKey, writeKeys } from "./registryName.ts";
import { type HelperMapping, keysInStore, mappingOf } from "./savePlan.ts";

export interface EraseOptions {
  /** Also drops the registry's mapping in `credHelpers`, whichever it is, or only one to that helper ("" for the file). */
  readonly removeMapping?: "any" | { readonly to: string } | undefined;
  /** Also drops `credsStore` if it names this helper and no login is left in it. */
  readonly removeStore?: string | undefined;
  /** Writes into the file where nothing can take its place (`config-mounted`). */
  readonly writeInPlace?: boolean;
  readonly signal?: AbortSignal;
}

export interface EraseResult {
  /** `where` is the file's path, or the helper's name. */
  readonly removed: readonly { readonly where: string; readonly key: string }[];
  /** The helper that `credHelpers` still names for this registry, or named until now (`isRemoved`). */
  readonly mapping?: HelperMapping & { readonly isRemoved: boolean };
  /** `credsStore` is no longer named (`removeStore`). */
  readonly isStoreRemoved: boolean;
  /** podman's keys for a namespace of this registry, which a logout from the registry leaves. docker reads them all the same. */
  readonly kept: readonly string[];
  /** Helpers that failed; the entries of their keys are still in the file. */
  readonly failures: readonly CredentialsError[];
}

interface EraseDependencies {
  readonly file: ConfigFile;
  readonly spawn: Spawn;
  readonly logger: Logger;
}

/** Removes every spelling of a registry from its helpers and from the file. Rejects with CredentialsError or the signal's reason. */
export async function eraseCredential(name: RegistryName, options: EraseOptions, dependencies: EraseDependencies): Promise<EraseResult> {
  const { file } = dependencies;
  const document = await file.read();
  const [problem] = document.problems;
  if (problem !== undefined) throw problem;
  const { stored, kept } = storedKeys(document, name);
  const keys = [...new Set([...eraseKeys(name), ...stored])];
  const mapping = mappingOf(document, name);
  const isUnmapped = mapping !== undefined && isMeant(mapping.helper, options);
  const helpers = await eraseFromHelpers(document, name, keys, isUnmapped, dependencies, options.signal);
  // Where its helper still has the secret, the mapping is what leads to it.
  const isMappingRemoved = isUnmapped && helpers.failures.length === 0;
  const emptied = helpers.failures.length === 0 ? await emptyStore(document, options, dependencies) : undefined;
  let removedFromFile: readonly string[] = [];
  let isStoreRemoved = false;
  const changeOf = (current: ConfigDocument): ConfigChange => {
    const doomed = [...new Set([...keys, ...storedKeys(current, name).stored])];
    removedFromFile = doomed.filter((key) => current.auths.has(key) && !helpers.failedKeys.has(key));
    isStoreRemoved =
      emptied !== undefined && current.credsStore === emptied && keysInStore(current).every((key) => removedFromFile.includes(key));
    return {
      auths: new Map(removedFromFile.map((key) => [key, undefined])),
      ...(isStoreRemoved ? { credsStore: "" } : {}),
      ...(isMappingRemoved && mappingOf(current, name)?.helper === mapping.helper
        ? { credHelpers: new Map(writeKeys(name).map((key) => [key, undefined])) }
        : {}),
    };
  };
  // What a helper has forgotten must not stay in the file as if it were there, so that cancelling comes too late by now.
  await file.update(changeOf, { signal: helpers.removed.length === 0 ? options.signal : undefined, inPlace: options.writeInPlace });
  return {
    removed: [...removedFromFile.map((key) => ({ where: file.path, key })), ...helpers.removed],
    isStoreRemoved,
    ...(mapping === undefined ? {} : { mapping: { ...mapping, isRemoved: isMappingRemoved } }),
    kept,
    failures: helpers.failures,
  };
}

/**
 * Removes the login under one key: from its helper first where the entry is empty, which is what leads there. Rejects with CredentialsError
 * or the signal's reason; the entry is still there then.
 */
export async function eraseKey(
  key: string,
  { writeInPlace, signal }: Pick<EraseOptions, "writeInPlace" | "signal">,
  { file, spawn }: Pick<EraseDependencies, "file" | "spawn">,
): Promise<void> {
  const document = await file.read();
  const [problem] = document.problems;
  if (problem !== undefined) throw problem;
  const entry = document.auths.get(key);
  const { helper } = selectStore(document, key);
  const isKeptByHelper = entry !== undefined && isEmptyEntry(entry) && helper !== "";
  if (isKeptByHelper) await eraseFromHelper(spawn, helper, key, signal);
  // What a helper has forgotten must not stay in the file as if it were there, so that cancelling comes too late by now.
  await file.update(() => ({ auths: new Map([[key, undefined]]) }), { signal: isKeptByHelper ? undefined : signal, inPlace: writeInPlace });
}

/** The helper that may go from `credsStore`: it tells that it has no login. */
async function emptyStore(
  { credsStore }: ConfigDocument,
  { removeStore, signal }: EraseOptions,
  { spawn, logger }: EraseDependencies,
): Promise<string | undefined> {
  if (removeStore === undefined || removeStore !== credsStore) return undefined;
  try {
    return (await listHelper(spawn, removeStore, signal)).length === 0 ? removeStore : undefined;
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    logger.warn(error.message);
    return undefined;
  }
}

function isMeant(helper: string, { removeMapping }: EraseOptions): boolean {
  return removeMapping === "any" || removeMapping?.to === helper;
}

/** The keys of the file that belong to the registry as a whole, and podman's keys for parts of it. */
function storedKeys(
  document: ConfigDocument,
  name: RegistryName,
): { readonly stored: readonly string[]; readonly kept: readonly string[] } {
  const own = [...document.auths.keys()].filter((key) => registryOfKey(key)?.display === name.display);
  return { stored: own.filter((key) => !isNamespaceKey(key)), kept: own.filter(isNamespaceKey) };
}

interface HelperErasure {
  readonly removed: readonly { readonly where: string; readonly key: string }[];
  readonly failedKeys: ReadonlySet<string>;
  readonly failures: readonly CredentialsError[];
}

/**
 * Asks each key's helper, and that of `credsStore` where it takes the place of a mapping that goes: it may have an older login.
 * One that failed is not asked again, so that a locked keychain prompts once.
 */
async function eraseFromHelpers(
  document: ConfigDocument,
  name: RegistryName,
  keys: readonly string[],
  isUnmapped: boolean,
  { spawn, logger }: EraseDependencies,
  signal?: AbortSignal,
): Promise<HelperErasure> {
  const removed: { readonly where: string; readonly key: string }[] = [];
  const failedKeys = new Set<string>();
  const failures = new Map<string, CredentialsError>();
  const erase = async (helper: string, key: string, isAsked: boolean): Promise<void> => {
    signal?.throwIfAborted();
    try {
      if (failures.has(helper)) failedKeys.add(key);
      // Most helpers say yes to any key, so only the keys that a login writes are worth telling.
      else if (
        (await eraseFromHelper(spawn, helper, key, signal)) &&
        isAsked &&
        (document.auths.has(key) || writeKeys(name).includes(key))
      ) {
        removed.push({ where: helper, key });
      }
    } catch (error) {
      if (!(error instanceof CredentialsError)) throw error;
      logger.warn(error.message);
      // A store that is not there hands out nothing either, and no entry leads to it.
      if (error.code === "helper-not-found" && (!isAsked || !document.auths.has(key))) return;
      failures.set(helper, error);
      failedKeys.add(key);
    }
  };
  for (const key of keys) {
    const { helper } = selectStore(document, key);
    if (helper !== "") await erase(helper, key, true);
    if (isUnmapped && document.credsStore !== "" && document.credsStore !== helper) await erase(document.credsStore, key, false);
  }
  return { removed, failedKeys, failures: [...failures.values()] };
}
