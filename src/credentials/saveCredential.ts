import type { Credential } from "../core/credential.ts";
import type { Logger } from "../core/logger.ts";
import type { Spawn } from "../core/spawn.ts";
import { type AuthEntry, entryOfCredential, markerEntry } from "./authEntry.ts";
import type { ConfigChange } from "./configChange.ts";
import type { ConfigDocument } from "./configDocument.ts";
import type { ConfigFile } from "./configFile.ts";
import { checkCredential } from "./credentialCheck.ts";
import { checkHelperLimits, eraseFromHelper, storeInHelper } from "./credentialHelper.ts";
import { CredentialsError } from "./credentialsError.ts";
import { type RegistryName, writeKeys } from "./registryName.ts";
import type { SaveResult } from "./saveResult.ts";
import { chooseStore, type ChosenStore, refusalOf, type StoreChoice } from "./savePlan.ts";

export interface SaveOptions {
  /** Default "configured". "file" and a helper replace a mapping of this registry in `credHelpers`. */
  readonly store?: StoreChoice;
  /** With "configured": drops the mapping of this registry, so that `credsStore` or the file keeps it. */
  readonly replaceMapping?: boolean;
  /** Writes into the file where nothing can take its place (`config-mounted`). */
  readonly writeInPlace?: boolean;
  readonly signal?: AbortSignal;
}

interface SaveDependencies {
  readonly file: ConfigFile;
  readonly spawn: Spawn;
  readonly logger: Logger;
}

/**
 * Saves a credential under the keys that every reader finds, the helper first and then the file, as docker does.
 * Rejects with CredentialsError or the signal's reason. Nothing is written then, as far as a helper can be undone: once one
 * has taken the secret, cancelling comes too late and the save is finished.
 */
export async function saveCredential(
  name: RegistryName,
  given: Credential,
  options: SaveOptions,
  dependencies: SaveDependencies,
): Promise<SaveResult> {
  const { store = "configured", replaceMapping = false, writeInPlace: inPlace, signal } = options;
  const { file } = dependencies;
  const credential = checkCredential(given);
  const document = await file.read();
  const [problem] = document.problems;
  if (problem !== undefined) throw problem;
  const choose = (current: ConfigDocument): ChosenStore => {
    const isOther = typeof store === "object" && "withoutStore" in store && store.withoutStore !== current.credsStore;
    // Another store was named meanwhile: nobody has said that it may go.
    if (isOther) throw storeChanged(file.path);
    return chooseStore(current, name, store, replaceMapping);
  };
  // No helper can keep a registry token; docker reads it from the file whatever helper there is.
  const isForFile = credential.kind === "registryToken";
  const { helper, change }: ChosenStore = isForFile ? { helper: "", change: {} } : choose(document);
  const keys = writeKeys(name);
  const mapped = mappedBy(document, change, keys);
  const addedStore = document.credsStore === "" ? change.credsStore : undefined;
  const result = { path: file.path, keys, ...(mapped === undefined ? {} : { mapped }), ...(addedStore ? { addedStore } : {}) };
  const changeOf =
    (entry: AuthEntry) =>
    (current: ConfigDocument): ConfigChange => {
      const chosen = choose(current);
      if (!isForFile && chosen.helper !== helper) throw storeChanged(file.path);
      return { ...(isForFile ? {} : chosen.change), auths: new Map(keys.map((key) => [key, entry])) };
    };
  if (helper === "") {
    await file.update(changeOf(entryOfCredential(credential)), { signal, inPlace });
    return result;
  }
  await storeEverywhere(helper, keys, credential, name.display, dependencies, signal);
  try {
    await file.update(changeOf(markerEntry), { inPlace });
  } catch (error) {
    await undo(
      helper,
      keys.filter((key) => !document.auths.has(key)),
      dependencies,
    );
    throw error;
  }
  return { ...result, helper };
}

function mappedBy(before: ConfigDocument, { credHelpers }: ChosenStore["change"], keys: readonly string[]): string | undefined {
  const added = keys.filter((key) => before.credHelpers.get(key) !== credHelpers?.get(key));
  return added.map((key) => credHelpers?.get(key)).find((helper) => helper !== undefined);
}

async function storeEverywhere(
  helper: string,
  keys: readonly string[],
  credential: Credential,
  host: string,
  { spawn }: SaveDependencies,
  signal?: AbortSignal,
): Promise<void> {
  const refusal = refusalOf(helper, host);
  if (refusal !== undefined) throw refusal;
  for (const key of keys) checkHelperLimits(helper, key, credential);
  signal?.throwIfAborted();
  const [first, ...others] = keys;
  if (first !== undefined) await storeInHelper(spawn, helper, first, credential, signal);
  for (const key of others) await storeInHelper(spawn, helper, key, credential);
}

/** Takes back what the helper got although the file could not be written. Keys that it had before keep the new secret. */
async function undo(helper: string, keys: readonly string[], { spawn, logger }: SaveDependencies): Promise<void> {
  for (const key of keys) {
    await eraseFromHelper(spawn, helper, key).catch((error: unknown) => logger.warn(`cannot take back a login: ${String(error)}`));
  }
}

function storeChanged(path: string): CredentialsError {
  return new CredentialsError("config-changed", `${path}: the credential store was changed meanwhile`, { params: { path } });
}
