import { allCapabilities, type Capability } from "../schema.ts";
import type { Span, StringValue, Value } from "../syntax/document.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { type Fault, fault, isResolveFault } from "./faults.ts";
import { formatGoDuration, parseGoDuration } from "./goDuration.ts";
import { absolutePath, cleanPath } from "./goPath.ts";
import { parseGoUrl } from "./goUrl.ts";
import type { HeaderLine, Section, Setting } from "./model.ts";
import { typeFault } from "./typeFaults.ts";

/** A host as containerd will try it. */
export interface ResolvedHost {
  readonly scheme: string;
  /** Host and port. Scheme, host and path are empty for a root without `server`. */
  readonly host: string;
  /** The root of the registry API, `/v2` included. */
  readonly path: string;
  /** In containerd's order: pull, resolve, push, referrers. */
  readonly capabilities: readonly Capability["name"][];
  /** Absolute paths of PEM files. */
  readonly ca: readonly string[];
  /** Absolute paths of certificate and key; an empty key means that it is in the certificate's file. */
  readonly client: readonly (readonly [certificate: string, key: string])[];
  readonly skipVerify: boolean | null;
  /** In Go's form, like `1m30s`. */
  readonly dialTimeout: string | null;
  readonly header: Readonly<Record<string, readonly string[]>>;
}

/** What containerd reads besides the document. */
export interface ResolveContext {
  /** The directory that holds the file, absolute. */
  readonly directory: string;
  readonly version: ContainerdVersion;
}

/** containerd's parseHostConfig: one section as a host, or why the file is dropped. `name` is its URL as written. */
export function resolveSection(name: string, at: Span, section: Section, context: ResolveContext): ResolvedHost | Fault {
  const url = resolveUrl(name, at, booleanOf(section, "override_path") === true);
  if (isResolveFault(url)) return url;
  const capabilities = resolveCapabilities(section, context.version);
  if (isResolveFault(capabilities)) return capabilities;
  const wrong = lateTypeFault(section, context.version);
  if (wrong !== undefined) return wrong;
  const client = resolveClient(section, context);
  if (isResolveFault(client)) return client;
  const timeout = resolveTimeout(section, context.version);
  if (timeout !== undefined && isResolveFault(timeout)) return timeout;
  return {
    ...url,
    capabilities,
    ca: stringValuesOf(section.settings.get("ca")?.value).map(({ value }) => absolutePath(value, context.directory)),
    client,
    skipVerify: booleanOf(section, "skip_verify") ?? null,
    dialTimeout: timeout?.text ?? null,
    header: Object.fromEntries([...section.headers].map(([key, { value }]) => [key, stringValuesOf(value).map((item) => item.value)])),
  };
}

function resolveUrl(name: string, at: Span, override: boolean): Pick<ResolvedHost, "scheme" | "host" | "path"> | Fault {
  if (name === "") return { scheme: "", host: "", path: "" };
  const parsed = parseGoUrl(withScheme(name));
  if ("error" in parsed) return fault("invalid-url", at, unreadableUrl(parsed.error));
  const { scheme, host, path } = parsed.url;
  return { scheme, host, path: apiRoot(path, override) };
}

export function unreadableUrl(error: string): string {
  return `the URL cannot be read (${error}).`;
}

/** containerd puts `https://` before every name that does not begin with the letters `http`. */
export function withScheme(name: string): string {
  return name.startsWith("http") ? name : `https://${name}`;
}

/** The root of the API for the path of a URL. A path `/` becomes `//v2`, because containerd cleans only before it appends. */
export function apiRoot(path: string, override: boolean): string {
  if (path === "") return override ? "" : "/v2";
  const cleaned = cleanPath(path);
  return override || cleaned.endsWith("/v2") ? cleaned : `${cleaned}/v2`;
}

function resolveCapabilities(section: Section, version: ContainerdVersion): readonly Capability["name"][] | Fault {
  const known = allCapabilities.filter(({ since }) => since === undefined || isAtLeast(version, since));
  const written = stringValuesOf(section.settings.get("capabilities")?.value);
  if (written.length === 0) return known.map(({ name }) => name);
  const wanted = new Set(written.map(({ value }) => value.toLowerCase()));
  const unknown = written.find(({ value }) => !known.some(({ name }) => name === value.toLowerCase()));
  if (unknown !== undefined) return capabilityFault(unknown, version);
  return known.filter(({ name }) => wanted.has(name)).map(({ name }) => name);
}

function capabilityFault(written: StringValue, version: ContainerdVersion): Fault {
  const later = allCapabilities.find(({ name }) => name === written.value.toLowerCase());
  if (later === undefined) return fault("unknown-capability", written, `"${written.value}" is not a capability.`);
  return fault(
    "requires-containerd",
    written,
    `containerd ${version} does not know the capability "${later.name}", which came with ${later.since}.`,
  );
}

/** ca, client and headers are looked at only here, for the hosts that are listed. */
function lateTypeFault(section: Section, version: ContainerdVersion): Fault | undefined {
  const late: (Setting | HeaderLine | undefined)[] = [
    section.settings.get("ca"),
    section.settings.get("client"),
    ...section.headers.values(),
  ];
  for (const item of late) {
    const found = item === undefined ? undefined : typeFault(item.assignment, version);
    if (found !== undefined) return found;
  }
  return undefined;
}

function resolveClient(section: Section, { directory }: ResolveContext): ResolvedHost["client"] | Fault {
  const value = section.settings.get("client")?.value;
  if (value?.kind === "string") return [[absolutePath(value.value, directory), ""]];
  if (value?.kind !== "array") return [];
  const pairs: (readonly [string, string])[] = [];
  for (const item of value.items) {
    const [certificate, key, ...others] = stringValuesOf(item);
    const isPair = certificate !== undefined && key !== undefined && others.length === 0;
    if (item.kind === "array" && !isPair) {
      const count = item.items.length;
      return fault("invalid-client-pair", item, `a client pair must hold exactly two paths, certificate and key; this one holds ${count}.`);
    }
    if (certificate !== undefined)
      pairs.push([absolutePath(certificate.value, directory), key === undefined ? "" : absolutePath(key.value, directory)]);
  }
  return pairs;
}

function resolveTimeout(section: Section, version: ContainerdVersion): { readonly text: string } | Fault | undefined {
  const value = section.settings.get("dial_timeout")?.value;
  if (value?.kind !== "string" || value.value === "" || !isAtLeast(version, "2.1")) return undefined;
  const parsed = parseGoDuration(value.value);
  if ("error" in parsed) return fault("invalid-duration", value, `the duration cannot be read (${parsed.error}).`);
  return { text: formatGoDuration(parsed.nanoseconds) };
}

/** The strings of a string or of an array. */
export function stringValuesOf(value: Value | undefined): readonly StringValue[] {
  if (value?.kind === "string") return [value];
  return value?.kind === "array" ? value.items.filter((item) => item.kind === "string") : [];
}

/** True or false; undefined where it is not set. An empty table in its place counts as false. */
export function booleanOf(section: Section, name: "skip_verify" | "override_path"): boolean | undefined {
  const setting = section.settings.get(name);
  if (setting === undefined) return undefined;
  return setting.value?.kind === "boolean" && setting.value.text === "true";
}
