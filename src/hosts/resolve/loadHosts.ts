import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { scanDocument } from "../syntax/scan.ts";
import { sharedProcessLimit } from "../textLimits.ts";
import type { ContainerdVersion } from "../versions.ts";
import type { Fault } from "./faults.ts";
import { findHostsDirectory, type Lookup, type LookupRequest } from "./lookup.ts";
import { fillRegistry } from "./registry.ts";
import { type PlacedHost, resolveHosts, unsaidHost } from "./resolveHosts.ts";

export interface LoadedHosts extends Lookup {
  /** What is tried for the registry, in order; never empty. */
  readonly hosts: readonly PlacedHost[];
  /** Where the hosts come from: a hosts.toml, loose certificate files of Docker's kind, or nothing but the defaults. */
  readonly source: "hosts.toml" | "certificates" | "defaults";
  /** Why a hosts.toml that exists is not used. */
  readonly fault?: Fault;
}

export interface LoadRequest extends LookupRequest {
  readonly version: ContainerdVersion;
  /** A larger hosts.toml is refused, since reading it would hold up the process; without it `sharedProcessLimit`. */
  readonly maxBytes?: number;
}

/** Finds, reads and resolves the settings of a host as containerd does. Rejects where a file exists and cannot be read, or is none (FileRefusedError). */
export async function loadHosts(files: FileReader, request: LoadRequest): Promise<LoadedHosts> {
  const lookup = await findHostsDirectory(files, request);
  const read =
    lookup.found === undefined ? { hosts: [unsaidHost], source: "defaults" as const } : await loadDirectory(files, lookup.found, request);
  return { ...lookup, ...read, hosts: fillRegistry(read.hosts, request) };
}

type Loaded = Pick<LoadedHosts, "hosts" | "source" | "fault">;

async function loadDirectory(files: FileReader, directory: string, { version, maxBytes }: LoadRequest): Promise<Loaded> {
  const text = await readHostsToml(files, directory, maxBytes);
  if (text === undefined) return withoutHostsToml(files, directory);
  const resolution = resolveHosts(scanDocument(text), { directory, version });
  if ("hosts" in resolution) return { hosts: resolution.hosts, source: "hosts.toml" };
  return { ...(await withoutHostsToml(files, directory)), fault: resolution.error };
}

/** Undefined for a missing file and for an empty one, which containerd takes for missing. */
async function readHostsToml(files: FileReader, directory: string, maxBytes = sharedProcessLimit): Promise<string | undefined> {
  try {
    const bytes = await readOrdinaryFile(files, `${directory}/hosts.toml`, maxBytes);
    return bytes.length === 0 ? undefined : decodeText(bytes);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Bytes as text; each byte that is no UTF-8 becomes half a character, which the scanner reports as such. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return `${new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)}\uD800`;
  }
}

async function withoutHostsToml(files: FileReader, directory: string): Promise<Loaded> {
  const { ca, client } = await looseCertificates(files, directory);
  const found = ca.length + client.length > 0;
  const host = { ...unsaidHost, ca, client, tlsConfigured: found };
  return { hosts: [host], source: found ? "certificates" : "defaults" };
}

/**
 * Docker's layout, with absolute paths: `*.crt` are certificate authorities, `*.cert` client certificates with a `*.key` of
 * the same name. An empty key means that the certificate's file holds it.
 */
export async function looseCertificates(files: FileReader, directory: string): Promise<Pick<PlacedHost, "ca" | "client">> {
  const names = new Set([...(await files.readDirectory(directory))].toSorted());
  const ofKind = (ending: string): readonly string[] => [...names].filter((name) => name.endsWith(ending));
  const ca = ofKind(".crt").map((name) => `${directory}/${name}`);
  const client = ofKind(".cert").map((name) => {
    const key = `${name.slice(0, -".cert".length)}.key`;
    return [`${directory}/${name}`, names.has(key) ? `${directory}/${key}` : ""] as const;
  });
  return { ca, client };
}

/** The loose certificates by which a directory counts: there are some, and no hosts.toml with a byte in it. Rejects as `loadHosts` does. */
export async function countingCertificates(files: FileReader, directory: string): Promise<Pick<PlacedHost, "ca" | "client"> | undefined> {
  const isThere = await files.stat(`${directory}/hosts.toml`).then(
    ({ size }) => size > 0,
    (error: unknown) => {
      if (systemErrorCode(error) === "ENOENT") return false;
      throw error;
    },
  );
  const found = isThere ? { ca: [], client: [] } : await looseCertificates(files, directory);
  return found.ca.length + found.client.length === 0 ? undefined : found;
}
