import { type AuthEntry, type EntryProblem, parseAuthEntry } from "./authEntry.ts";
import { canonicalField, FieldTypeError, isNull, knownFieldOf, mapMembers, stringField } from "./configFields.ts";
import { withoutStacks } from "../core/errors.ts";
import { CredentialsError } from "./credentialsError.ts";
import { withoutAccount } from "./registryName.ts";
import { type JsonMember, JsonSyntaxError, type JsonValue, parseFirstJsonValue } from "./jsonText.ts";

/** Some twenty thousand logins: more than anybody has, and read in a moment. */
export const maxConfigBytes = 1_048_576;

/** A config.json, decoded. Immutable. */
export interface ConfigDocument {
  readonly auths: ReadonlyMap<string, AuthEntry>;
  /** Key to helper; "" keeps that registry in the file although `credsStore` is set. */
  readonly credHelpers: ReadonlyMap<string, string>;
  /** "" for none. */
  readonly credsStore: string;
  /** The other fields that docker knows, under their canonical names. */
  readonly fields: ReadonlyMap<string, JsonValue>;
  /** Top-level members that docker does not know, in their order. docker drops them when it saves; we keep them. */
  readonly unknown: readonly JsonMember[];
  /** Why this file must not be written. What could be decoded is in the document all the same. */
  readonly problems: readonly CredentialsError[];
}

/** config.json, or one of podman's files, as it was read. */
export interface AuthFile {
  readonly path: string;
  readonly document: ConfigDocument;
}

export const emptyDocument: ConfigDocument = {
  auths: new Map(),
  credHelpers: new Map(),
  credsStore: "",
  fields: new Map(),
  unknown: [],
  problems: [],
};

/**
 * Decodes a file. Never throws: what docker or nerdctl would refuse is in `problems`, `path` only names the file in them. May be
 * interrupted between its entries, of which a file has room for 25,000.
 */
export function* parseConfig(content: Uint8Array, path: string): Generator<undefined, ConfigDocument> {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
  if (/^[ \t\r\n]*$/.test(text)) return emptyDocument;
  try {
    const { value, end } = yield* parseFirstJsonValue(text);
    const document = isNull(value) ? emptyDocument : yield* documentOf(value, path);
    if (end === text.length) return document;
    // docker ignores and loses what follows the first value; it may be half of what somebody meant to keep.
    return addProblem(document, syntaxProblem(new JsonSyntaxError("data after the end", text, end), path));
  } catch (error) {
    if (error instanceof JsonSyntaxError) return addProblem(emptyDocument, syntaxProblem(error, path));
    throw error;
  }
}

function syntaxProblem(error: JsonSyntaxError, path: string): CredentialsError {
  const params = { path, line: error.line, column: error.column, detail: error.message };
  return new CredentialsError("config-invalid-json", `${path}:${error.line}:${error.column}: ${error.message}`, { params });
}

function typeProblem(field: string, path: string): CredentialsError {
  return new CredentialsError("config-wrong-type", `${path}: ${field} has the wrong type`, { params: { path, field } });
}

function entryProblem(key: string, { reason, offset }: EntryProblem, path: string): CredentialsError {
  const params = { path, key, reason, ...(offset === undefined ? {} : { offset }) };
  return new CredentialsError("config-invalid-entry", `${path}: the entry of ${withoutAccount(key)} cannot be read (${reason})`, {
    params,
  });
}

function addProblem(document: ConfigDocument, problem: CredentialsError): ConfigDocument {
  return { ...document, problems: [...document.problems, problem] };
}

/** Go fills maps that occur twice with the members of both, and overwrites the rest. */
function* documentOf(root: JsonValue, path: string): Generator<undefined, ConfigDocument> {
  if (root.kind !== "object") return addProblem(emptyDocument, typeProblem("{}", path));
  const entries = new Map<string, JsonValue>();
  const fields = new Map<string, JsonValue>();
  const credHelpers = new Map<string, string>();
  const unknown: JsonMember[] = [];
  const problems: CredentialsError[] = [];
  let credsStore = "";
  const read = ({ name, value }: JsonMember): void => {
    if (name.toLowerCase() === "auths") {
      for (const [key, entry] of mapMembers(value, "auths")) entries.set(key, entry);
      return;
    }
    const field = knownFieldOf(name);
    if (field === undefined) unknown.push({ name, value });
    else if (field === "credsStore") credsStore = isNull(value) ? credsStore : stringField(value, field);
    else if (field === "credHelpers") {
      for (const [key, helper] of mapMembers(value, field)) credHelpers.set(key, stringField(helper, field));
    } else if (!isNull(value)) {
      const result = canonicalField(field, value);
      if (result === undefined) fields.delete(field);
      else fields.set(field, result);
    }
  };
  for (const member of root.members) {
    try {
      read(member);
    } catch (error) {
      if (!(error instanceof FieldTypeError)) throw error;
      problems.push(typeProblem(error.field, path));
    }
  }
  const auths = new Map<string, AuthEntry>();
  for (const [key, value] of entries) {
    const parsed = parseAuthEntry(value);
    if ("entry" in parsed) auths.set(key, parsed.entry);
    else problems.push(withoutStacks(() => entryProblem(key, parsed.problem, path)));
    yield;
  }
  return { auths, credHelpers, credsStore, fields, unknown, problems };
}
