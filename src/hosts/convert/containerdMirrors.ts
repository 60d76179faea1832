import { dockerHub, dockerHubRegistry, isDockerHubAlias, referenceHostOf, registryHostOf } from "../../core/dockerHub.ts";
import { text } from "../../core/text.ts";
import { isContainerdLocalhost } from "../../core/localhost.ts";
import type { NewHost } from "../writer.ts";
import type { Conversion } from "./conversion.ts";
import { readEndpoint, type Scheme, type WrittenEndpoint } from "./endpoint.ts";
import { ConversionDraft, maxMirrors, mirrorAt, type PlannedRegistry, registryAt } from "./plan.ts";
import { type ConfigTables, readAuths, readConfigs, whyNoRegistry } from "./registryConfigs.ts";
import { type Table, tableAt, textAt, textsAt, valueAt } from "../tables.ts";

/** The CRI plugin's table of images, by the version of the configuration. */
const pluginNames: Readonly<Record<number, readonly string[]>> = {
  1: ["cri", "io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images"],
  2: ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "cri"],
  3: ["io.containerd.cri.v1.images", "io.containerd.grpc.v1.cri", "cri"],
};

interface Mirrors {
  readonly tables: Table;
  readonly configs: ConfigTables;
}

/**
 * `registry.mirrors` and `registry.configs` of containerd's config.toml as its CRI plugin takes them (1.7 and 2.x,
 * registryHosts and registryEndpoints): the mirrors of a registry, else those of `*`, then the registry itself, unless one
 * of them is that; `configs` by the host that is asked. `*` becomes `_default`.
 */
export function convertContainerd(config: Table): Conversion {
  const draft = new ConversionDraft();
  const registry = registryTable(config);
  const mirrors: Mirrors = { tables: tableAt(registry, "mirrors"), configs: readConfigs(tableAt(registry, "configs"), draft) };
  readAuths(tableAt(registry, "auths"), draft);
  if (textAt(registry, "config_path") !== undefined && Object.keys(mirrors.tables).length > 0)
    draft.skip("config_path", text("containerd does not load its CRI plugin while registry.mirrors stands beside it"));
  if (Object.keys(tableAt(registry, "headers")).length > 0)
    draft.skip("registry.headers", text("sent to every registry: in hosts.toml, each host needs them itself"));
  if (valueAt(config, "imports") !== undefined)
    draft.skip("imports", text("the files that it names were not read: convert each of them too"));
  for (const name of registriesOf(mirrors, draft)) draft.add(planRegistry(name, mirrors, draft));
  return { format: "containerd", files: draft.files, skipped: draft.skipped, logins: draft.logins };
}

/** The plugin's `registry` under the name of the configuration's version, else where there is one. */
function registryTable(config: Table): Table {
  const version = valueAt(config, "version");
  const names = pluginNames[typeof version === "number" ? version : 1] ?? pluginNames[3] ?? [];
  const tables = names.map((name) => tableAt(config, "plugins", name, "registry"));
  return tables.find((each) => Object.keys(each).length > 0) ?? {};
}

/**
 * Those with mirrors of their own, and those that `_default` would not do for: whose host has settings for TLS, or is a mirror
 * for `*` and so not asked again as the registry that it is itself.
 */
function registriesOf({ tables, configs }: Mirrors, draft: ConversionDraft): readonly string[] {
  if (configs.has(dockerHub)) draft.skip(dockerHub, text("containerd looks for the settings of Docker Hub under {0}", dockerHubRegistry));
  const hosts = [...configs.keys()].filter((host) => host !== dockerHub).map((host) => referenceHostOf(host));
  const named = new Set([...Object.keys(tables).filter((name) => name !== "*"), ...hosts, ...oddMirrorsForAll(tables)]);
  const registries = [...named].filter((name) => {
    const reason = whyNoRegistry(name);
    if (reason !== undefined) draft.skip(name, reason);
    return reason === undefined;
  });
  return Object.hasOwn(tables, "*") ? [...registries, "_default"] : registries;
}

function oddMirrorsForAll(tables: Table): readonly string[] {
  const endpoints = textsAt(tableAt(tables, "*"), "endpoint").slice(0, maxMirrors);
  return endpoints.flatMap((written) => {
    const endpoint = readEndpoint(written, schemeOf);
    if (!("host" in endpoint) || isDockerHubAlias(endpoint.host)) return [];
    return endpoint.scheme !== schemeOf(endpoint.host) || rootOf(endpoint.path) !== "/v2" ? [endpoint.host] : [];
  });
}

function planRegistry(registry: string, { tables, configs }: Mirrors, draft: ConversionDraft): PlannedRegistry {
  const written = textsAt(tableAt(tables, Object.hasOwn(tables, registry) ? registry : "*"), "endpoint");
  const endpoints = written.slice(0, maxMirrors).flatMap((each) => endpointOf(each, registry, draft));
  if (written.length > maxMirrors) draft.skip(registry, text("more than {0} mirrors", String(maxMirrors)));
  const mirrors = endpoints.map(({ scheme, host, path }) => mirrorAt({ scheme, host, root: rootOf(path) }, configs.get(host)));
  return { registry, mirrors, own: registry === "_default" ? [] : [ownOf(registry, endpoints, configs)] };
}

function endpointOf(written: string, registry: string, draft: ConversionDraft): readonly WrittenEndpoint[] {
  const endpoint = readEndpoint(written, schemeOf);
  if (!("host" in endpoint)) {
    draft.skip(`${registry}: ${written}`, endpoint);
    return [];
  }
  if (endpoint.hasUser) draft.addLogin(registry === "_default" ? endpoint.host : registry);
  return [endpoint];
}

/** The registry is not asked once more where it is among its mirrors. */
function ownOf(registry: string, endpoints: readonly WrittenEndpoint[], configs: ConfigTables): NewHost {
  const host = registryHostOf(registry);
  const among = endpoints.find((each) => each.host === registry);
  if (among !== undefined) return registryAt({ scheme: among.scheme, host, root: rootOf(among.path) }, configs.get(host));
  return registryAt({ scheme: schemeOf(host), host, root: "/v2" }, configs.get(host));
}

function schemeOf(host: string): Scheme {
  return isContainerdLocalhost(host) ? "http" : "https";
}

/** A path is the root of the API as it stands. `/` alone would be that of no registry, and is how a bare URL is often written. */
function rootOf(path: string): string {
  return path === "" || path === "/" ? "/v2" : path;
}
