import assert from "node:assert/strict";
import type { Credential } from "../../../../src/core/credential.ts";
import { Secret } from "../../../../src/core/secret.ts";
import { credentialOfEntry } from "../../../../src/credentials/authEntry.ts";
import { parseConfig } from "../../../support/parseConfig.ts";
import { CredentialsError } from "../../../../src/credentials/credentialsError.ts";
import { parseRegistryName, writeKeys } from "../../../../src/credentials/registryName.ts";
import { LabSpawn } from "./labHelper.ts";
import { MemoryFileSystem } from "./memoryFileSystem.ts";
import { configPath, testStore } from "./testStore.ts";
import { account, argumentsOf, configOf, labMode, plain, serverOf, typedAccount } from "./vectorInput.ts";
import { expectedText, text, type Vector } from "./vectors.ts";

/** `nerdctl login -u NAME`: what it says about the name, before anything else. */
function isNameCheck({ input }: Vector): boolean {
  return argumentsOf(input)[0] === "-u" && argumentsOf(input).length === 2;
}

/** Why a vector says nothing about reading or writing config.json, or false: what node:test's `skip` takes. */
export function besideTheFile(vector: Vector): string | false {
  const { op, impl, input, expect } = vector;
  if (isAboutTheExchange(vector)) return "records the tool's command line or HTTP exchange, not the file";
  if (op === "helper" && !["get", "store", "erase", "list"].includes(String(input["action"])))
    return "an action that is never asked for: old helpers do not know it";
  if (op !== "login" || "writtenKeys" in expect || isRefusal(vector)) return false;
  if (impl.startsWith("skopeo") && text(expect, "configText") === undefined)
    return "how skopeo treats a link or an identity token of its own file";
  return expect["rc"] === 1 && !vector.id.startsWith("fs-") && "the registry refused the login, so that there was nothing to save";
}

function isAboutTheExchange(vector: Vector): boolean {
  const { id, op, input, expect } = vector;
  if (op !== "login" || isNameCheck(vector) || input["prompt"] !== undefined) return false;
  if (/^(?:tls|tokenerr)-/.test(id)) return true;
  return /^(?:http|cli|src)-/.test(id) && text(expect, "configText") === undefined && !("keepsUnknownTopLevel" in expect);
}

export async function checkLogin(vector: Vector): Promise<void> {
  const { id, expect, impl } = vector;
  if (id.startsWith("fs-")) return checkPlace(vector);
  if ("keepsUnknownTopLevel" in expect) return checkUnknownField(vector);
  if ("writtenKeys" in expect) return assert.deepEqual([parseRegistryName(serverOf(vector)).display], expect["writtenKeys"]);
  if (isRefusal(vector)) return checkRefusedLogin(vector);
  if (!impl.startsWith("skopeo")) return checkWritten(vector);
  const { store } = testStore(text(expect, "configText") ?? null);
  return assert.deepEqual(plain((await store.lookup(serverOf(vector)))?.credential), plain(typedAccount(vector)));
}

/** Whether it is the credential, the file or the helper that stands against the login, rather than the registry. */
function isRefusal(vector: Vector): boolean {
  const { input, expect, recommend } = vector;
  if (isNameCheck(vector) || input["prompt"] !== undefined || /refuse/i.test(recommend ?? "")) return true;
  // docker warns, and overwrites a file that it cannot read. We never do.
  if (/Error parsing config file/.test(text(expect, "stderr") ?? "")) return true;
  if (expect["rc"] !== 1) return false;
  return input["helperMode"] !== undefined || input["password"] === "" || /parsing config/.test(text(expect, "error") ?? "");
}

/** Nothing may be written, and nothing left behind. */
export async function checkRefusedLogin(vector: Vector): Promise<void> {
  const config = configOf(vector);
  const { store, files } = testStore(config, { spawn: new LabSpawn(labMode(vector)) });
  const credential = isNameCheck(vector) ? account(argumentsOf(vector.input)[1] ?? "", "p") : typedAccount(vector);
  await assert.rejects(store.save(text(vector.input, "server") ?? "new.example", credential), CredentialsError);
  assert.equal(files.text(configPath) ?? null, config);
  assert.deepEqual(files.files, config === null ? [] : [configPath]);
}

