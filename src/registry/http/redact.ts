import type { SaidError } from "./errorBody.ts";

/** What a server says, without what it echoes of the `Authorization` that it was sent. */
export function redact(detail: SaidError, authorization: string | undefined): SaidError {
  if (authorization === undefined) return detail;
  const secrets = secretsOf(authorization);
  const withoutSecrets = (text: string): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);
  const redacted = { code: withoutSecrets(detail.code), message: withoutSecrets(detail.message) };
  const rest = JSON.stringify(detail.detail);
  return rest === undefined || secrets.some((secret) => isWithin(secret, rest)) ? redacted : { ...redacted, detail: detail.detail };
}

/** Within JSON a secret stands as JSON writes it. */
function isWithin(secret: string, json: string): boolean {
  return json.includes(secret) || json.includes(inJson(secret));
}

/**
 * The parameter of an `Authorization` header, and the password in it: as it is, and as JSON, forms, addresses and base64 have it. Short
 * ones are left: they would blot out words. The longest first, so that none leaves a part of another.
 */
function secretsOf(authorization: string): readonly string[] {
  const parameter = authorization.slice(authorization.indexOf(" ") + 1);
  const pair = /^Basic /i.test(authorization) ? Buffer.from(parameter, "base64").toString("utf8") : "";
  const password = pair.slice(pair.indexOf(":") + 1);
  const encoded = password === "" ? [] : writings.map((write) => write(password));
  const all = new Set([parameter, parameter.replace(/=+$/, ""), toUrlAlphabet(parameter), password, ...encoded]);
  return [...all].filter((secret) => secret.length >= 4).toSorted((a, b) => b.length - a.length);
}

const writings: readonly ((password: string) => string)[] = [
  inJson,
  // Go writes these three of HTML as escapes.
  (password) => inJson(password).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
  (password) => new URLSearchParams({ password }).toString().slice("password=".length),
  encodeURIComponent,
  // RFC 3986 reserves these, too, and other libraries write them so.
  (password) => encodeURIComponent(password).replace(/[!'()*]/g, percent),
  (password) => encodeURIComponent(password).replace(/%[0-9A-F]{2}/g, (octet) => octet.toLowerCase()),
  (password) => Buffer.from(password, "utf8").toString("base64").replace(/=+$/, ""),
  (password) => Buffer.from(password, "utf8").toString("base64url"),
];

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}
