import { isIPv6 } from "node:net";

/** What containerd keeps of a URL: user, query and fragment are parsed, and dropped. */
export interface GoUrl {
  /** In lower case; empty where there is none. */
  readonly scheme: string;
  /** Host and port as written, percent-decoded. */
  readonly host: string;
  /** Percent-decoded. */
  readonly path: string;
}

export type GoUrlResult = { readonly url: GoUrl } | { readonly error: string };

class InvalidUrl extends Error {}

/** Go: stringContainsCTLByte. */
const controlCharacter = /[^ -~\u0080-\uFFFF]/;
const schemePattern = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const anyEscape = /%[0-9a-fA-F]{2}/g;
const badEscape = /%(?![0-9a-fA-F]{2}).{0,2}/s;
const escapedAscii = /%[0-7][0-9a-fA-F]/g;
/** ASCII that may not stand in a host (Go's encodeHost). */
const notInHost = /[ #%/?@\\^`{|}]/;
const portPattern = /^(?::\d*)?$/;
const userinfoPattern = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;

/** Go's url.Parse, as far as scheme, host, path and failure go. The error is Go's own text. */
export function parseGoUrl(text: string): GoUrlResult {
  try {
    return { url: parse(text) };
  } catch (error) {
    if (error instanceof InvalidUrl) return { error: error.message };
    throw error;
  }
}

function parse(text: string): GoUrl {
  const [beforeFragment, fragment] = cut(text, "#");
  if (controlCharacter.test(beforeFragment)) throw new InvalidUrl("net/url: invalid control character in URL");
  const url = parseBeforeFragment(beforeFragment);
  unescape(fragment);
  return url;
}

function parseBeforeFragment(text: string): GoUrl {
  if (text.startsWith(":")) throw new InvalidUrl("missing protocol scheme");
  const prefix = schemePattern.exec(text)?.[0] ?? "";
  const scheme = prefix.slice(0, -1).toLowerCase();
  const [rest] = cut(text.slice(prefix.length), "?");
  if (!rest.startsWith("/")) {
    // Go keeps a path that does not begin with a slash apart ("opaque"): host and path stay empty.
    if (scheme !== "") return { scheme, host: "", path: "" };
    if (cut(rest, "/")[0].includes(":")) throw new InvalidUrl("first path segment in URL cannot contain colon");
  }
  if (!rest.startsWith("//") || (scheme === "" && rest.startsWith("///"))) return { scheme, host: "", path: unescape(rest) };
  const slash = rest.indexOf("/", 2);
  const authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash);
  return { scheme, host: parseAuthority(authority), path: slash < 0 ? "" : unescape(rest.slice(slash)) };
}

function cut(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

function parseAuthority(authority: string): string {
  const at = authority.lastIndexOf("@");
  const host = parseHost(authority.slice(at + 1));
  if (at >= 0) {
    const userinfo = authority.slice(0, at);
    if (!userinfoPattern.test(userinfo)) throw new InvalidUrl("net/url: invalid userinfo");
    unescape(userinfo);
  }
  return host;
}

function parseHost(host: string): string {
  const open = host.lastIndexOf("[");
  if (open > 0) throw new InvalidUrl("invalid IP-literal");
  if (open === 0) return parseIpLiteral(host);
  const colon = host.lastIndexOf(":");
  if (colon >= 0) checkPort(host.slice(colon));
  return unescapeHost(host);
}

function parseIpLiteral(host: string): string {
  const close = host.lastIndexOf("]");
  if (close < 0) throw new InvalidUrl("missing ']' in host");
  const port = host.slice(close + 1);
  checkPort(port);
  const inside = host.slice(1, close);
  const zoneAt = inside.indexOf("%25");
  const address = unescapeHost(zoneAt < 0 ? inside : inside.slice(0, zoneAt));
  const zone = zoneAt < 0 ? "" : unescapeZone(inside.slice(zoneAt));
  if (!isIPv6(address) || zone === "%") throw new InvalidUrl(`invalid host: "${address}${zone}" is not an IPv6 address`);
  return `[${address}${zone}]${unescapeHost(port)}`;
}

function checkPort(port: string): void {
  if (!portPattern.test(port)) throw new InvalidUrl(`invalid port ${JSON.stringify(port)} after host`);
}

/** In a host only bytes beyond ASCII, and the percent sign, may be percent-encoded (RFC 3986, 3.2.2). */
function unescapeHost(host: string): string {
  if (!host.includes("%")) {
    checkHostCharacters(host);
    return host;
  }
  checkEscapes(host);
  for (const [escaped] of host.matchAll(escapedAscii)) {
    if (escaped !== "%25") throw new InvalidUrl(`invalid URL escape "${escaped}"`);
  }
  checkHostCharacters(host);
  return unescape(host);
}

function unescapeZone(zone: string): string {
  checkEscapes(zone);
  for (const [escaped] of zone.matchAll(escapedAscii)) {
    const char = String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (escaped !== "%25" && char !== " " && (notInHost.test(char) || controlCharacter.test(char))) {
      throw new InvalidUrl(`invalid URL escape "${escaped}"`);
    }
  }
  checkHostCharacters(zone);
  return unescape(zone);
}

function checkHostCharacters(host: string): void {
  const bad = notInHost.exec(host.replaceAll(anyEscape, ""))?.[0];
  if (bad !== undefined) throw new InvalidUrl(`invalid character "${bad}" in host name`);
}

function checkEscapes(text: string): void {
  const bad = badEscape.exec(text)?.[0];
  if (bad !== undefined) throw new InvalidUrl(`invalid URL escape "${bad}"`);
}

function unescape(text: string): string {
  if (!text.includes("%")) return text;
  checkEscapes(text);
  // Escapes encode bytes, and several of them may make up one character.
  return text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"));
}