/** The whole way: what would be offered, the save, the bytes of the file, and what the helper was told. */
async function checkWritten(vector: Vector): Promise<void> {
  const { input, expect } = vector;
  const config = configOf(vector);
  const keys = writeKeys(parseRegistryName(serverOf(vector)));
  const installed = Array.isArray(input["onPATH"]) ? (input["onPATH"] as string[]) : ["docker-credential-lab"];
  const { store, files, spawn } = testStore(config, { spawn: new LabSpawn(labMode(vector), installed), platform: platformOf(vector) });
  const { nativeStore } = await store.planSave(serverOf(vector));
  const choice = nativeStore?.isDockersChoice ? ({ helper: nativeStore.helper, as: "credsStore" } as const) : "configured";
  await store.save(serverOf(vector), credentialOf(vector, keys), { store: choice });
  assert.equal(files.text(configPath), wantedText(vector, keys));
  const [call] = (expect["helperCalls"] ?? []) as string[][];
  const wantedCalls = keys.map((key) => ["store", call?.[1]?.replace(/"ServerURL":"[^"]*"/, `"ServerURL":"${key}"`)]);
  if (expect["helperCalls"] !== undefined) assert.deepEqual(spawn.calls, call === undefined ? [] : wantedCalls);
}

function platformOf({ input }: Vector): NodeJS.Platform {
  const platforms: Readonly<Record<string, NodeJS.Platform>> = { darwin: "darwin", macos: "darwin", win32: "win32", windows: "win32" };
  return platforms[text(input, "os") ?? ""] ?? "linux";
}

/** What the tool wrote, with the keys that we write besides. Where it left the file alone and holds all our keys, so do we. */
function wantedText(vector: Vector, keys: readonly string[]): string {
  const config = configOf(vector);
  const written = text(vector.expect, "configText") ?? "";
  const isComplete = keys.every((key) => written.includes(`${JSON.stringify(key)}:`));
  if (written === config && isComplete) return config;
  const [host = ""] = keys;
  if (!vector.impl.startsWith("nerdctl")) return expectedText(config, written, host);
  if (!/apply the helper/.test(vector.recommend ?? "")) return expectedText(config, written, "");
  const file = JSON.parse(written) as { readonly auths: object };
  const markers = Object.fromEntries(keys.map((key) => [key, {}]));
  return expectedText(config, JSON.stringify({ ...file, auths: { ...file.auths, ...markers } }), "");
}

/** What the login had for saving: the typed account, or the identity token that the registry gave instead. */
function credentialOf(vector: Vector, keys: readonly string[]): Credential {
  const { input, expect } = vector;
  const [call] = (expect["helperCalls"] ?? []) as string[][];
  const stored = (call === undefined ? {} : JSON.parse(call[1] ?? "{}")) as { readonly Username?: string; readonly Secret?: string };
  if (stored.Username === "<token>") {
    return { kind: "identityToken", username: text(input, "username") ?? "", token: new Secret(stored.Secret ?? "") };
  }
  const document = parseConfig(Buffer.from(text(expect, "configText") ?? ""), configPath);
  const entry = keys.map((key) => document.auths.get(key)).find((found) => found !== undefined);
  const written = entry === undefined ? undefined : credentialOfEntry(entry);
  return written !== undefined && (written.kind === "identityToken" || argumentsOf(input).length > 0) ? written : typedAccount(vector);
}

async function checkUnknownField(vector: Vector): Promise<void> {
  const { store, files } = testStore(configOf(vector));
  await store.save("reg.example", account("u", "p"));
  assert.match(files.text(configPath) ?? "", /\n\t"zzz": 1\n\}$/);
}

/** Vectors whose input is a situation in the file system. */
async function checkPlace(vector: Vector): Promise<void> {
  const { input, expect, recommend = "" } = vector;
  const { files, target } = placeOf(vector);
  const before = files.nodes.get(target);
  const listing = files.files;
  const save = testStore(null, { files }).store.save("new.example", account("u", "p"));
  if (expect["rc"] === 1 || /refuse/.test(recommend)) {
    await assert.rejects(save, CredentialsError);
    return assert.deepEqual(files.files, listing);
  }
  await save;
  const written = files.nodes.get(target);
  assert.ok(written !== undefined && written.content.includes("new.example"), JSON.stringify(input));
  const mode = octal(written.mode);
  const seen: Readonly<Record<string, unknown>> = {
    rc: 0,
    fileMode: mode,
    targetMode: mode,
    targetUpdated: true,
    uid: written.uid,
    gid: written.gid,
    newInode: written.inode !== before?.inode,
    dirMode: octal(files.nodes.get("/home/me/.docker")?.mode ?? 0),
    symlinkKept: files.nodes.get(configPath)?.kind === "symlink",
  };
  for (const [name, value] of Object.entries(expect)) assert.deepEqual(seen[name], value, name);
  return undefined;
}

function octal(mode: number): string {
  return `0o${mode.toString(8)}`;
}

function placeOf(vector: Vector): { readonly files: MemoryFileSystem; readonly target: string } {
  const { input, expect } = vector;
  const files = new MemoryFileSystem();
  const link = /-> (\S+?),?(?: |$)/.exec(text(input, "symlink") ?? "")?.[1];
  const target = link?.startsWith("sub/") ? "/home/me/.docker/sub/real.json" : configPath;
  if (input["DOCKER_CONFIG"] !== undefined) files.write("/home/me/.docker", "");
  if (/directory/.test(JSON.stringify(input))) files.mkdir(configPath);
  if (input["dirMode"] !== undefined) files.mkdir("/home/me").mkdir("/home/me/.docker", Number(input["dirMode"]));
  if (link !== undefined) files.link(configPath, link);
  const config = configOf(vector);
  if (config !== null) files.write(target, config, Number(input["fileMode"] ?? expect["targetMode"] ?? 0o600));
  if (typeof input["uid"] === "number") Object.assign(files.nodes.get(target) ?? {}, { uid: input["uid"], gid: input["gid"] });
  return { files, target };
}

export async function checkLogout(vector: Vector): Promise<void> {
  const { expect } = vector;
  const { store, files, spawn } = testStore(configOf(vector));
  await store.erase(serverOf(vector));
  assert.equal(files.text(configPath) ?? null, expect["configText"] ?? null);
  // We ask a helper for every spelling that any tool asks for.
  const asked = new Set(spawn.calls.map((call) => JSON.stringify(call)));
  const calls = ((expect["helperCalls"] ?? []) as string[][]).filter(([action]) => action === "erase");
  for (const call of calls) assert.ok(asked.has(JSON.stringify(call)), String(call));
}
