import { dockerHub, dockerHubIndex, dockerHubRegistry } from "../core/dockerHub.ts";
import { CredentialsError } from "./credentialsError.ts";
import { compareUtf8 } from "./jsonText.ts";

/** Docker Hub's one key: every reader of config.json finds an entry under it, and under no other. */
export const hubKey = `https://${dockerHubIndex}/v1/`;
/** Where `docker login` keeps its OAuth session beside the Hub entry. These are no registries. */
export const hubSideKeys: readonly string[] = [`${hubKey}access-token`, `${hubKey}refresh-token`];
/** Those under which tools know a login for Docker Hub; its other names have keys of their own. */
const hubHosts: ReadonlySet<string> = new Set([dockerHub, dockerHubIndex, dockerHubRegistry]);

/** A registry as the keys of config.json tell registries apart: `H` and `H:443` are one, case counts. */
export interface RegistryName {
  readonly isHub: boolean;
  /** Host, with brackets where it is IPv6, and port unless that is 443; "docker.io" for Docker Hub. For showing. */
  readonly display: string;
  /** Whether the port is 443, or none was given. */
  readonly isDefaultPort: boolean;
}

const hubName: RegistryName = { isHub: true, display: dockerHub, isDefaultPort: true };

const url = /^(?<scheme>[^:/?#]*):\/\/(?<authority>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?:#.*)?$/s;
const authority = /^(?:[^@]*@)?(?<host>\[[0-9A-Fa-f:.]+(?:%25[^\]]*)?\]|[^\s:@[\]<>"%\\^`{|}]+)(?::(?<port>[0-9]*))?$/;
const hostWithPort = /^([A-Za-z0-9.-]+)(?::([0-9]+))?$/;
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const control = /[\u0000-\u001f\u007f]/;
const badEscape = /%(?![0-9A-Fa-f]{2})/;

/**
 * What a person typed, or what a key names: nothing (Docker Hub), a host with an optional port, or an http(s) URL, whose
 * path is ignored. The names and addresses of Docker Hub all become Docker Hub: docker and nerdctl would write keys of
 * their own for `index.docker.io` and `registry-1.docker.io`, which no pull from Docker Hub ever reads.
 * Throws CredentialsError `invalid-registry-name`.
 */
export function parseRegistryName(typed: string): RegistryName {
  if (typed === "") return hubName;
  // Nearly every key of a file is of this form.
  const [, name, port = ""] = hostWithPort.exec(typed) ?? [];
  return nameOf(name === undefined ? parseAddress(typed) : { name, port });
}

function parseAddress(typed: string): Host {
  const { scheme = "", authority: rawAuthority = "", path = "", query = "" } = partsOf(typed) ?? {};
  if (!/^[a-z][a-z0-9+.-]*$/i.test(scheme) || control.test(typed) || badEscape.test(path)) throw invalidName(typed, "unparsable");
  if (!/^https?$/i.test(scheme)) throw invalidName(typed, "scheme");
  const host = splitAuthority(rawAuthority);
  if (host === undefined) throw invalidName(typed, "unparsable");
  // nerdctl writes credentials for `?ns=` under a key that it never reads again.
  if (new URLSearchParams(query).get("ns")) throw invalidName(typed, "namespace");
  return host;
}

interface Host {
  readonly name: string;
  /** "" for none. */
  readonly port: string;
}

function partsOf(address: string): Readonly<Record<string, string | undefined>> | undefined {
  return url.exec(address.includes("://") ? address : `https://${address}`)?.groups;
}

function splitAuthority(text: string): Host | undefined {
  const groups = authority.exec(text)?.groups;
  return groups === undefined ? undefined : { name: groups["host"] ?? "", port: groups["port"] ?? "" };
}

function nameOf({ name, port }: Host): RegistryName {
  const isDefaultPort = port === "" || port === "443";
  if (isDefaultPort && hubHosts.has(name.toLowerCase())) return hubName;
  return { isHub: false, display: isDefaultPort ? name : `${name}:${port}`, isDefaultPort };
}

/** An address or a key without the account that may have been pasted with it. */
export function withoutAccount(address: string): string {
  return address.replace(/^([^/?#]*:\/\/)?[^/?#]*@/, "$1");
}

function invalidName(typed: string, reason: "unparsable" | "scheme" | "namespace"): CredentialsError {
  const name = withoutAccount(typed);
  return new CredentialsError("invalid-registry-name", `not a registry's name: ${JSON.stringify(name)} (${reason})`, {
    params: { name, reason },
  });
}

/** The keys that a login is saved under: `H` for docker, BuildKit, crane, oras and podman, and nerdctl's `H:443`. */
export function writeKeys(name: RegistryName): readonly string[] {
  if (name.isHub) return [hubKey];
  return name.isDefaultPort ? [name.display, `${name.display}:443`] : [name.display];
}

/** docker looks for one key, and scans for other spellings of it (`scanForHost`). */
export function dockerReadKeys(name: RegistryName): readonly string[] {
  return writeKeys(name).slice(0, 1);
}

/** nerdctl's order: with port before without, then the URL forms. */
export function nerdctlReadKeys(name: RegistryName): readonly string[] {
  if (name.isHub) return [hubKey];
  const hosts = name.isDefaultPort ? [`${name.display}:443`, name.display] : [name.display];
  return hosts.flatMap((host) => [host, `https://${host}`, `http://${host}`]);
}

/**
 * The order in which a credential is looked up: docker's key, which all readers share and which every tool's login
 * refreshes, then the spellings that only nerdctl tries, in its order. (nerdctl alone begins with `H:443`, so after a
 * `docker login` over an older nerdctl login it would take the stale one.)
 */
export function readKeys(name: RegistryName): readonly string[] {
  return [...new Set([...dockerReadKeys(name), ...nerdctlReadKeys(name)])];
}

/** The keys that a logout erases even where the file does not name them, since a helper may hold them all the same. */
export function eraseKeys(name: RegistryName): readonly string[] {
  return name.isHub ? [hubKey, ...hubSideKeys, dockerHub, dockerHubIndex] : readKeys(name);
}

/** docker's ConvertToHostname: the host (and port) that a stored key stands for when another spelling is looked up. */
export function hostOfKey(key: string): string {
  if (!key.includes("/")) return key;
  if (!key.includes("://")) return key.split("/", 1)[0] ?? "";
  const host = splitAuthority(partsOf(key)?.["authority"] ?? "");
  if (host === undefined) return key;
  return host.port === "" ? host.name : `${host.name}:${host.port}`;
}

/** podman's keys for one namespace or repository: `H/ns`. docker takes them for the whole host. */
export function isNamespaceKey(key: string): boolean {
  return !key.includes("://") && /\/./.test(key);
}

/** A name and all that it is below: `a/b/c`, `a/b`, `a`. */
export function prefixes(name: string): readonly string[] {
  const parts = name.split("/");
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
}

/** The registry that a stored key belongs to; undefined where nothing could ever find it. */
export function registryOfKey(key: string): RegistryName | undefined {
  try {
    return parseRegistryName(hostOfKey(key));
  } catch (error) {
    if (error instanceof CredentialsError) return undefined;
    throw error;
  }
}

/** Part of all of Docker Hub's names, and a key without a host: few keys have to be read to the end. */
const mayBeHub = /docker\.io|^(?:\/|$)/i;

/** Whether the key is one of Docker Hub's names under which docker and nerdctl never look for its login. */
export function isDeadHubKey(key: string): boolean {
  return mayBeHub.test(key) && key !== hubKey && !hubSideKeys.includes(key) && registryOfKey(key)?.isHub === true;
}

/** The stored keys that docker takes for another spelling of `key`: https URLs, others, then namespaces (docker's order is random). */
export function scanForHost(keys: Iterable<string>, key: string): readonly string[] {
  const found = [...keys].filter((stored) => stored !== key && hostOfKey(stored) === key);
  return found.toSorted((a, b) => spellingRank(a) - spellingRank(b) || compareUtf8(a, b));
}

function spellingRank(key: string): number {
  if (isNamespaceKey(key)) return 2;
  return /^https:/i.test(key) ? 0 : 1;
}
