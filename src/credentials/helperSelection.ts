import type { Spawn } from "../core/spawn.ts";
import type { ConfigDocument } from "./configDocument.ts";
import type { CredentialsError } from "./credentialsError.ts";
import { helperProgram } from "./credentialHelper.ts";

/** Where docker keeps the credential of one key. "" as a helper means the file. */
export interface SelectedStore {
  readonly helper: string;
  readonly by: "credHelpers" | "credsStore" | "none";
}

/**
 * docker's choice: `credHelpers[key]` if it is there, even "" for the file, else `credsStore`, else the file. Keys match
 * exactly, but `H:443` follows `H` and the other way round: nerdctl saves under both, and its second copy would otherwise
 * land in the file as plain text.
 */
export function selectStore(document: ConfigDocument, key: string): SelectedStore {
  const mapped = document.credHelpers.get(key) ?? document.credHelpers.get(twinOf(key));
  if (mapped !== undefined) return { helper: mapped, by: "credHelpers" };
  return document.credsStore === "" ? { helper: "", by: "none" } : { helper: document.credsStore, by: "credsStore" };
}

/** `H` for `H:443`, and `H:443` for `H` (a key without a port). */
function twinOf(key: string): string {
  return key.endsWith(":443") ? key.slice(0, -":443".length) : `${key}:443`;
}

/** A store of the operating system whose helper is installed. */
export interface NativeStore {
  readonly helper: string;
  /** Whether `docker login` would choose it by itself, because the file has no accounts and no helpers. */
  readonly isDockersChoice: boolean;
  /** Why it did not answer when it was asked. */
  readonly problem?: CredentialsError;
}

/** The store that docker detects: the system's keychain, or on Linux `pass` where that program is, else the secret service. */
export async function detectNativeStore(
  document: ConfigDocument,
  spawn: Spawn,
  platform: NodeJS.Platform,
): Promise<NativeStore | undefined> {
  const helper = await nativeHelper(spawn, platform);
  if (helper === undefined || (await spawn.find(helperProgram(helper))) === undefined) return undefined;
  const isDockersChoice = document.credsStore === "" && document.credHelpers.size === 0 && document.auths.size === 0;
  return { helper, isDockersChoice };
}

async function nativeHelper(spawn: Spawn, platform: NodeJS.Platform): Promise<string | undefined> {
  if (platform === "darwin") return "osxkeychain";
  if (platform === "win32") return "wincred";
  if (platform !== "linux") return undefined;
  return (await spawn.find("pass")) === undefined ? "secretservice" : "pass";
}
