import { systemErrorCode } from "../../core/errors.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { FileRefusedError, readOrdinaryFile } from "../../core/ordinaryFile.ts";
import { absolutePath, cleanPath, splitDirectory } from "../resolve/goPath.ts";
import { scanDocument } from "../syntax/scan.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import type { ConfigFault, ConfigFaultCode } from "./configFault.ts";
import { configProblems, tableOfDocument } from "./configText.ts";
import { glob } from "./glob.ts";
import { finishMerge, mergeFile, type MergedConfig, noConfig } from "./mergeConfig.ts";
import type { Table } from "../tables.ts";

/** containerd's configuration with its imports, as one release reads it. */
export interface ContainerdConfig extends MergedConfig {
  /** Usually /etc/containerd/config.toml. */
  readonly path: string;
  /** Whether there is such a file; without it containerd has its defaults, and reads no drop-ins. */
  readonly exists: boolean;
  /** Where reading stopped; the rest then says nothing. */
  readonly fault?: ConfigFault;
  /** The files and directories that were looked at: a change in one of them makes this stale. */
  readonly sources: readonly string[];
}

/** A config.toml that people or tools write has a few kilobytes. */
const maxBytes = 131_072;
/** Of all files together: each is read anew when one of them changes. */
const maxTotalBytes = 524_288;
const maxFiles = 200;

/**
 * Reads a configuration and what it imports, file by file in containerd's order (LoadConfig in its server/config/config.go):
 * relative paths start at the importing file, a pattern needs a `*`, no file is read twice. Never rejects.
 */
export async function loadContainerdConfig(files: FileReader, path: string, version: ContainerdVersion): Promise<ContainerdConfig> {
  const loaded = new Set<string>();
  const sources = new Set<string>([path]);
  const pending = [path];
  const budget = { bytes: maxTotalBytes };
  let merged = noConfig(version);
  const end = (fault?: ConfigFault, exists = true): ContainerdConfig => ({
    ...finishMerge(merged, version),
    path,
    exists,
    sources: [...sources],
    ...(fault === undefined ? {} : { fault }),
  });
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    if (loaded.has(next)) continue;
    if (loaded.size >= maxFiles) return end({ code: "too-many-files", path: next });
    sources.add(next);
    const read = await readTable(files, next, version, budget);
    if (read.kind === "missing" && loaded.size === 0) return end(undefined, false);
    if (read.kind !== "table") return end({ code: read.kind === "missing" ? "import-missing" : read.kind, path: next });
    const root = loaded.size === 0;
    const result = mergeFile(merged, read.table, { version, isRoot: root });
    if ("fault" in result) return end({ code: result.fault, path: next });
    merged = result.merged;
    loaded.add(next);
    const imported = await resolveImports(files, next, result.imports, sources);
    if ("code" in imported) return end(imported);
    pending.push(...imported.paths);
  }
  const fault = faultOfWhole(merged, version);
  return end(fault === undefined ? undefined : { code: fault, path });
}

type ReadTable =
  { readonly kind: "table"; readonly table: Table } | { readonly kind: "missing" | Exclude<ConfigFaultCode, "import-missing"> };

async function readTable(files: FileReader, path: string, version: ContainerdVersion, budget: { bytes: number }): Promise<ReadTable> {
  let bytes: Uint8Array;
  try {
    bytes = await readOrdinaryFile(files, path, maxBytes);
  } catch (error) {
    return { kind: kindOfFailure(error) };
  }
  budget.bytes -= bytes.length;
  return budget.bytes < 0 ? { kind: "too-large" } : parseBytes(bytes, version);
}

function parseBytes(bytes: Uint8Array, version: ContainerdVersion): ReadTable {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { kind: "not-toml" };
  }
  const document = scanDocument(text);
  if (configProblems(document, version).length > 0) return { kind: "not-toml" };
  const table = tableOfDocument(document);
  return table === undefined ? { kind: "too-deep" } : { kind: "table", table };
}

/** Links in a circle, and what lies below a file, are no file for containerd either. */
const failures: Readonly<Record<string, "missing" | "no-file">> = { ENOENT: "missing", ELOOP: "no-file", ENOTDIR: "no-file" };

function kindOfFailure(error: unknown): "missing" | "no-file" | "too-large" | "unreadable" {
  if (error instanceof FileRefusedError) return error.code === "file-too-large" ? "too-large" : "no-file";
  return failures[systemErrorCode(error) ?? ""] ?? "unreadable";
}

async function resolveImports(
  files: FileReader,
  parent: string,
  imports: readonly string[],
  sources: Set<string>,
): Promise<{ readonly paths: readonly string[] } | ConfigFault> {
  const paths: string[] = [];
  for (const each of imports) {
    const path = absolutePath(cleanPath(each), splitDirectory(parent).parent);
    if (!path.includes("*")) {
      paths.push(path);
      continue;
    }
    const { matches, directories, fault } = await glob(files, path);
    for (const directory of directories) sources.add(directory);
    if (fault !== undefined) return { code: fault === "too-many" ? "too-many-files" : fault, path };
    paths.push(...matches);
  }
  return paths.length > maxFiles ? { code: "too-many-files", path: parent } : { paths };
}

/** What containerd looks at when all files are merged (ValidateV2, ValidateVersion). */
function faultOfWhole({ fileVersion, plugins, disabled }: MergedConfig, version: ContainerdVersion): ConfigFaultCode | undefined {
  if (fileVersion > highestVersion(version)) return "unsupported-version";
  if (fileVersion < 2) return undefined;
  const names = isAtLeast(version, "2.0") ? disabled : [...disabled, ...Object.keys(plugins)];
  return names.every((name) => name.includes(".")) ? undefined : "plugin-name";
}

/** The highest version of a file that this release reads. */
export function highestVersion(version: ContainerdVersion): number {
  if (!isAtLeast(version, "2.0")) return 2;
  return isAtLeast(version, "2.3") ? 4 : 3;
}
