import { randomUUID } from "node:crypto";
import { basename, join } from "node:path";
import { systemErrorCode } from "../../core/errors.ts";
import { exists, type FileReader, type FileSystem } from "../../core/fileSystem.ts";
import type { CommandWords } from "../../core/shellQuote.ts";
import { FileRefusedError } from "../../core/ordinaryFile.ts";
import { newDirectoryName } from "../../hosts/directoryName.ts";
import { countingCertificates, loadHosts } from "../../hosts/resolve/loadHosts.ts";
import { namesDirectory } from "../../hosts/resolve/lookup.ts";
import { defaultVersion } from "../../hosts/versions.ts";
import { type NewHost, type NewHostsFile, writeHostsToml } from "../../hosts/writer.ts";
import { HostsFileError } from "./hostsFileError.ts";

/** A file to be made. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
  /** What it takes the place of, as the person was shown it; without that, it takes the place of nothing. */
  readonly replaces?: string;
}

export interface Destination {
  readonly directory: string;
  /** Whether there is a hosts.toml: it is never overwritten. */
  readonly isTaken: boolean;
  /** The loose certificates that count there as long as there is no hosts.toml, relative to the directory. */
  readonly loose: Pick<NewHost, "ca" | "client">;
}

/**
 * The directory in which a hosts.toml for `host` counts: the one that wins in `root` by now, `_default` apart, else a
 * directory named `HOST:PORT`. `_default` is the host of the file that serves every registry. Rejects with HostsFileError
 * where the root cannot be looked through.
 */
export async function destinationFor(host: string, root: string, files: FileReader, windows: boolean): Promise<Destination> {
  try {
    return await lookFor(host, root, files, windows);
  } catch (error) {
    throw systemErrorCode(error) === undefined && !(error instanceof FileRefusedError)
      ? error
      : new HostsFileError("file-unreadable", root, error);
  }
}

async function lookFor(host: string, root: string, files: FileReader, windows: boolean): Promise<Destination> {
  if (!namesDirectory(host)) throw new HostsFileError("not-written", root);
  if (host === "_default") return { directory: join(root, host), isTaken: await exists(files, join(root, host, "hosts.toml")), loose: {} };
  // Where one of them cannot be read, nothing is written beside it.
  const { found } = await loadHosts(files, { host, roots: [root], client: "nerdctl", version: defaultVersion, windows });
  const isOwn = found !== undefined && basename(found) !== "_default";
  // `_default` may come first for a registry that has a directory all the same.
  const directory = isOwn ? found : join(root, newDirectoryName(host, windows));
  if (!(await exists(files, directory))) return { directory, isTaken: false, loose: {} };
  const isTaken = await exists(files, join(directory, "hosts.toml"));
  return { directory, isTaken, loose: looseOf(await countingCertificates(files, directory)) };
}

function looseOf(found: Awaited<ReturnType<typeof countingCertificates>>): Destination["loose"] {
  if (found === undefined) return {};
  const { ca, client } = found;
  const pairs = client.map(([certificate, key]) => [basename(certificate), key === "" ? "" : basename(key)] as const);
  return { ...(ca.length === 0 ? {} : { ca: ca.map((each) => basename(each)) }), ...(pairs.length === 0 ? {} : { client: pairs }) };
}

/** The hosts.toml at its destination; the certificates that lay there loose go on being used for the hosts of this registry. */
export function newHostsToml({ directory, loose }: Destination, file: NewHostsFile): NewFile {
  const withLoose = (host: NewHost): NewHost => ({
    ...host,
    ...(loose.ca === undefined || !host.url.startsWith("https:") ? {} : { ca: [...new Set([...loose.ca, ...(host.ca ?? [])])] }),
    ...(loose.client === undefined || host.client !== undefined || !host.url.startsWith("https:") ? {} : { client: loose.client }),
  });
  return { path: join(directory, "hosts.toml"), content: writeHostsToml({ ...file, hosts: file.hosts.map(withLoose) }) };
}

/** A name for a certificate of an authority in the directory: certificates may lie there already, which go on being used. */
export async function freeAuthorityName(directory: string, files: FileReader): Promise<string> {
  for (let index = 1; ; index++) {
    const name = index === 1 ? "ca.crt" : `ca-${index}.crt`;
    if (!(await exists(files, join(directory, name)))) return name;
  }
}

/** How a person with more rights installs files: nothing of it has been done yet. */
export interface Install {
  /** A new directory for what is to be installed. */
  readonly folder: string;
  /** The files to be made in it. */
  readonly sources: readonly NewFile[];
  /** For a terminal, one after the other. They have paths only, and take the folder away in the end. */
  readonly commands: readonly CommandWords[];
}

/**
 * The commands that install the files where they belong, from a directory below `temporary`. The first ones see to it that what is there
 * is what the person was shown: nothing, or the text that is replaced, whose file keeps its owner and mode.
 */
export function planInstall(newFiles: readonly NewFile[], temporary: string): Install {
  const folder = join(temporary, `hosts-toml-${randomUUID()}`);
  const staged = newFiles.map(({ path, content, replaces }, index) => {
    const source = { path: join(folder, `${index}-${basename(path)}`), content };
    return { target: path, source, before: replaces === undefined ? undefined : { path: `${source.path}.before`, content: replaces } };
  });
  const checks = staged.map(({ target, before }): CommandWords =>
    before === undefined ? ["sudo", "test", "!", "-e", target] : ["sudo", "cmp", before.path, target],
  );
  const installs = staged.map(({ source, target, before }): CommandWords =>
    before === undefined ? ["sudo", "install", "-D", "-m", "644", source.path, target] : ["sudo", "cp", source.path, target],
  );
  return {
    folder,
    sources: staged.flatMap(({ source, before }) => (before === undefined ? [source] : [source, before])),
    commands: [...checks, ...installs, ["rm", "-r", folder]],
  };
}

/** Makes what the commands install, readable by this person only. */
export async function prepareInstall({ folder, sources }: Install, files: FileSystem): Promise<void> {
  await files.makeDirectory(folder, 0o700);
  for (const { path, content } of sources) await files.createFile(path, new TextEncoder().encode(content), 0o600, false);
}
