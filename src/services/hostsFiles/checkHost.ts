import type { TlsProbe } from "../../core/tlsProbe.ts";
import { modelOf } from "../../hosts/resolve/model.ts";
import { fillRegistry } from "../../hosts/resolve/registry.ts";
import { type PlacedHost, resolveModel, soundHosts } from "../../hosts/resolve/resolveHosts.ts";
import { scanDocument } from "../../hosts/syntax/scan.ts";
import { sharedProcessLimit } from "../../hosts/textLimits.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";
import type { RegistryEndpoint } from "../../registry/endpoint.ts";
import type { Ping } from "../../registry/auth/ping.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { HostConnection, HostTransportOptions } from "../reach/connection.ts";
import { registryOfDirectory } from "../../hosts/directoryName.ts";
import { inspectTls, type TlsReport } from "./tlsReport.ts";
import { type SessionPorts, nobody } from "../reach/sessions.ts";
import { withSession } from "../reach/withSession.ts";

/** How a host answered by one scheme. */
export interface HostAttempt {
  /** What was asked: `https://mirror.example/v2/?ns=docker.io`. */
  readonly url: string;
  /** Undefined for plain HTTP, and where there was no handshake. */
  readonly tls: TlsReport | undefined;
  /** A failure is a RegistryError. */
  readonly answer: { readonly kind: "answered"; readonly ping: Ping } | { readonly kind: "failed"; readonly error: unknown };
  readonly elapsedMs: number;
}

export interface HostCheckPorts {
  readonly open: SessionPorts["open"];
  readonly probe: TlsProbe;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
}

/**
 * Tries a host of a hosts.toml as the extension's own client reaches it: the TLS handshake, and one `GET /v2/` without a
 * login. By HTTPS first and then by plain HTTP where containerd would do so; the last attempt is the one that counts.
 * Rejects only with the signal's reason.
 */
export async function checkHost(
  { endpoints, transport }: HostConnection,
  { open, probe, now }: HostCheckPorts,
  signal: AbortSignal,
): Promise<readonly HostAttempt[]> {
  const attempts: HostAttempt[] = [];
  for (const endpoint of endpoints) {
    const start = now();
    const [tls, answer] = await Promise.all([handshake(endpoint, transport, probe, signal), ping(endpoint, transport, open, signal)]);
    signal.throwIfAborted();
    attempts.push({ url: askedUrl(endpoint), tls, answer, elapsedMs: now() - start });
    if (answer.kind === "answered" || !RegistryError.is(answer.error, "plain-http-server")) break;
  }
  return attempts;
}

async function handshake(
  { baseUrl }: RegistryEndpoint,
  transport: HostTransportOptions,
  probe: TlsProbe,
  signal: AbortSignal,
): Promise<TlsReport | undefined> {
  if (baseUrl.protocol !== "https:") return undefined;
  try {
    return await inspectTls(probe, baseUrl, transport, signal);
  } catch {
    // Certificates that cannot be used: the ping says so.
    return undefined;
  }
}

async function ping(
  endpoint: RegistryEndpoint,
  transport: HostTransportOptions,
  open: SessionPorts["open"],
  signal: AbortSignal,
): Promise<HostAttempt["answer"]> {
  try {
    return { kind: "answered", ping: await pingAsNobody(endpoint, transport, open, signal) };
  } catch (error) {
    return { kind: "failed", error };
  }
}

/** Asks a host's base without a login. Rejects as the client does. */
export function pingAsNobody(
  endpoint: RegistryEndpoint,
  transport: HostTransportOptions,
  open: SessionPorts["open"],
  signal: AbortSignal,
): Promise<Ping> {
  return withSession(open(endpoint, transport, nobody), ({ client }) => client.ping({ signal }));
}

function askedUrl({ baseUrl, namespace }: RegistryEndpoint): string {
  const query = namespace === undefined ? "" : `?ns=${encodeURIComponent(namespace)}`;
  return `${baseUrl.origin}${baseUrl.pathname.replace(/\/$/, "")}/${query}`;
}

/** A host that a hosts.toml names, and the registry that it serves there. */
export interface NamedHost {
  readonly placed: PlacedHost;
  readonly registry: string;
  /** Why containerd drops the file, and so does not try this host; undefined where it does not. */
  readonly dropped: string | undefined;
}

/**
 * The hosts that the text names, in containerd's order; where containerd drops the file, those in which nothing is wrong. None of
 * a text that is too long to be read here.
 */
export function namedHosts(text: string, directory: string, version: ContainerdVersion): readonly NamedHost[] {
  if (text.length > sharedProcessLimit) return [];
  const model = modelOf(scanDocument(text), version);
  const resolution = resolveModel(model, { directory, version });
  const dropped = "error" in resolution ? resolution.error.message : undefined;
  const resolved = "error" in resolution ? soundHosts(model, { directory, version }) : resolution.hosts;
  const registry = registryOfDirectory(directory);
  const hosts = registry === undefined ? resolved : fillRegistry(resolved, { host: registry, version });
  return hosts
    .filter(({ at, host }) => at.end > at.start && host !== "")
    .map((placed) => ({ placed, registry: registry ?? placed.host, dropped }));
}
