import type { SpawnResult } from "../core/spawn.ts";
import { CredentialsError } from "./credentialsError.ts";
import { helperWords } from "./helperWords.ts";

/** What was asked to do something. */
export interface AskedHelper {
  readonly helper: string;
  readonly program: string;
  readonly action: string;
}

/** Reasons stand at the beginning of what a helper prints. */
const maxReason = 4096;

const failureReasons: readonly (readonly [text: RegExp, reason: string])[] = [
  [/keychain cannot be accessed|keychain is locked|user interaction is not allowed/i, "locked"],
  // GDBus has no address of a session bus; Debian's helper names nothing but its own source.
  [/D-Bus|DBus|org\.freedesktop\.secrets|The given address is empty|secretservice_linux\.c/, "no-dbus"],
  [/pass not initialized|Try "pass init"/, "pass-not-initialized"],
  [/no usable public key|unusable public key|no public key|no such user id/i, "no-gpg-key"],
  [/exec format error|cannot execute binary file/i, "not-started"],
];

/** What a shell says in place of a program that is not there, or not for this machine. */
const notStartedCodes: ReadonlySet<number> = new Set([126, 127]);

/** Why a helper failed. `secrets` are what the helper was given. What `get` prints is a secret that nobody knows, so that it is never quoted. */
export function failureOfHelper(asked: AskedHelper, result: SpawnResult, secrets: readonly string[]): CredentialsError {
  const { helper, program, action } = asked;
  const { exitCode, stdout, stderr } = result;
  const known = failureReasons.find(([text]) => text.test(stdout.slice(0, maxReason)) || text.test(stderr.slice(0, maxReason)))?.[1];
  const reason = known ?? (notStartedCodes.has(exitCode) ? "not-started" : "other");
  return new CredentialsError("helper-failed", `${program} ${action} failed with exit code ${exitCode} (${reason})`, {
    params: { helper, action, exitCode, reason },
    said: action === "get" ? undefined : helperWords(result, secrets),
  });
}
