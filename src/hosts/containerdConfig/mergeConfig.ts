import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { isTable, mergeTables, type Table, tableOf } from "../tables.ts";

/** Names of the CRI plugin's configuration: in files of version 1, of version 2, and of version 3 and later. */
export const criNames = { v1: "cri", v2: "io.containerd.grpc.v1.cri", v3: "io.containerd.cri.v1.images" } as const;

/** What the files say together. */
export interface MergedConfig {
  /** The version that counts: that of the main file, or what this release makes of it; 0 is as good as 1. */
  readonly fileVersion: number;
  readonly plugins: Table;
  readonly disabled: readonly string[];
}

export function noConfig(version: ContainerdVersion): MergedConfig {
  return { fileVersion: isAtLeast(version, "2.3") ? 4 : isAtLeast(version, "2.0") ? 3 : 1, plugins: {}, disabled: [] };
}

export interface MergeOptions {
  readonly version: ContainerdVersion;
  readonly isRoot: boolean;
}

export type MergeResult =
  { readonly merged: MergedConfig; readonly imports: readonly string[] } | { readonly fault: "wrong-type" | "import-newer" };

/** What a file says, with the types that containerd demands. */
interface ReadFile {
  /** 0 where it is not written. */
  readonly own: number;
  readonly plugins: Table;
  readonly disabled: readonly string[];
}

/** Puts one file over those before it (LoadConfig and mergeConfig in containerd's server/config/config.go). */
export function mergeFile(before: MergedConfig, table: Table, { version, isRoot }: MergeOptions): MergeResult {
  const own = numberOf(table["version"]);
  const imports = stringsOf(table["imports"]);
  const disabled = stringsOf(table["disabled_plugins"]);
  const plugins = pluginsOf(table["plugins"], version);
  if (own === undefined || imports === undefined || disabled === undefined || plugins === undefined) return { fault: "wrong-type" };
  const file: ReadFile = { own, plugins, disabled };
  if (!isAtLeast(version, "2.0")) return { merged: mergeAs1(before, file), imports };
  const named = own < 2 ? withFullNames(file) : file;
  if (!isAtLeast(version, "2.3")) return { merged: mergeAs20(before, named), imports };
  const isNewer = !isRoot && before.fileVersion > 0 && own > before.fileVersion;
  return isNewer ? { fault: "import-newer" } : { merged: mergeAs23(before, named, isRoot), imports };
}

/** A plugin's table of a later file takes the place of the whole table, and the last version that is written counts. */
function mergeAs1(before: MergedConfig, { own, plugins, disabled }: ReadFile): MergedConfig {
  return {
    fileVersion: own === 0 ? before.fileVersion : own,
    plugins: { ...before.plugins, ...plugins },
    disabled: [...before.disabled, ...disabled],
  };
}

/** A file of version 1 is brought to the version that counts so far, which is the newest one at first. */
function mergeAs20(before: MergedConfig, { own, plugins, disabled }: ReadFile): MergedConfig {
  return {
    fileVersion: own < 2 ? before.fileVersion : own,
    plugins: mergeTables(before.plugins, plugins),
    disabled: [...before.disabled, ...disabled],
  };
}

function mergeAs23(before: MergedConfig, { own, plugins, disabled }: ReadFile, isRoot: boolean): MergedConfig {
  return {
    fileVersion: isRoot || before.fileVersion === 0 ? own : before.fileVersion,
    plugins: mergeTables(before.plugins, own < 4 ? migrateCri(plugins) : plugins),
    disabled: [...before.disabled, ...disabled],
  };
}

/**
 * What is done when all files are merged: 2.0 to 2.2 then migrate the CRI plugin, if the version that counts is 2. 2.3 has done
 * so for each file, up to its newest version, 4, and therefore reads the table of version 2 in a file of version 3 too
 * (configMigration in plugins/cri/images/plugin.go).
 */
export function finishMerge(merged: MergedConfig, version: ContainerdVersion): MergedConfig {
  const isDue = isAtLeast(version, "2.0") && !isAtLeast(version, "2.3") && merged.fileVersion < 3;
  return isDue ? { ...merged, plugins: migrateCri(merged.plugins) } : merged;
}

function numberOf(value: unknown): number | undefined {
  if (value === undefined) return 0;
  return typeof value === "number" && Number.isInteger(value) ? value : undefined;
}

/** Each plugin has a table. Releases 2.x find that out when they come to the plugin, and 1.x at once. */
function pluginsOf(value: unknown, version: ContainerdVersion): Table | undefined {
  if (value === undefined) return {};
  if (!isTable(value)) return undefined;
  return isAtLeast(version, "2.0") || Object.values(value).every(isTable) ? value : undefined;
}

function stringsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : undefined;
}

/** A name of version 1 as one of version 2 (v1MigratePluginName, as far as it concerns registries). */
function fullName(plugin: string): string {
  return plugin.includes(".") ? plugin : `io.containerd.grpc.v1.${plugin}`;
}

function withFullNames(file: ReadFile): ReadFile {
  const plugins = Object.fromEntries(Object.entries(file.plugins).map(([name, table]) => [fullName(name), table]));
  return { ...file, plugins, disabled: file.disabled.map(fullName) };
}

/** Puts what version 2 says of images under the name of version 3, over what stands there. */
function migrateCri(plugins: Table): Table {
  if (!Object.hasOwn(plugins, criNames.v2)) return plugins;
  return { ...plugins, [criNames.v3]: { ...tableOf(plugins[criNames.v3]), ...imageSettings(tableOf(plugins[criNames.v2])) } };
}

const movedKeys: ReadonlySet<string> = new Set(["registry", "max_concurrent_downloads", "image_pull_with_sync_fs"]);
const movedFromContainerd: ReadonlySet<string> = new Set(["disable_snapshot_annotations", "discard_unpacked_layers"]);

/** What the migration takes over, as far as it decides about registries. */
function imageSettings(cri: Table): Table {
  const containerd = tableOf(cri["containerd"]);
  const moved = Object.entries(cri).filter(([key]) => movedKeys.has(key));
  // The migration stops where no runtimes are configured, before it comes to these.
  const inner = Object.hasOwn(containerd, "runtimes") ? Object.entries(containerd).filter(([key]) => movedFromContainerd.has(key)) : [];
  return Object.fromEntries([...moved, ...inner]);
}
