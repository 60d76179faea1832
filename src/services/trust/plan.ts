import { basename, dirname, join } from "node:path";
import { registryHostOf } from "../../core/dockerHub.ts";
import { exists, type FileReader, type FileSystem } from "../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { isRegistryHost, plainHost } from "../../core/referenceHost.ts";
import { text } from "../../core/text.ts";
import { registryOfDirectory } from "../../hosts/directoryName.ts";
import { countingCertificates, decodeText } from "../../hosts/resolve/loadHosts.ts";
import type { NewHost } from "../../hosts/writer.ts";
import { type Destination, destinationFor, freeAuthorityName, type NewFile, newHostsToml } from "../hostsFiles/newFiles.ts";
import type { TrustChange } from "./change.ts";
import type { TrustDraft, TrustPorts } from "./draft.ts";
import { editHosts } from "./editHosts.ts";
import { TrustError } from "./trustError.ts";

/**
 * The files to write, the hosts.toml last: a new one, or that of the registry with nothing but the change in it. Certificates of Docker's
 * kind that count so far go on counting. Rejects with HostsFileError or TrustError.
 */
export async function planTrust(
  { target, change, root }: TrustDraft,
  { files, windows, version }: Pick<TrustPorts, "files" | "windows" | "version">,
): Promise<readonly NewFile[]> {
  if (change === undefined) return [];
  const destination = await destinationFor(target.registry, root, files, windows);
  const path = join(destination.directory, "hosts.toml");
  await requireOwn(target.registry, destination.isTaken ? path : destination.directory, files);
  const caName = await freeAuthorityName(destination.directory, files);
  const certificates = change.kind === "ca" ? [{ path: join(destination.directory, caName), content: change.pem }] : [];
  const before = destination.isTaken ? decodeText(await readOrdinaryFile(files, path)) : "";
  if (before !== "") {
    const registry = registryHostOf(target.registry);
    const content = editHosts({ text: before, path, host: target.url.host, registry, change, caName, version });
    return [...certificates, { path, content, replaces: before }];
  }
  const made = await newFile(target, change, caName, destination, files);
  // containerd takes an empty file for none.
  return [...certificates, destination.isTaken ? { ...made, replaces: "" } : made];
}

/** A link may lead to the files of another registry, for which the change would count as well: as a mirror of it. */
async function requireOwn(registry: string, path: string, files: FileSystem): Promise<void> {
  if (!(await exists(files, path))) return;
  const real = await files.realpath(path);
  const name = registryOfDirectory(basename(real) === "hosts.toml" ? dirname(real) : real) ?? "_default";
  const isOfAnother = name === "_default" || (isRegistryHost(name) && plainHost(name) !== plainHost(registry));
  if (isOfAnother) {
    const reason = text("{0} is a link to {1}. What is written there for {2} would count for that one, too.", path, real, registry);
    throw new TrustError("not-editable", reason);
  }
}

async function newFile(
  { registry, directory }: TrustDraft["target"],
  change: TrustChange,
  caName: string,
  destination: Destination,
  files: FileReader,
): Promise<NewFile> {
  const url = `${change.kind === "plain-http" ? "http" : "https"}://${registryHostOf(registry)}`;
  const loose = await looseElsewhere(directory, destination, files);
  const host: NewHost = { url, ...hostFields(change, caName) };
  return newHostsToml({ ...destination, loose: { ...loose, ...destination.loose } }, { server: url, hosts: [host] });
}

function hostFields(change: TrustChange, caName: string): Partial<NewHost> {
  switch (change.kind) {
    case "ca":
      return { ca: [caName] };
    case "client":
      return { client: [[change.certificate, change.key]] };
    case "skip-verify":
      return { skipVerify: true };
    case "plain-http":
      return {};
  }
}

/** The certificates of Docker's kind in the directory that counts so far, which the new one would hide: by their whole paths. */
async function looseElsewhere(directory: string | undefined, destination: Destination, files: FileReader): Promise<Destination["loose"]> {
  if (directory === undefined || directory === destination.directory || basename(directory) === "_default") return {};
  const { ca = [], client = [] } = (await countingCertificates(files, directory)) ?? {};
  return { ...(ca.length === 0 ? {} : { ca }), ...(client.length === 0 ? {} : { client }) };
}

/** The root of the hosts.toml that the registry has already: only there it can be changed. */
export async function settledRoot(directory: string | undefined, files: FileReader): Promise<string | undefined> {
  if (directory === undefined || basename(directory) === "_default") return undefined;
  return (await exists(files, join(directory, "hosts.toml"))) ? dirname(directory) : undefined;
}
