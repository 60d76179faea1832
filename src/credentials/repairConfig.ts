import type { ConfigChange } from "./configChange.ts";
import type { ConfigDocument } from "./configDocument.ts";
import type { ConfigFile } from "./configFile.ts";
import { CredentialsError } from "./credentialsError.ts";

/** What a person may have done about a config.json that keeps tools from a login. */
export type ConfigRepair =
  /** The login under a key that is not read goes under one that is, where that has none yet. */
  | { readonly kind: "moveEntry"; readonly from: string; readonly to: string }
  /** An entry that nobody can decode goes. */
  | { readonly kind: "dropDamaged"; readonly key: string }
  /** The file no longer names this helper for all registries. */
  | { readonly kind: "removeStore"; readonly helper: string };

/** Rejects with CredentialsError, and has then written nothing. */
export async function repairConfig(repair: ConfigRepair, file: ConfigFile, inPlace?: boolean): Promise<void> {
  if (repair.kind === "dropDamaged") {
    await file.update(() => ({}), { dropped: [repair.key], inPlace });
    return;
  }
  await file.update((document) => changeOf(repair, document, file.path), { inPlace });
}

function changeOf(repair: Exclude<ConfigRepair, { kind: "dropDamaged" }>, document: ConfigDocument, path: string): ConfigChange {
  if (repair.kind === "removeStore") return document.credsStore === repair.helper ? { credsStore: "" } : {};
  const entry = document.auths.get(repair.from);
  if (entry === undefined) return {};
  // Somebody logged in meanwhile: which of the two is meant the person has to say anew.
  if (document.auths.has(repair.to)) throw new CredentialsError("config-changed", `${path} has ${repair.to} by now`, { params: { path } });
  return {
    auths: new Map([
      [repair.from, undefined],
      [repair.to, entry],
    ]),
  };
}
