import { readFileSync } from "node:fs";

/** One recorded behaviour of a real tool. `test/fixtures/config-json/vectors.json` explains the fields. */
export interface Vector {
  readonly id: string;
  readonly op: "normalize" | "login-key" | "login" | "read" | "logout" | "helper";
  readonly impl: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly note?: string;
  readonly recommend?: string;
}

/** The recorded vectors, or those of the file that the environment variable CONFIG_VECTORS names. */
export function loadVectors(): readonly Vector[] {
  const path = process.env["CONFIG_VECTORS"] ?? new URL("../../../fixtures/config-json/vectors.json", import.meta.url);
  return (JSON.parse(readFileSync(path, "utf8")) as { readonly vectors: readonly Vector[] }).vectors;
}

/** A member of a vector's input or expectation as text; undefined where it is absent or something else. */
export function text(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = record[name];
  return typeof value === "string" ? value : undefined;
}

export const hubKey = "https://index.docker.io/v1/";

export interface FileShape {
  readonly auths?: Readonly<Record<string, object>>;
  readonly [field: string]: unknown;
}

function escapeAsGo(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Fields that docker knows, in its order; `experimental` until version 28. What else there is, docker drops and we keep. */
const knownFields = `auths HttpHeaders psFormat imagesFormat networksFormat pluginsFormat volumesFormat statsFormat detachKeys credsStore
  credHelpers serviceInspectFormat servicesFormat tasksFormat secretFormat configFormat nodesFormat pruneFilters proxies currentContext
  cliPluginsExtraDirs plugins aliases features experimental`
  .toLowerCase()
  .split(/\s+/);

function orderOf(field: string): number {
  const index = knownFields.indexOf(field.toLowerCase());
  return index < 0 ? knownFields.length : index;
}

/** Go's form of a file, by `JSON.stringify`: an oracle that shares nothing with the code under test. */
export function goText(file: FileShape): string {
  const fields = Object.entries(file).toSorted(([a], [b]) => orderOf(a) - orderOf(b));
  const auths = Object.entries(file.auths ?? {}).toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return escapeAsGo(JSON.stringify({ ...Object.fromEntries(fields), auths: Object.fromEntries(auths) }, undefined, "\t"));
}

/** What the tool wrote, and the fields of the input that it dropped, after the others. */
function withKeptFields(after: FileShape, before: FileShape): FileShape {
  const isDropped = (name: string): boolean => orderOf(name) >= knownFields.indexOf("experimental") && !(name in after);
  const dropped = Object.entries(before).filter(([name]) => isDropped(name));
  const auths = Object.fromEntries(
    Object.entries(after.auths ?? {}).map(([key, entry]) => [key, withKeptMembers(entry, before.auths?.[key] ?? {})]),
  );
  return { ...after, auths, ...Object.fromEntries(dropped) };
}

const credentialMembers = new Set(["auth", "username", "password", "serveraddress", "identitytoken", "registrytoken"]);

function withKeptMembers(after: object, before: object): object {
  const isMarker = Object.keys(after).length === 0;
  const dropped = Object.entries(before).filter(
    ([name]) => !credentialMembers.has(name.toLowerCase()) && !(name in after) && !(isMarker && name === "email"),
  );
  return { ...after, ...Object.fromEntries(dropped) };
}

/** What we write where docker wrote one key: the entry of `H` stands under `H:443` as well. */
function withTwin(after: FileShape, host: string): FileShape {
  const entry = after.auths?.[host];
  if (entry === undefined || host.includes("://") || /:[0-9]+$/.test(host)) return after;
  return { ...after, auths: { ...after.auths, [`${host}:443`]: entry } };
}

/** The text that we must write, made from what the tool wrote by the two rules above. */
export function expectedText(before: string | null, after: string, host: string): string {
  return goText(withTwin(withKeptFields(JSON.parse(after) as FileShape, parseLoosely(before)), host));
}

/** The first JSON value of a text that the tool accepted, however odd. */
function parseLoosely(source: string | null): FileShape {
  try {
    return (JSON.parse(source ?? "{}") as FileShape | null) ?? {};
  } catch {
    return {};
  }
}
