import type { Secret } from "../../core/secret.ts";
import type { SaidError } from "./errorBody.ts";

/** A text without any of the secrets, each as it stands in `secretForms`. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
}

/** What a server says, without what it echoes of the secrets. */
export function redact(detail: SaidError, secrets: readonly string[]): SaidError {
  const redacted = { code: withoutSecrets(detail.code, secrets), message: withoutSecrets(detail.message, secrets) };
  const rest = JSON.stringify(detail.detail);
  return rest === undefined || secrets.some((secret) => isWithin(secret, rest)) ? redacted : { ...redacted, detail: detail.detail };
}

/** Within JSON a secret stands as JSON writes it. */
function isWithin(secret: string, json: string): boolean {
  return json.includes(secret) || json.includes(inJson(secret));
}

/** Longer ones have no place in what is read of an answer. */
const longest = 64 * 1024;

/**
 * The parameter of an `Authorization` header, the password in it, and that of the login behind it: as they are, and as JSON, forms,
 * addresses, HTML, base64 and hexadecimal digits have them. Short ones are left: they would blot out words. The longest first, so that
 * none leaves a part of another.
 */
export function secretForms(authorization: string | undefined, login?: Secret): readonly string[] {
  const parameter = authorization?.slice(authorization.indexOf(" ") + 1) ?? "";
  const pair = /^Basic /i.test(authorization ?? "") ? Buffer.from(parameter, "base64").toString("utf8") : "";
  const passwords = [pair.slice(pair.indexOf(":") + 1), login?.reveal() ?? ""].filter(({ length }) => length > 0 && length <= longest);
  const encoded = passwords.flatMap((password) => writings.flatMap((write) => write(password)));
  const all = new Set([parameter, parameter.replace(/=+$/, ""), toUrlAlphabet(parameter), ...passwords, ...encoded]);
  return [...all].filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length);
}

const beyondAscii = /[\u0080-\uffff]/g;
const beyondAsciiPoint = /[\u{80}-\u{10ffff}]/gu;

const writings: readonly ((password: string) => string | readonly string[])[] = [
  inJson,
  // Go writes these three of HTML as escapes.
  (password) => inJson(password).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  // Python and others write as escapes, or as numbers, what is not ASCII.
  (password) => inJson(password).replace(beyondAscii, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  (password) => inHtml(password, "&quot;", "&#x27;").replace(beyondAsciiPoint, (sign) => `&#${sign.codePointAt(0)};`),
  // An address within an address.
  (password) => encodeURIComponent(encodeURIComponent(password)),
  (password) => new URLSearchParams({ password }).toString().slice("password=".length),
  encodeURIComponent,
  // RFC 3986 reserves these, too, and other libraries write them so.
  (password) => encodeURIComponent(password).replace(/[!'()*]/g, percent),
  (password) => encodeURIComponent(password).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
  (password) => Buffer.from(password, "utf8").toString("base64").replace(/=+$/, ""),
  (password) => Buffer.from(password, "utf8").toString("base64url"),
  withinBase64,
  (password) => inBothCases(Buffer.from(password, "utf8").toString("hex")),
  inBothCases,
  (password) => ["&quot;", "&#34;"].flatMap((quote) => ["&#39;", "&#x27;", "&apos;", "'"].map((single) => inHtml(password, quote, single))),
];

function inBothCases(text: string): readonly string[] {
  return [text.toLowerCase(), text.toUpperCase()];
}

/** Within a longer text base64 begins at any of three bytes; what is whole of it is the same in each. */
function withinBase64(password: string): readonly string[] {
  const bytes = Buffer.from(password, "utf8");
  const whole = [0, 1, 2].map((skipped) => bytes.subarray(skipped, skipped + Math.floor((bytes.length - skipped) / 3) * 3));
  return whole.filter(({ length }) => length >= 6).flatMap((part) => [part.toString("base64"), part.toString("base64url")]);
}

function inHtml(password: string, quote: string, single: string): string {
  const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': quote, "'": single };
  return password.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
