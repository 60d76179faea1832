import { isEmptyEntry } from "./authEntry.ts";
import type { AuthFile, ConfigDocument } from "./configDocument.ts";
import { hubSideKeys, isNamespaceKey, prefixes, type RegistryName, registryOfKey, writeKeys } from "./registryName.ts";

/** A login of a registry under a key that a new login does not replace. */
export interface OlderEntry {
  /** Of the file that has it, or the program of the helper. */
  readonly path: string;
  readonly key: string;
  /**
   * "spelling": of the registry as a whole. podman takes `docker.io` before Docker Hub's key; docker takes any once its own is gone.
   * "part": of a namespace or repository, which podman, skopeo and buildah take for what is below it, and crane for that repository.
   * "podman": in a file that podman, skopeo and buildah read before config.json.
   * "store": in the helper that `credsStore` names, where the new login goes elsewhere. oras and regctl ask that helper all the same.
   */
  readonly kind: "spelling" | "part" | "podman" | "store";
}

/** The entries beside those that a login to the registry is written to, config.json first. */
export function olderEntries(name: RegistryName, config: AuthFile, podmanFiles: readonly AuthFile[]): readonly OlderEntry[] {
  const written = writeKeys(name);
  const inConfig = keysOf(name, config.document).filter((key) => !written.includes(key));
  return [
    ...inConfig.map((key): OlderEntry => ({ path: config.path, key, kind: isNamespaceKey(key) ? "part" : "spelling" })),
    ...podmanFiles.flatMap(({ path, document }) => keysOf(name, document).map((key): OlderEntry => ({ path, key, kind: "podman" }))),
  ];
}

function keysOf({ display }: RegistryName, { auths }: ConfigDocument): readonly string[] {
  return [...auths]
    .filter(([key, entry]) => !isEmptyEntry(entry) && !hubSideKeys.includes(key) && registryOfKey(key)?.display === display)
    .map(([key]) => key);
}

/** The longest key `H/…` with a login that is the repository's name or its beginning, as podman finds it. */
export function partOf(registry: string, repository: string, auths: ConfigDocument["auths"]): string | undefined {
  const parts = prefixes(`${registry}/${repository}`).slice(0, -1);
  return parts.find((name) => {
    const entry = auths.get(name);
    return entry !== undefined && !isEmptyEntry(entry);
  });
}
