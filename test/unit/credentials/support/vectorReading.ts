import assert from "node:assert/strict";
import { credentialOfEntry } from "../../../../src/credentials/authEntry.ts";
import { parseConfig } from "../../../support/parseConfig.ts";
import { locateConfig } from "../../../../src/credentials/configLocation.ts";
import { eraseFromHelper, getFromHelper, listHelper, storeInHelper } from "../../../../src/credentials/credentialHelper.ts";
import { lookupKeys } from "../../../../src/credentials/credentialLookup.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { parseEnvironmentAuth } from "../../../../src/credentials/environmentAuth.ts";
import { findPodmanEntry } from "../../../../src/credentials/podmanAuth.ts";
import { dockerReadKeys, nerdctlReadKeys, parseRegistryName, writeKeys } from "../../../../src/credentials/registryName.ts";
import { LabSpawn } from "./labHelper.ts";
import { MemoryFileSystem } from "./memoryFileSystem.ts";
import { configPath, testStore } from "./testStore.ts";
import { account, assertInvalidName, authVariableOf, configOf, labMode, lookedUpHost, plain } from "./vectorInput.ts";
import { text, type Vector } from "./vectors.ts";

/** nerdctl's normalisation: the keys that are read, in order, and one that is written. */
export function checkNormalize({ input, expect }: Vector): void {
  const server = text(input, "server") ?? "";
  if (text(expect, "error") !== undefined) return assertInvalidName(server);
  const name = parseRegistryName(server);
  assert.deepEqual(nerdctlReadKeys(name), expect["readKeysInOrder"]);
  assert.ok(writeKeys(name).includes(text(expect, "canonicalKey") ?? ""));
}

/** The key that docker writes is among ours. */
export function checkLoginKey({ input, expect }: Vector): void {
  const keys = writeKeys(parseRegistryName(text(input, "server") ?? ""));
  assert.ok(keys.includes(text(expect, "writtenKey") ?? ""), String(keys));
}

export async function checkRead(vector: Vector): Promise<void> {
  const { input, expect, impl } = vector;
  if ("~/.dockercfg" in input) return checkOldFile();
  if (impl.startsWith("skopeo")) return checkReadByPodman(vector);
  if (text(expect, "loaderr") !== undefined) return checkLoadError(vector);
  if (text(expect, "error") !== undefined) return checkUnusable(vector);
  return checkFound(vector);
}

async function checkFound(vector: Vector): Promise<void> {
  const { expect } = vector;
  const wanted = { ...((expect["xRegistryAuth"] ?? expect["cred"] ?? expect) as Record<string, string>) };
  for (const other of ["serveraddress", "err", "stderr", "helperCalls"]) delete wanted[other];
  // We take one credential out of an entry that holds several: a registry token, else an identity token, else the password.
  if ("registrytoken" in wanted) for (const name of ["username", "password", "identitytoken"]) delete wanted[name];
  if ("identitytoken" in wanted) delete wanted["password"];
  const spawn = new LabSpawn(labMode(vector));
  const found = plain(await lookup(vector, spawn));
  // Some sources tell the user name only.
  const isUserOnly = Object.keys(wanted).join() === "username";
  assert.deepEqual(isUserOnly ? { username: found["username"] } : found, wanted);
  if (Array.isArray(expect["helperCalls"])) assert.deepEqual(spawn.calls, expect["helperCalls"]);
}

async function lookup(vector: Vector, spawn: LabSpawn): Promise<ReturnType<typeof credentialOfEntry>> {
  const { expect, impl } = vector;
  const document = parseConfig(Buffer.from(configOf(vector) ?? ""), configPath);
  const environment = parseEnvironmentAuth(authVariableOf(vector));
  assert.equal(environment.problem !== undefined, (text(expect, "stderr") ?? "").includes("DOCKER_AUTH_CONFIG"));
  const name = parseRegistryName(lookedUpHost(vector));
  const keys = impl.startsWith("nerdctl") ? nerdctlReadKeys(name) : dockerReadKeys(name);
  return (await lookupKeys({ path: configPath, document, environment: environment.auths, spawn }, keys))?.credential;
}

