import { type AuthEntry, printAuthEntry } from "./authEntry.ts";
import type { ConfigDocument } from "./configDocument.ts";
import { compareFields } from "./configFields.ts";
import type { CredentialsError } from "./credentialsError.ts";
import { compareUtf8, type JsonMember, type JsonObjectNode, type JsonValue, printing, printJson } from "./jsonText.ts";

/** What to change in a file; keys that are not named stay as they are. */
export interface ConfigChange {
  /** `undefined` removes the entry. Members of an existing entry that docker does not know stay. */
  readonly auths?: ReadonlyMap<string, AuthEntry | undefined>;
  /** `undefined` removes the mapping. */
  readonly credHelpers?: ReadonlyMap<string, string | undefined>;
  readonly credsStore?: string;
}

/** The document with the change made, or `undefined` where it holds all of it already and the file can stay as it is. */
export function changeConfig(document: ConfigDocument, change: ConfigChange): ConfigDocument | undefined {
  const auths = new Map(document.auths);
  const credHelpers = new Map(document.credHelpers);
  const credsStore = change.credsStore ?? document.credsStore;
  let changed = credsStore !== document.credsStore;
  for (const [key, entry] of change.auths ?? []) {
    const before = auths.get(key);
    if (entry === undefined) auths.delete(key);
    else auths.set(key, { ...entry, unknown: before?.unknown ?? entry.unknown });
    changed ||= !sameEntry(before, auths.get(key));
  }
  for (const [key, helper] of change.credHelpers ?? []) {
    changed ||= credHelpers.get(key) !== helper;
    if (helper === undefined) credHelpers.delete(key);
    else credHelpers.set(key, helper);
  }
  return changed ? { ...document, auths, credHelpers, credsStore } : undefined;
}

function sameEntry(a: AuthEntry | undefined, b: AuthEntry | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return printJson(printAuthEntry(a)) === printJson(printAuthEntry(b));
}

/** The text of a file: docker's own form and field order, then the fields that docker does not know. May be interrupted. */
export function* printConfig(document: ConfigDocument): Generator<undefined, string> {
  const fields = new Map(document.fields);
  if (document.credsStore !== "") fields.set("credsStore", { kind: "string", value: document.credsStore });
  if (document.credHelpers.size > 0) {
    fields.set("credHelpers", yield* sortedObject(document.credHelpers, (helper) => ({ kind: "string", value: helper })));
  }
  const known = [...fields].toSorted(([a], [b]) => compareFields(a, b)).map(([name, value]): JsonMember => ({ name, value }));
  const auths: JsonMember = { name: "auths", value: yield* sortedObject(document.auths, printAuthEntry) };
  return yield* printing({ kind: "object", members: [auths, ...known, ...document.unknown] });
}

function* sortedObject<T>(map: ReadonlyMap<string, T>, valueOf: (value: T) => JsonValue): Generator<undefined, JsonObjectNode> {
  const members: JsonMember[] = [];
  for (const [name, value] of map) {
    members.push({ name, value: valueOf(value) });
    yield;
  }
  return { kind: "object", members: members.toSorted((a, b) => compareUtf8(a.name, b.name)) };
}

/** Throws the first problem of the file, but for the entries that are to be dropped: they are in no document. */
export function changeDocument(
  document: ConfigDocument,
  changeOf: (document: ConfigDocument) => ConfigChange,
  dropped: readonly string[],
): ConfigDocument | undefined {
  const isDropped = ({ code, params }: CredentialsError): boolean =>
    code === "config-invalid-entry" && dropped.includes(String(params["key"]));
  const problem = document.problems.find((each) => !isDropped(each));
  if (problem !== undefined) throw problem;
  return changeConfig(document, changeOf(document)) ?? (document.problems.length > 0 ? document : undefined);
}
