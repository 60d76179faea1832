import { registryOfDirectory } from "../../hosts/directoryName.ts";
import { basename, join } from "node:path";
import { registryHostOf } from "../../core/dockerHub.ts";
import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { text } from "../../core/text.ts";
import type { Skipped } from "../../hosts/convert/conversion.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import { looseCertificates } from "../../hosts/resolve/loadHosts.ts";
import { directoryNames } from "../../hosts/resolve/lookup.ts";
import type { NewHost } from "../../hosts/writer.ts";
import { HostsFileError } from "./hostsFileError.ts";
import { type Destination, destinationFor, type NewFile, newHostsToml } from "./newFiles.ts";

/** A directory of Docker's kind, with the loose certificates that count for its registry. Paths are absolute. */
export interface CertificateDirectory {
  /** As an image reference names the registry. */
  readonly host: string;
  readonly directory: string;
  readonly ca: readonly string[];
  /** Certificate and key; an empty key means that the certificate's file holds it. */
  readonly client: readonly (readonly [certificate: string, key: string])[];
}

export interface FoundDirectories {
  readonly directories: readonly CertificateDirectory[];
  readonly skipped: readonly Skipped[];
}

/** More directories of one tree than this nobody looks through. */
const maxDirectories = 1_000;

/**
 * The directories below `tree` whose certificates containerd, and Docker, use as they lie there. No certificate is opened.
 * Rejects with HostsFileError where the tree cannot be read, or has nothing of the kind.
 */
export async function findCertificateDirectories(tree: string, files: FileReader): Promise<FoundDirectories> {
  const names = (await listing(tree, files)).toSorted().slice(0, maxDirectories);
  const directories: CertificateDirectory[] = [];
  const skipped: Skipped[] = [];
  for (const name of names) {
    const found = await lookInto(name, tree, names, files);
    if (found === undefined) continue;
    if ("reason" in found) skipped.push(found);
    else directories.push(found);
  }
  if (directories.length === 0) throw new HostsFileError("nothing-to-import", tree);
  return { directories, skipped };
}

async function listing(tree: string, files: FileReader): Promise<readonly string[]> {
  try {
    return await files.readDirectory(tree);
  } catch (cause) {
    throw new HostsFileError("file-unreadable", tree, cause);
  }
}

/** Undefined for what is no directory. */
async function lookInto(
  name: string,
  tree: string,
  names: readonly string[],
  files: FileReader,
): Promise<CertificateDirectory | Skipped | undefined> {
  const directory = join(tree, name);
  try {
    if ((await files.stat(directory)).kind !== "directory") return undefined;
    const host = registryOfDirectory(directory);
    if (host === undefined) return { name, reason: text("serves every registry, and names none") };
    if (!isRegistryHost(host)) return { name, reason: text("not a host name") };
    const first = directoryNames(host, false).find((each) => names.includes(each));
    if (first !== undefined && first !== name) return { name, reason: text("hidden by {0}, which containerd reads in its place", first) };
    if ((await files.readDirectory(directory)).includes("hosts.toml")) return { name, reason: text("has a hosts.toml already") };
    const { ca, client } = await looseCertificates(files, directory);
    return ca.length + client.length === 0 ? { name, reason: text("has no *.crt and no *.cert") } : { host, directory, ca, client };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return { name, reason: text("cannot be read ({0})", code) };
  }
}

/** What lies in a directory, for a list. */
export function certificateNames({ ca, client }: Pick<CertificateDirectory, "ca" | "client">): string {
  const pairs = client.map(([certificate, key]) => (key === "" ? basename(certificate) : `${basename(certificate)} + ${basename(key)}`));
  return [...ca.map((path) => basename(path)), ...pairs].join(", ");
}

export interface PlannedImport {
  readonly files: readonly NewFile[];
  /** hosts.toml files that exist already. */
  readonly taken: readonly string[];
}

/**
 * A hosts.toml below `root` for each directory. The certificates stay where they are: named from the directory of the
 * hosts.toml where they lie in it, by their whole paths otherwise.
 */
export async function planImport(
  directories: readonly CertificateDirectory[],
  root: string,
  { files, windows }: { readonly files: FileReader; readonly windows: boolean },
): Promise<PlannedImport> {
  const made: NewFile[] = [];
  const taken: string[] = [];
  for (const each of directories) {
    const destination = await destinationFor(each.host, root, files, windows);
    if (destination.isTaken) taken.push(join(destination.directory, "hosts.toml"));
    else made.push(newHostsToml(destination, { server: urlOf(each.host), hosts: [hostFor(each, destination)] }));
  }
  return { files: made, taken };
}

function urlOf(host: string): string {
  return `https://${registryHostOf(host)}`;
}

function hostFor({ host, directory, ca, client }: CertificateDirectory, destination: Destination): NewHost {
  const nameOf = (path: string): string => (path === "" || directory !== destination.directory ? path : basename(path));
  return {
    url: urlOf(host),
    ...(ca.length === 0 ? {} : { ca: ca.map(nameOf) }),
    ...(client.length === 0 ? {} : { client: client.map(([certificate, key]) => [nameOf(certificate), nameOf(key)] as const) }),
  };
}