/** crane reports what keeps it from reading: the file, or the helper. */
async function checkUnusable(vector: Vector): Promise<void> {
  const { problems } = parseConfig(Buffer.from(configOf(vector) ?? ""), configPath);
  if (problems.length === 0) await assert.rejects(lookup(vector, new LabSpawn(labMode(vector))), CredentialsError);
}

function checkLoadError(vector: Vector): void {
  const [problem] = parseConfig(Buffer.from(configOf(vector) ?? ""), configPath).problems;
  const said = text(vector.expect, "loaderr") ?? "";
  const offset = /illegal base64 data at input byte (\d+)$/.exec(said)?.[1];
  if (offset !== undefined) assert.deepEqual([problem?.params["reason"], problem?.params["offset"]], ["base64", Number(offset)]);
  else if (/invalid auth configuration/i.test(said)) assert.match(String(problem?.params["reason"]), /^(?:no-colon|empty-username)$/);
  else assert.equal(problem?.code, /cannot unmarshal/.test(said) ? "config-wrong-type" : "config-invalid-json");
}

function checkReadByPodman({ input, expect }: Vector): void {
  const document = parseConfig(Buffer.from(text(input, "config") ?? ""), configPath);
  const match = findPodmanEntry(document, text(input, "key") ?? "");
  const [call] = (expect["helperCalls"] ?? []) as string[][];
  if (call !== undefined) return assert.deepEqual(match, { key: call[1], helper: "lab" });
  // podman refuses a file with data after its end; our overlay shows the entries, and the problem.
  const isRefused = document.problems.some(({ code }) => code === "config-invalid-json" || code === "config-wrong-type");
  const found = match !== undefined && "entry" in match && !isRefused ? plain(credentialOfEntry(match.entry)) : {};
  return assert.equal(found["username"], text(expect, "username"));
}

async function checkOldFile(): Promise<void> {
  const files = new MemoryFileSystem().write("/home/me/.dockercfg", '{"reg.example":{"auth":"dTpw"}}');
  assert.equal(await testStore(null, { files }).store.lookup("reg.example"), undefined);
}

export function checkLocation({ input, expect }: Vector): void {
  const environment = { DOCKER_CONFIG: text(input, "DOCKER_CONFIG") };
  const { path } = locateConfig({ setting: "", environment, homeDirectory: "/h", currentDirectory: "/h" });
  assert.deepEqual([path.replace(/^\/h/, "$H")], expect["written"]);
}

/** What a real helper said, said again by a fake one. */
export async function checkHelper({ input, expect }: Vector): Promise<void> {
  const spawn = new LabSpawn();
  const stdout = text(expect, "stdout") ?? "";
  const isFailure = expect["rc"] !== 0;
  spawn.reply = () => ({ exitCode: Number(expect["rc"]), stdout });
  const key = (text(input, "stdin") ?? "").trim();
  switch (String(input["action"])) {
    case "get":
      return checkGet(getFromHelper(spawn, "lab", key), isFailure, stdout);
    case "erase":
      return assert.equal(await eraseFromHelper(spawn, "lab", key), !isFailure);
    case "list":
      return assert.deepEqual(await listHelper(spawn, "lab"), Object.keys(JSON.parse(stdout) as object));
    default:
      return checkStore(spawn, isFailure, stdout, key);
  }
}

async function checkGet(request: ReturnType<typeof getFromHelper>, isFailure: boolean, stdout: string): Promise<void> {
  if (isFailure && !stdout.includes("not found")) return assert.rejects(request, { code: "helper-failed" });
  const reply = isFailure ? {} : (JSON.parse(stdout) as { readonly Username?: string; readonly Secret?: string });
  return assert.deepEqual(plain(await request), reply.Username ? { username: reply.Username, password: reply.Secret } : {});
}

async function checkStore(spawn: LabSpawn, isFailure: boolean, stdout: string, input: string): Promise<void> {
  const request = storeInHelper(spawn, "lab", "v.example", account("u", "s<"));
  const code = stdout.includes("not implemented") ? "helper-cannot-store" : "helper-failed";
  if (isFailure) return assert.rejects(request, { code });
  await request;
  return assert.equal(spawn.calls[0]?.[1], input);
}
