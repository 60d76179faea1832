import { isEmptyEntry } from "./authEntry.ts";
import type { ConfigDocument } from "./configDocument.ts";
import type { ConfigFile } from "./configFile.ts";
import { isHelperName } from "./credentialHelper.ts";
import { dockerReadKeys, parseRegistryName, type RegistryName, registryOfKey, writeKeys } from "./registryName.ts";
import type { SaveResult } from "./saveResult.ts";

interface MapOptions {
  /** Writes into the file where nothing can take its place (`config-mounted`). */
  readonly writeInPlace?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Has the file name a helper for a registry, which answers for it from now on: a login that the file has for it goes. Others are given
 * the helper, too, unless they have a login or a helper of their own. Rejects with CredentialsError or the signal's reason.
 */
export async function mapHelper(
  helper: string,
  host: string,
  others: readonly string[],
  { signal, writeInPlace }: MapOptions,
  file: ConfigFile,
): Promise<SaveResult> {
  const name = parseRegistryName(host);
  const before = await file.read();
  const [problem = isHelperName(helper) ? undefined : (await import("./savePlan.ts")).refusalOf(helper, host)] = before.problems;
  if (problem !== undefined) throw problem;
  const taken: { also: readonly RegistryName[]; kept: readonly RegistryName[] } = { also: [], kept: [] };
  await file.update(
    (document) => {
      const free = others.map(parseRegistryName).filter((other) => other.display !== name.display && !isMapped(document, other, helper));
      taken.kept = free.filter((other) => hasOwn(document, other));
      taken.also = free.filter((other) => !taken.kept.includes(other));
      // The key that every tool looks for; nerdctl too, behind its own with the port. A mapping of another spelling would win there.
      const respelled = writeKeys(name).filter((key) => document.credHelpers.has(key));
      const keys = [name, ...taken.also].flatMap(dockerReadKeys);
      return {
        credHelpers: new Map([...keys, ...respelled].map((key) => [key, helper])),
        auths: new Map(writeKeys(name).map((key) => [key, undefined])),
      };
    },
    { signal, inPlace: writeInPlace },
  );
  return {
    path: file.path,
    keys: dockerReadKeys(name),
    helper,
    ...(isMapped(before, name, helper) ? {} : { mapped: helper }),
    alsoMapped: taken.also.map(({ display }) => display),
    keptAsIs: taken.kept.map(({ display }) => display),
  };
}

/** Takes the helper from those of the registries that the file still names it for. Rejects as `mapHelper` does. */
export async function unmapHelper(
  helper: string,
  hosts: readonly string[],
  { signal, writeInPlace }: MapOptions,
  file: ConfigFile,
): Promise<void> {
  const keys = hosts.map(parseRegistryName).flatMap(writeKeys);
  await file.update(
    ({ credHelpers }) => ({ credHelpers: new Map(keys.filter((key) => credHelpers.get(key) === helper).map((key) => [key, undefined])) }),
    { signal, inPlace: writeInPlace },
  );
}

export function isMapped({ credHelpers }: ConfigDocument, name: RegistryName, helper: string): boolean {
  return dockerReadKeys(name).every((key) => credHelpers.get(key) === helper);
}

function hasOwn({ auths, credHelpers }: ConfigDocument, name: RegistryName): boolean {
  const isOwn = (key: string): boolean => registryOfKey(key)?.display === name.display;
  return [...credHelpers.keys()].some(isOwn) || [...auths].some(([key, entry]) => isOwn(key) && !isEmptyEntry(entry));
}
