import { isDockerHubAlias, registryHostOf } from "../../core/dockerHub.ts";
import { text } from "../../core/text.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import type { NewHost } from "../writer.ts";
import type { Conversion } from "./conversion.ts";
import { type Endpoint, hasDots } from "./endpoint.ts";
import { ConversionDraft, maxMirrors, mirrorAt, registryAt } from "./plan.ts";
import { isTable, isTrueAt, type Table, tableAt, tablesAt, textAt, valueAt } from "../tables.ts";

const plainNamespace = /^[\w.-]+(?:\/[\w.-]+)*$/;

/**
 * registries.conf of Podman, Buildah, Skopeo and CRI-O, version 2 (containers-registries.conf(5)): the mirrors of a registry in
 * their order, then its location. A location stands in place of the prefix, its path before every name; what is insecure is
 * tried over HTTPS, whatever its certificate, then over HTTP.
 */
export function convertPodman(config: Table): Conversion {
  const draft = new ConversionDraft();
  noteOthers(config, draft);
  const seen = new Set<string>();
  for (const table of tablesAt(config, "registry")) {
    const location = textAt(table, "location");
    const prefix = textAt(table, "prefix") ?? location;
    if (prefix === undefined) continue;
    if (seen.has(prefix)) draft.skip(prefix, text("named before"));
    else addRegistry(prefix, location ?? prefix, table, draft);
    seen.add(prefix);
  }
  return { format: "podman", files: draft.files, skipped: draft.skipped, logins: draft.logins };
}

/** What is about something else than where a registry is. */
function noteOthers(config: Table, draft: ConversionDraft): void {
  if (valueAt(config, "unqualified-search-registries") !== undefined)
    draft.skip("unqualified-search-registries", text("containerd searches nowhere: name the registry of each image in full"));
  if (Object.keys(tableAt(config, "aliases")).length > 0)
    draft.skip("aliases", text("containerd knows no short names: name each image in full"));
  if (isTable(valueAt(config, "registries")))
    draft.skip("[registries]", text("version 1 of registries.conf, which Podman 5 no longer reads: write it as [[registry]]"));
}

function addRegistry(prefix: string, location: string, table: Table, draft: ConversionDraft): void {
  if (prefix.startsWith("*.")) return draft.skip(prefix, text("a wildcard, which hosts.toml cannot name; _default serves every registry"));
  if (!isRegistryHost(prefix)) return draft.skip(prefix, text("not the host of a registry alone: a hosts.toml serves all of a registry"));
  if (isDockerHubAlias(prefix)) return draft.skip(prefix, text("images of Docker Hub are looked for under docker.io"));
  if (isTrueAt(table, "blocked")) return draft.skip(prefix, text("blocked, which hosts.toml cannot express"));
  const own = endpointOf(location);
  if (own === undefined) return draft.skip(prefix, text("its location is not a host with a path"));
  const isDigestOnly = isTrueAt(table, "mirror-by-digest-only");
  const tables = tablesAt(table, "mirror");
  if (tables.length > maxMirrors) draft.skip(prefix, text("more than {0} mirrors", String(maxMirrors)));
  const mirrors = tables.slice(0, maxMirrors).flatMap((each) => mirrorOf(each, isDigestOnly, prefix, draft));
  const isInsecure = isTrueAt(table, "insecure");
  const isPlain = mirrors.length === 0 && !isInsecure && own.host === registryHostOf(prefix) && own.root === "/v2";
  if (!isPlain) draft.add({ registry: prefix, mirrors, own: waysTo(own, isInsecure, registryAt) });
}

function mirrorOf(table: Table, isDigestOnly: boolean, prefix: string, draft: ConversionDraft): readonly NewHost[] {
  const location = textAt(table, "location") ?? "";
  const endpoint = endpointOf(location);
  const name = `${prefix}: ${location}`;
  const pulls = isDigestOnly ? "digest-only" : (textAt(table, "pull-from-mirror") ?? "all");
  if (endpoint === undefined) draft.skip(name, text("its location is not a host with a path"));
  else if (pulls === "tag-only") draft.skip(name, text("for tags only, which hosts.toml cannot express"));
  if (endpoint === undefined || pulls === "tag-only") return [];
  const hosts = waysTo(endpoint, isTrueAt(table, "insecure"), mirrorAt);
  // A host without “resolve” is not asked what a tag means.
  return pulls === "digest-only" ? hosts.map((host) => ({ ...host, capabilities: ["pull"] as const })) : hosts;
}

/** `HOST[:PORT][/PATH]`. The path stands before every name, and so after the root of the API. */
function endpointOf(location: string): Endpoint | undefined {
  const slash = location.indexOf("/");
  const [host, path] = slash < 0 ? [location, ""] : [location.slice(0, slash), location.slice(slash + 1)];
  if (!isRegistryHost(host) || (path !== "" && (!plainNamespace.test(path) || hasDots(path)))) return undefined;
  return { scheme: "https", host: registryHostOf(host), root: path === "" ? "/v2" : `/v2/${path}` };
}

function waysTo(
  endpoint: Endpoint,
  isInsecure: boolean,
  at: (endpoint: Endpoint, tls?: { readonly skipVerify?: true }) => NewHost,
): readonly NewHost[] {
  return isInsecure ? [at(endpoint, { skipVerify: true }), at({ ...endpoint, scheme: "http" })] : [at(endpoint)];
}
