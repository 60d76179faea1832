import { join } from "node:path";
import { systemErrorCode } from "../../core/errors.ts";
import { exists, type FileReader } from "../../core/fileSystem.ts";
import { FileRefusedError, isRefusedPath, readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { type Text, text } from "../../core/text.ts";
import type { Conversion, SourceFormat } from "../../hosts/convert/conversion.ts";
import type { SourceFault } from "../../hosts/convert/sourceFault.ts";
import { HostsFileError } from "./hostsFileError.ts";
import { destinationFor, type NewFile, newHostsToml } from "./newFiles.ts";

/** A configuration of another tool that is there. */
export interface FoundSource {
  readonly path: string;
  /** Whose it is. */
  readonly tool: Text;
}

/** The places that the tools themselves look at, as far as something is there; whether it can be read shows when it is chosen. */
export async function findSources(
  files: FileReader,
  { home, configHome }: { readonly home: string; readonly configHome: string },
): Promise<readonly FoundSource[]> {
  const places: readonly FoundSource[] = [
    { path: "/etc/containerd/config.toml", tool: text("containerd") },
    { path: "/etc/rancher/k3s/registries.yaml", tool: text("k3s") },
    { path: "/etc/rancher/rke2/registries.yaml", tool: text("RKE2") },
    { path: "/etc/docker/daemon.json", tool: text("Docker") },
    { path: join(configHome, "docker/daemon.json"), tool: text("Docker, rootless") },
    { path: join(home, ".docker/daemon.json"), tool: text("Docker Desktop") },
    { path: "/etc/containers/registries.conf", tool: text("Podman") },
    { path: join(configHome, "containers/registries.conf"), tool: text("Podman, for you") },
  ];
  const found = await Promise.all(places.map(({ path }) => exists(files, path).catch(() => false)));
  return places.filter((_, index) => found[index]);
}

/** What a configuration means as hosts.toml files. Rejects with HostsFileError where it cannot be read or says nothing of registries. */
export async function readSource(path: string, files: FileReader): Promise<Conversion> {
  // The parsers are loaded where there is something to read.
  const { convertSource, maxSourceBytes } = await import("../../hosts/convert/parseSource.ts");
  const result = await convertSource(path, await readBounded(path, files, maxSourceBytes));
  if ("fault" in result) throw errorOf(path, result.fault);
  const { files: converted, skipped, logins } = result.conversion;
  if (converted.length + skipped.length + logins.length === 0) throw new HostsFileError("nothing-to-convert", path);
  return result.conversion;
}

async function readBounded(path: string, files: FileReader, maxBytes: number): Promise<string> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, path, maxBytes));
  } catch (cause) {
    const isTooLarge = cause instanceof FileRefusedError && cause.code === "file-too-large";
    throw new HostsFileError(isTooLarge ? "source-too-complex" : "source-unreadable", path, isTooLarge ? undefined : cause);
  }
}

function errorOf(path: string, { kind, syntax, line, isTab }: SourceFault): HostsFileError {
  switch (kind) {
    case "too-complex":
      return new HostsFileError("source-too-complex", path);
    case "talos":
      return new HostsFileError("talos-source", path);
    case "virtual-machine":
      return new HostsFileError("virtual-machine-source", path);
    case "other":
      return new HostsFileError("nothing-to-convert", path);
    case "syntax":
      return new HostsFileError(isTab === true ? "source-has-tab" : "invalid-source", path, undefined, { syntax, line: line ?? 0 });
  }
}

export interface ConversionPlan {
  /** Those that are to be made, and those that would replace another one. */
  readonly files: readonly NewFile[];
  /** Paths of files that say just that already. */
  readonly unchanged: readonly string[];
  /** Certificates and keys that the files name and that are not on this machine. */
  readonly missing: readonly string[];
}

/** The files of a conversion, each in the directory below `root` that counts for its registry. Nothing is written. */
export async function planConversion(
  conversion: Conversion,
  root: string,
  { files, windows }: { readonly files: FileReader; readonly windows: boolean },
): Promise<ConversionPlan> {
  const planned: NewFile[] = [];
  const unchanged: string[] = [];
  for (const { registry, file } of conversion.files) {
    const destination = await destinationFor(registry, root, files, windows);
    const made = newHostsToml(destination, file);
    const before = destination.isTaken ? await readBefore(made.path, files) : undefined;
    if (before === made.content) unchanged.push(made.path);
    else planned.push(before === undefined ? made : { ...made, replaces: before });
  }
  return { files: planned, unchanged, missing: await missingOf(conversion, files) };
}

async function missingOf(conversion: Conversion, files: FileReader): Promise<readonly string[]> {
  const hosts = conversion.files.flatMap(({ file }) => file.hosts);
  const named = new Set(hosts.flatMap(({ ca = [], client = [] }) => [ca, client.flat()].flat()));
  const looked = [...named].filter((path) => !isRefusedPath(path));
  const found = await Promise.all(looked.map((path) => exists(files, path).catch(() => true)));
  return looked.filter((_, index) => !found[index]);
}

async function readBefore(path: string, files: FileReader): Promise<string> {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readOrdinaryFile(files, path));
  } catch (cause) {
    if (systemErrorCode(cause) === undefined && !(cause instanceof FileRefusedError)) throw cause;
    throw new HostsFileError("file-unreadable", path, cause);
  }
}

/** What else it takes, or what stays as it is, by whose configuration it was. */
export const nextSteps: Readonly<Record<SourceFormat, Text>> = {
  containerd: text("Kubernetes reads them once config_path is set and registry.mirrors is gone."),
  k3s: text("k3s and RKE2 go on making their own: these are for another containerd."),
  kind: text("Mount them into each node with extraMounts: kind's containerd reads /etc/containerd/certs.d."),
  docker: text("Docker itself does not read hosts.toml, and keeps its daemon.json."),
  podman: text("Podman itself does not read hosts.toml, and keeps its registries.conf."),
};
