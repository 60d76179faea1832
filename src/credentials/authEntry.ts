import type { Credential } from "../core/credential.ts";
import { Secret } from "../core/secret.ts";
import { isNull } from "./configFields.ts";
import { decodeGoBase64, encodeGoBase64 } from "./goBase64.ts";
import type { JsonMember, JsonObjectNode, JsonValue } from "./jsonText.ts";

/** One value of `auths`, decoded. All of it is secret. Empty strings stand for absent fields, as they do in Go. */
export interface AuthEntry {
  /** `username:password`, one character a byte, so that bytes which are not UTF-8 survive; "" where there is none. */
  readonly account: string;
  /** The account stood in `username` and `password`, where podman does not look. docker writes it as `auth`. */
  readonly isLegacy: boolean;
  /** Written by old docker clients, kept where nobody logs in again. */
  readonly email: string;
  readonly identityToken: string;
  readonly registryToken: string;
  /** Members that docker does not know, as they were. */
  readonly unknown: readonly JsonMember[];
}

/** Why docker and nerdctl refuse the whole file because of one entry. `offset` is that of the illegal base64 byte. */
export interface EntryProblem {
  readonly reason: "type" | "base64" | "no-colon" | "empty-username";
  readonly offset?: number;
}

/** `{}`: a credential helper has the account. */
export const markerEntry: AuthEntry = { account: "", isLegacy: false, email: "", identityToken: "", registryToken: "", unknown: [] };

const entryFields = new Set(["auth", "username", "password", "email", "serveraddress", "identitytoken", "registrytoken"]);

export function isEmptyEntry(entry: AuthEntry): boolean {
  return entry.account === "" && entry.identityToken === "" && entry.registryToken === "";
}

/** Reads one value of `auths` by docker's rules: `auth` beats `username` and `password`, names match without regard to case. */
export function parseAuthEntry(value: JsonValue): { readonly entry: AuthEntry } | { readonly problem: EntryProblem } {
  if (isNull(value)) return { entry: markerEntry };
  if (value.kind !== "object") return { problem: { reason: "type" } };
  const texts = new Map<string, string>();
  const unknown: JsonMember[] = [];
  for (const member of value.members) {
    const name = member.name.toLowerCase();
    if (!entryFields.has(name)) unknown.push(member);
    else if (!isNull(member.value)) {
      if (member.value.kind !== "string") return { problem: { reason: "type" } };
      texts.set(name, member.value.value);
    }
  }
  const account = decodeAccount(texts);
  if (typeof account !== "string") return { problem: account };
  const text = (name: string): string => texts.get(name) ?? "";
  return {
    entry: {
      account,
      isLegacy: account !== "" && text("auth") === "",
      email: text("email"),
      identityToken: text("identitytoken"),
      registryToken: text("registrytoken"),
      unknown,
    },
  };
}

function decodeAccount(texts: ReadonlyMap<string, string>): string | EntryProblem {
  const auth = texts.get("auth") ?? "";
  if (auth === "") return accountOf(texts.get("username") ?? "", texts.get("password") ?? "");
  const decoded = decodeGoBase64(auth);
  if (!decoded.ok) return { reason: "base64", offset: decoded.offset };
  const account = decoded.bytes.toString("latin1");
  const colon = account.indexOf(":");
  if (colon < 0) return { reason: "no-colon" };
  if (colon === 0) return { reason: "empty-username" };
  // docker pads short passwords with NUL bytes in some old files, and trims them when it reads.
  return `${account.slice(0, colon)}:${trimNul(account.slice(colon + 1))}`;
}

function trimNul(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) === 0) start++;
  while (end > start && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(start, end);
}

function accountOf(username: string, password: string): string {
  if (username === "" && password === "") return "";
  return Buffer.from(`${username}:${password}`, "utf8").toString("latin1");
}

/** The entry as docker prints it, followed by the members that it does not know. */
export function printAuthEntry(entry: AuthEntry): JsonObjectNode {
  const auth = entry.account === "" ? "" : encodeGoBase64(Buffer.from(entry.account, "latin1"));
  const known: readonly (readonly [string, string])[] = [
    ["auth", auth],
    ["email", entry.email],
    ["identitytoken", entry.identityToken],
    ["registrytoken", entry.registryToken],
  ];
  const members = known
    .filter(([, text]) => text !== "")
    .map(([name, text]): JsonMember => ({ name, value: { kind: "string", value: text } }));
  return { kind: "object", members: [...members, ...entry.unknown] };
}

/** The entry that stands for a credential in the file. */
export function entryOfCredential(credential: Credential): AuthEntry {
  if (credential.kind === "registryToken") return { ...markerEntry, registryToken: credential.token.reveal() };
  if (credential.kind === "basic") return { ...markerEntry, account: accountOf(credential.username, credential.password.reveal()) };
  return { ...markerEntry, account: accountOf(credential.username, ""), identityToken: credential.token.reveal() };
}

/**
 * The credential that an entry holds; undefined for a marker. A registry token wins, since it is sent as it is, then an
 * identity token. The user name is trimmed, as nerdctl does.
 */
export function credentialOfEntry(entry: AuthEntry): Credential | undefined {
  if (entry.registryToken !== "") return { kind: "registryToken", token: new Secret(entry.registryToken) };
  const account = Buffer.from(entry.account, "latin1").toString("utf8");
  const colon = account.indexOf(":");
  const username = colon < 0 ? "" : account.slice(0, colon).trim();
  if (entry.identityToken !== "") return { kind: "identityToken", username, token: new Secret(entry.identityToken) };
  if (account === "") return undefined;
  return { kind: "basic", username, password: new Secret(account.slice(colon + 1)) };
}
