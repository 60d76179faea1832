import { dockerHub, dockerHubRegistry, referenceHostOf, registryHostOf } from "../../core/dockerHub.ts";
import { text } from "../../core/text.ts";
import { defaultScheme } from "../k3s/defaultScheme.ts";
import type { NewHost } from "../writer.ts";
import type { Conversion } from "./conversion.ts";
import { type Endpoint, hasDots, readEndpoint } from "./endpoint.ts";
import { ConversionDraft, maxMirrors, mirrorAt, registryAt, type Tls } from "./plan.ts";
import { type ConfigTables, readConfigs, whyNoRegistry } from "./registryConfigs.ts";
import { isTable, type Table, tableAt, textsAt, valueAt } from "../tables.ts";

interface Registries {
  readonly mirrors: Table;
  readonly tables: Table;
  readonly configs: ConfigTables;
}

/**
 * registries.yaml as k3s and RKE2 make hosts.toml files of it (k3s, pkg/agent/containerd/config.go, getHostConfigs): the
 * mirrors of a registry, then the registry itself. A registry that has nothing of its own but an empty list goes to `*`;
 * one with settings for TLS alone does not get the mirrors of `*`.
 */
export function convertK3s(config: Table): Conversion {
  const draft = new ConversionDraft();
  const tables = tableAt(config, "configs");
  const registries: Registries = { mirrors: tableAt(config, "mirrors"), tables, configs: readConfigs(tables, draft) };
  if (isTable(valueAt(tables, "*")))
    draft.skip("configs: *", text("settings for every registry, which hosts.toml has for each one separately"));
  const hosts = Object.keys(tables).map(referenceHostOf);
  const names = new Set([...Object.keys(registries.mirrors), ...hosts]);
  names.delete("*");
  for (const name of names) {
    const reason = whyNoRegistry(name);
    if (reason === undefined) addRegistry(name, registries, draft);
    else draft.skip(name, reason);
  }
  draft.add({ registry: "_default", mirrors: mirrorsOf("*", registries, draft), own: [] });
  return { format: "k3s", files: draft.files, skipped: draft.skipped, logins: draft.logins };
}

function addRegistry(name: string, registries: Registries, draft: ConversionDraft): void {
  const host = registryHostOf(name);
  const tls = registries.configs.get(name) ?? tlsOf(host, registries.configs);
  const mirrors = mirrorsOf(name, registries, draft);
  // Without a directory of its own it would have the mirrors of `*`.
  const isApart = Object.hasOwn(registries.mirrors, "*") && (hasEndpoints(name, registries) || hasConfig(host, name, registries));
  if (mirrors.length === 0 && tls === undefined && !isApart) return;
  draft.add({ registry: name, mirrors, own: waysTo({ scheme: defaultScheme(host), host, root: "/v2" }, tls, registryAt) });
}

function hasEndpoints(registry: string, { mirrors }: Registries): boolean {
  return textsAt(tableAt(mirrors, registry), "endpoint").length > 0;
}

function hasConfig(host: string, registry: string, { tables }: Registries): boolean {
  return [host, registry].some((name) => ["auth", "tls"].some((key) => isTable(valueAt(tableAt(tables, name), key))));
}

function mirrorsOf(registry: string, { mirrors, configs }: Registries, draft: ConversionDraft): readonly NewHost[] {
  const table = tableAt(mirrors, registry);
  const written = textsAt(table, "endpoint");
  if (written.length > maxMirrors) draft.skip(registry, text("more than {0} mirrors", String(maxMirrors)));
  const prefix = prefixOf(tableAt(table, "rewrite"));
  if (prefix === undefined && written.length > 0) {
    draft.skip(`${registry}: rewrite`, text("hosts.toml cannot rename what is asked for, so that these mirrors would not have it"));
    return [];
  }
  return written.slice(0, maxMirrors).flatMap((each) => {
    const endpoint = readEndpoint(each, defaultScheme);
    if (!("host" in endpoint)) {
      draft.skip(`${registry}: ${each}`, endpoint);
      return [];
    }
    const { scheme, host, path, hasUser } = endpoint;
    if (hasUser) draft.addLogin(registry === "*" ? host : registry);
    const root = `${path === "" || path === "/" ? "/v2" : path}${prefix}`;
    return waysTo({ scheme, host, root }, tlsOf(host, configs), mirrorAt);
  });
}

/** With settings for TLS, containerd asks an http:// URL over HTTPS first, unless its port is 80. */
function waysTo(endpoint: Endpoint, tls: Tls | undefined, at: (endpoint: Endpoint, tls?: Tls) => NewHost): readonly NewHost[] {
  const isBoth = endpoint.scheme === "http" && tls !== undefined && Object.keys(tls).length > 0 && !endpoint.host.endsWith(":80");
  return isBoth ? [at({ ...endpoint, scheme: "https" }, tls), at(endpoint)] : [at(endpoint, tls)];
}

/** The settings of Docker Hub may stand under either of its names. */
function tlsOf(host: string, configs: ConfigTables): Tls | undefined {
  return configs.get(host) ?? (host === dockerHubRegistry ? configs.get(dockerHub) : undefined);
}

/** What a `rewrite` puts before every name, which a path can do as well: `"^(.*)$": "prefix/$1"`. Undefined for any other. */
function prefixOf(rewrite: Table): string | undefined {
  const [rule, ...others] = Object.entries(rewrite);
  if (rule === undefined) return "";
  const [pattern, replacement] = rule;
  const prefix = typeof replacement === "string" ? /^([\w.-]+(?:\/[\w.-]+)*)\/\$(?:1|\{1\})$/.exec(replacement)?.[1] : undefined;
  return others.length === 0 && prefix !== undefined && !hasDots(prefix) && /^\^?\(\.[*+]\)\$?$/.test(pattern) ? `/${prefix}` : undefined;
}
