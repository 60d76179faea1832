import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { FileRefusedError, readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { loadHosts } from "../../hosts/resolve/loadHosts.ts";
import { parseGoDuration } from "../../hosts/resolve/goDuration.ts";
import { sendsNamespace, triedSchemes } from "../../hosts/resolve/registry.ts";
import { holdsPem } from "../../hosts/resolve/unusualPaths.ts";
import type { PlacedHost } from "../../hosts/resolve/resolveHosts.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";
import { isLoopback, type RegistryEndpoint } from "../../registry/endpoint.ts";
import { RegistryError } from "../../core/registryError.ts";

/** What decides how a registry is reached, besides its files. */
export interface ConnectionChoices {
  /** The certs.d directories, absolute, in order. */
  readonly roots: readonly string[];
  readonly version: ContainerdVersion;
  /** The person's word that this host may be asked over plain HTTP. */
  readonly plainHttp: boolean;
  readonly windows: boolean;
}

/** What the connections to one host need besides its address. */
export interface HostTransportOptions {
  /** PEM texts. */
  readonly ca?: readonly string[];
  readonly clientCertificates?: readonly { readonly certificate: string; readonly key: string }[];
  readonly skipVerify?: boolean;
  readonly dialTimeoutMs?: number;
}

/** One host to ask: the registry itself, or a mirror of it. */
export interface HostConnection {
  /** The same place by the schemes that are tried, in order. */
  readonly endpoints: readonly [RegistryEndpoint, ...RegistryEndpoint[]];
  readonly transport: HostTransportOptions;
  /** A host that may not `resolve` is not asked which tags there are. */
  readonly canResolve: boolean;
  /** Whether it is the registry itself: only it is given the registry's own credentials. */
  readonly isRegistry: boolean;
}

/** The hosts to ask for a registry in containerd's order, and the hosts.toml or directory that said so. */
export interface ConnectionPlan {
  readonly hosts: readonly HostConnection[];
  /** The registry itself, whatever hosts.toml sends pulls to: what a login is for. Where it is listed more than once, what is asked first. */
  readonly itself: HostConnection;
  /** The host that pulls end at, where hosts.toml names another one than the registry itself. */
  readonly pullHost: string | undefined;
  /** The directory that won, if there is one. */
  readonly directory: string | undefined;
}

/**
 * How a registry is reached: as nerdctl and containerd would, by the hosts.toml or the loose certificates in the directory
 * that wins, else by HTTPS; on loopback by HTTPS, unverified, and then plain HTTP. Rejects with RegistryError
 * `tls-failed` where a certificate that is named cannot be read.
 */
export async function planConnection(host: string, files: FileReader, choices: ConnectionChoices): Promise<ConnectionPlan> {
  const { roots, version, windows } = choices;
  if (choices.plainHttp) return withItself([plainConnection(host)], undefined);
  const load = async (from: readonly string[]): Promise<ConnectionPlan> => {
    const loaded = await loadHosts(files, { host, roots: from, version, windows, client: "nerdctl" });
    const hosts = await Promise.all(loaded.hosts.map((each) => toConnection(withLoopbackTls(each), host, files)));
    return withItself(hosts, loaded.found);
  };
  const plan = await load(roots);
  // Where hosts.toml leaves the registry out, it is reached as if there were none.
  return plan.itself.isRegistry ? plan : { ...plan, itself: (await load([])).itself };
}

function withItself(hosts: readonly HostConnection[], directory: string | undefined): ConnectionPlan {
  // A login is checked where it will be sent: not over TLS, to be used in clear.
  const itself = hosts.find(({ isRegistry }) => isRegistry) ?? hosts.at(-1);
  if (itself === undefined) throw new Error("containerd has always a host to ask");
  return { hosts, itself, pullHost: itself.isRegistry ? undefined : itself.endpoints[0].host, directory };
}

function plainConnection(host: string): HostConnection {
  const endpoint: RegistryEndpoint = { host, baseUrl: new URL(`http://${host}/v2`), allowPlainHttp: true };
  return { endpoints: [endpoint], transport: {}, canResolve: true, isRegistry: true };
}

/** nerdctl asks a loopback registry over plain HTTP only; docker and containerd try HTTPS before, unverified, and so do we. */
function withLoopbackTls(placed: PlacedHost): PlacedHost {
  const isDefault = placed.at.end === 0;
  return isDefault && placed.scheme === "http" ? { ...placed, tlsConfigured: true, skipVerify: placed.skipVerify ?? true } : placed;
}

/** The connection to one host of a hosts.toml, for a registry. Rejects with RegistryError `tls-failed` where a certificate file cannot be read. */
export async function toConnection(placed: PlacedHost, registry: string, files: FileReader): Promise<HostConnection> {
  const isRegistry = !sendsNamespace(placed.host, registry);
  const [first = "https", ...others] = triedSchemes(placed);
  const headers = Object.fromEntries(Object.entries(placed.header).map(([name, values]) => [name.toLowerCase(), values.join(", ")]));
  const at = (scheme: string): RegistryEndpoint => {
    const baseUrl = new URL(`${scheme}://${placed.host}${placed.path}`);
    return {
      host: isRegistry ? registry : placed.host,
      baseUrl,
      headers,
      ...(isRegistry ? {} : { namespace: registry }),
      // hosts.toml is the person's own file: a scheme that stands there is their word. Loopback needs none, and gives none for others.
      allowPlainHttp: scheme === "http" && !isLoopback(baseUrl.hostname),
    };
  };
  return {
    endpoints: [at(first), ...others.map(at)],
    transport: await readTransportOptions(placed, files),
    canResolve: placed.capabilities.includes("resolve"),
    isRegistry,
  };
}

async function readTransportOptions(placed: PlacedHost, files: FileReader): Promise<HostTransportOptions> {
  const read = (path: string): Promise<string> => readPem(path, placed.host, files);
  const pair = async ([certificate, key]: PlacedHost["client"][number]) => ({
    certificate: await read(certificate),
    key: await read(key || certificate),
  });
  const [ca, clientCertificates] = await Promise.all([Promise.all(placed.ca.map(read)), Promise.all(placed.client.map(pair))]);
  const timeout = placed.dialTimeout === null ? undefined : parseGoDuration(placed.dialTimeout);
  return {
    ...(ca.length === 0 ? {} : { ca }),
    ...(clientCertificates.length === 0 ? {} : { clientCertificates }),
    ...(placed.skipVerify === true ? { skipVerify: true } : {}),
    ...(timeout !== undefined && "nanoseconds" in timeout ? { dialTimeoutMs: Number(timeout.nanoseconds) / 1e6 } : {}),
  };
}

async function readPem(path: string, host: string, files: FileReader): Promise<string> {
  // What is pasted in the place of a path may be a private key, and an error is shown and logged.
  if (holdsPem(path)) {
    const params = { host, path: "(pasted text)", systemCode: "ENOENT" };
    throw new RegistryError("tls-failed", `${host}: the text of a certificate or key stands in hosts.toml where its path belongs`, {
      params,
    });
  }
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path));
  } catch (cause) {
    const params = { host, path, systemCode: systemErrorCode(cause) ?? (cause instanceof FileRefusedError ? cause.code : "") };
    throw new RegistryError("tls-failed", `${host}: the certificate file ${path} of hosts.toml cannot be read`, { params, cause });
  }
}
