import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import { inSlices } from "../core/slices.ts";
import { type Spawn, SpawnError, type SpawnErrorCode, type SpawnResult } from "../core/spawn.ts";
import { CredentialsError, type CredentialsErrorCode } from "./credentialsError.ts";
import { type JsonValue, parseFirstJsonValue, printJson } from "./jsonText.ts";
import { isReadOnlyHelper } from "./readOnlyHelpers.ts";

/**
 * The protocol of `docker-credential-*` programs: one argument (the action), everything else on standard input, the answer
 * or the reason of a failure on standard output. https://github.com/docker/docker-credential-helpers
 */
type Action = "get" | "store" | "erase" | "list";

/** A helper may ask a person for a PIN or a passphrase, so it gets the time that this takes. */
const personMs = 120_000;
/** To say what it knows, a helper needs nobody. */
const probeMs = 5_000;
const maxOutputBytes = 4 * 1024 * 1024;
/** The user name under which helpers keep identity tokens. */
const identityTokenUser = "<token>";
/** Windows' CRED_MAX_CREDENTIAL_BLOB_SIZE, in bytes. */
const wincredLimit = 2560;
/** Helpers read their input line by line with a scanner that gives up at 64 KiB. */
const helperLineLimit = 65_535;

/** The name in `credsStore` or `credHelpers` becomes part of a program's name, so it must not be a path or an option. */
export function isHelperName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);
}

export function helperProgram(helper: string): string {
  return `docker-credential-${helper}`;
}

/**
 * What the helper keeps for a key; undefined where it keeps nothing. Throws CredentialsError, or the signal's reason.
 * @param timeoutMs in which the helper has to answer
 */
export async function getFromHelper(
  spawn: Spawn,
  helper: string,
  key: string,
  signal?: AbortSignal,
  timeoutMs = personMs,
): Promise<Credential | undefined> {
  const result = await runHelper(spawn, helper, "get", key, signal, timeoutMs);
  if (isNotFound(result)) return undefined;
  const answer = await answerOf(helper, "get", result);
  const username = textOf(answer, "Username");
  const secret = textOf(answer, "Secret");
  if (username === undefined || secret === undefined) throw invalidOutput(helper, "get");
  // docker-credential-pass before 0.7 says "not found" by an empty answer.
  if (username === "" && secret === "") return undefined;
  if (username === identityTokenUser) return { kind: "identityToken", username: "", token: new Secret(secret) };
  return { kind: "basic", username, password: new Secret(secret) };
}

/** Gives a credential to the helper. Throws CredentialsError; `helper-cannot-store` where it only hands out credentials. */
export async function storeInHelper(
  spawn: Spawn,
  helper: string,
  key: string,
  credential: Credential,
  signal?: AbortSignal,
): Promise<void> {
  const { username, secret } = accountOf(credential);
  const members = { ServerURL: key, Username: username, Secret: secret };
  const input = Object.entries(members).map(([name, value]) => `${quoted(name)}:${quoted(value)}`);
  const result = await runHelper(spawn, helper, "store", `{${input.join(",")}}\n`, signal);
  if (result.exitCode === 0) return;
  if (isNotImplemented(result)) throw cannotStore(helper, key);
  // wincred's words for a secret over its limit; Docker Desktop's helper passes them on.
  if (result.stdout.includes("The stub received bad data")) throw tooLongForWincred(helper, Buffer.byteLength(secret));
  throw await failed(helper, "store", result, [secret]);
}

/** Checks the limits of helpers before anything is stored. Throws CredentialsError. */
export function checkHelperLimits(helper: string, key: string, credential: Credential): void {
  const { username, secret } = accountOf(credential);
  const length = Buffer.byteLength(secret);
  if (/^wincred(\.exe)?$/.test(helper) && length > wincredLimit) throw tooLongForWincred(helper, length);
  const line = Buffer.byteLength(quoted(key) + quoted(username) + quoted(secret)) + `{"ServerURL":,"Username":,"Secret":}`.length;
  if (line > helperLineLimit) {
    throw new CredentialsError("secret-too-long-for-helper", `${helperProgram(helper)} cannot take a secret of ${length} bytes`, {
      params: { helper, length, limit: helperLineLimit },
    });
  }
}

/**
 * Whether the helper had something for the key and removed it. One that has nothing is no failure, nor one that is known to keep nothing;
 * of another that cannot erase, nobody knows what it goes on handing out.
 */
export async function eraseFromHelper(spawn: Spawn, helper: string, key: string, signal?: AbortSignal): Promise<boolean> {
  const result = await runHelper(spawn, helper, "erase", key, signal);
  if (result.exitCode === 0) return true;
  if (isNotFound(result) || (isReadOnlyHelper(helper) && isNotImplemented(result))) return false;
  throw await failed(helper, "erase", result);
}

/**
 * Why the helper does not answer here, as far as asking for its list tells: that needs no secret and, with most, no person. One that has no
 * list, or writes one that is not understood, may store all the same.
 */
export async function probeHelper(spawn: Spawn, helper: string, signal?: AbortSignal): Promise<CredentialsError | undefined> {
  try {
    const result = await runHelper(spawn, helper, "list", "unused", signal, probeMs);
    return result.exitCode === 0 || isNotImplemented(result) ? undefined : await failed(helper, "list", result);
  } catch (error) {
    if (error instanceof CredentialsError) return error;
    throw error;
  }
}

