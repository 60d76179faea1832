import type { CredentialStore, EraseOptions, EraseResult, StoredRegistry } from "../../credentials/credentialStore.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { RememberedLogins } from "../remembered/rememberedLogins.ts";

export interface LogOutPorts {
  readonly store: Pick<CredentialStore, "configPath" | "erase" | "registries" | "mappedTo">;
  readonly remembered: RememberedLogins;
}

export interface LogOutResult {
  readonly host: string;
  /** `where` is the file's path, or the helper's name. */
  readonly removed: EraseResult["removed"];
  /** podman's keys for a part of the registry, which docker takes for all of it. */
  readonly kept: readonly string[];
  /** Other places that still have a login for it: podman's own files, DOCKER_AUTH_CONFIG. */
  readonly elsewhere: readonly string[];
  /** The helper that config.json still names for it, and which goes on to give its own credential; "" for the file. */
  readonly mappedTo: string | undefined;
  /** Other registries that the login had that helper named for, and that config.json still names it for. */
  readonly alsoMapped: { readonly helper: string; readonly hosts: readonly string[] } | undefined;
  /** Why a helper still has its secret; the entries of its keys are still in the file. */
  readonly failure: Error | undefined;
}

/**
 * Removes a registry's credential in every spelling that docker and nerdctl know, the mapping in `credHelpers` or the
 * empty `credsStore` that a login here added, and what is remembered of the login.
 * Rejects with CredentialsError where the file cannot be read or written: nothing is removed then.
 */
export async function logOut(
  host: string,
  { store, remembered }: LogOutPorts,
  options: Pick<EraseOptions, "writeInPlace"> = {},
): Promise<LogOutResult> {
  const { mapped, alsoMapped = [] } = remembered.of(host) ?? {};
  const erased = await store.erase(host, {
    ...options,
    removeMapping: mapped === undefined ? undefined : { to: mapped },
    removeStore: addedStoreOf(remembered),
  });
  const { removed, kept, mapping, failures, isStoreRemoved } = erased;
  if (failures.length === 0) await forget(host, isStoreRemoved, remembered);
  const { registries } = await store.registries();
  const elsewhere = registries.filter((each) => each.host === host && hasLoginElsewhere(each)).map(({ source }) => source.path ?? "");
  const storeEntry = isStoreRemoved ? [{ where: store.configPath, key: "credsStore" }] : [];
  const result = { host, removed: [...removed, ...storeEntry], kept, elsewhere, failure: failures[0] };
  if (failures.length > 0) return { ...result, mappedTo: undefined, alsoMapped: undefined };
  const mappedTo = mapping?.isRemoved === false ? mapping.helper : undefined;
  const helper = mapped ?? mapping?.helper ?? "";
  const hosts = alsoMapped.length === 0 ? [] : await store.mappedTo(helper, alsoMapped);
  return { ...result, mappedTo, alsoMapped: hosts.length === 0 ? undefined : { helper, hosts } };
}

/** The helper that a login here named in `credsStore`. */
function addedStoreOf(remembered: RememberedLogins): string | undefined {
  return remembered.all().find(([, { addedStore }]) => addedStore !== undefined)?.[1].addedStore;
}

/** What is known of the login goes; who named the store stays until the store is gone, since another login may be the last in it. */
async function forget(host: string, isStoreRemoved: boolean, remembered: RememberedLogins): Promise<void> {
  const { addedStore } = remembered.of(host) ?? {};
  await remembered.set(host, addedStore === undefined ? undefined : { addedStore });
  if (!isStoreRemoved) return;
  for (const [each, { addedStore: added, ...others }] of remembered.all()) if (added !== undefined) await remembered.set(each, others);
}

function hasLoginElsewhere({ source, hasCredential }: StoredRegistry): boolean {
  return source.kind !== "config" && hasCredential !== "no";
}

/**
 * Removes a login to a part of a registry, which leaves the others. Answers why its helper still has the secret, where it does: the entry is
 * still there then. Rejects as `logOut` does.
 */
export async function logOutOfPart(
  key: string,
  { store }: { readonly store: Pick<CredentialStore, "eraseKey"> },
  options: Pick<EraseOptions, "writeInPlace"> = {},
): Promise<CredentialsError | undefined> {
  try {
    await store.eraseKey(key, options);
    return undefined;
  } catch (error) {
    if (error instanceof CredentialsError && error.code.startsWith("helper-")) return error;
    throw error;
  }
}

/** Has config.json name no helper for the registry any more. */
export async function removeMapping(
  host: string,
  { store }: Pick<LogOutPorts, "store">,
  options: Pick<EraseOptions, "writeInPlace"> = {},
): Promise<void> {
  await store.erase(host, { ...options, removeMapping: "any" });
}