/** All keys that the helper knows. */
export async function listHelper(spawn: Spawn, helper: string, signal?: AbortSignal): Promise<readonly string[]> {
  const result = await runHelper(spawn, helper, "list", "unused", signal);
  const answer = await answerOf(helper, "list", result);
  if (answer.kind === "literal" && answer.text === "null") return [];
  if (answer.kind !== "object") throw invalidOutput(helper, "list");
  return answer.members.map(({ name }) => name);
}

async function runHelper(
  spawn: Spawn,
  helper: string,
  action: Action,
  input: string,
  signal?: AbortSignal,
  timeoutMs = personMs,
): Promise<SpawnResult> {
  if (!isHelperName(helper)) throw invalidHelperName(helper);
  const program = helperProgram(helper);
  try {
    const ending = { timeoutMs, maxOutputBytes, ...(signal === undefined ? {} : { signal }) };
    // What it has started ends with it where it is ended; an agent that it leaves behind when it ends by itself stays.
    return await spawn.run({ program, args: [action], input, isGroup: true, ...ending });
  } catch (error) {
    if (!(error instanceof SpawnError)) throw error;
    throw spawnFailure(helper, action, timeoutMs, error);
  }
}

const spawnFailures: Readonly<Record<SpawnErrorCode, readonly [code: CredentialsErrorCode, words: string]>> = {
  "program-not-trusted": ["helper-not-trusted", "is not run here"],
  "program-not-found": ["helper-not-found", "is not on PATH"],
  "program-timed-out": ["helper-timed-out", "gave no answer in time"],
  "program-output-too-large": ["helper-invalid-output", "gave an answer that is too long"],
  "program-failed-to-start": ["helper-failed", "could not be started"],
};

function spawnFailure(helper: string, action: Action, timeoutMs: number, error: SpawnError): CredentialsError {
  const program = helperProgram(helper);
  const [code, words] = spawnFailures[error.code];
  const params = { helper, program, action, seconds: timeoutMs / 1000, exitCode: -1, reason: "not-started" };
  return new CredentialsError(code, `${program} ${words} (${action})`, { params, cause: error });
}

function isNotFound({ exitCode, stdout }: SpawnResult): boolean {
  return exitCode !== 0 && notFoundTexts.some((text) => text.test(stdout));
}

const notFoundTexts: readonly RegExp[] = [
  /^credentials not found in native keychain\s*$/,
  /^no usernames for /, // docker-credential-pass 0.7 and 0.8
  /is not in the password store/, // docker-credential-pass 0.6, when it erases
];

/** Words that go on ("not implemented while locked") tell of another failure. */
function isNotImplemented({ exitCode, stdout }: SpawnResult): boolean {
  return exitCode !== 0 && /(?:not implemented|unimplemented|unsupported operation)[.!]?\s*$/i.test(stdout);
}

/** `secrets` are what the helper was given. What tells of a failure loads with the first. */
async function failed(helper: string, action: Action, result: SpawnResult, secrets: readonly string[] = []): Promise<CredentialsError> {
  const { failureOfHelper } = await import("./helperFailure.ts");
  return failureOfHelper({ helper, program: helperProgram(helper), action }, result, secrets);
}

function invalidOutput(helper: string, action: Action): CredentialsError {
  return new CredentialsError("helper-invalid-output", `${helperProgram(helper)} ${action} gave an answer that is not understood`, {
    params: { helper, action },
  });
}

/** The name may be anything, and is in no message. */
export function invalidHelperName(helper: string): CredentialsError {
  return new CredentialsError("helper-name-invalid", "the name of a credential helper is not valid", { params: { helper } });
}

/** A helper that only hands out takes nothing, and forgets nothing. */
export function cannotStore(helper: string, host: string): CredentialsError {
  return new CredentialsError("helper-cannot-store", `${helperProgram(helper)} cannot store credentials`, { params: { helper, host } });
}

function tooLongForWincred(helper: string, length: number): CredentialsError {
  return new CredentialsError("secret-too-long-for-wincred", `the secret has ${length} bytes, Windows takes ${wincredLimit}`, {
    params: { helper, length, limit: wincredLimit },
  });
}

/** The first JSON value of the answer, as docker's client reads it. */
async function answerOf(helper: string, action: Action, result: SpawnResult): Promise<JsonValue> {
  if (result.exitCode !== 0) throw await failed(helper, action, result);
  try {
    return (await inSlices(parseFirstJsonValue(result.stdout))).value;
  } catch {
    // The parser's error is not kept: it says nothing of use, and its text came from the helper.
    throw invalidOutput(helper, action);
  }
}

/** A string member, matched as Go does; "" where it is absent, undefined where it is no string. */
function textOf(answer: JsonValue, name: string): string | undefined {
  if (answer.kind !== "object") return undefined;
  const value = answer.members.findLast((member) => member.name.toLowerCase() === name.toLowerCase())?.value;
  if (value === undefined) return "";
  return value.kind === "string" ? value.value : undefined;
}

function quoted(text: string): string {
  return printJson({ kind: "string", value: text });
}

function accountOf(credential: Credential): { readonly username: string; readonly secret: string } {
  if (credential.kind === "basic") return { username: credential.username, secret: credential.password.reveal() };
  return { username: identityTokenUser, secret: credential.token.reveal() };
}
