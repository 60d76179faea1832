import { collectFindings, type FindingCollector, type Report } from "../../collectFindings.ts";
import type { DocumentTable, HostsDocument, KeyPart, Span } from "../../syntax/document.ts";
import { writeKey } from "../../syntax/edits.ts";
import type { ContainerdVersion } from "../../versions.ts";
import { type FileVersions, nameToWriteIn } from "../criTables.ts";
import { type KubernetesReading, kubernetesReading } from "../kubernetes.ts";
import type { ContainerdConfig } from "../loadConfig.ts";
import { criNames } from "../mergeConfig.ts";
import { type ConfigFinding, type ConfigFindingCode, type ConfigFindingDetails, configSeverities } from "./codes.ts";
import { type ConfigEntry, configEntriesOf, configEntryAt } from "./entries.ts";

/** What is known besides the text of the file. */
export interface ConfigSurroundings {
  /** The file's own path; "" for a text that is no file. */
  readonly path: string;
  readonly version: ContainerdVersion;
  /** The configuration that the file is the root or a part of, with this text in it. */
  readonly config: ContainerdConfig;
  /** Which directories exist, where that may be looked at and the configuration is this machine's own. */
  readonly directories: ReadonlyMap<string, boolean>;
}

/** What every check of a config.toml reads, and where it reports. */
export interface ConfigContext extends ConfigSurroundings, FindingCollector<ConfigFindingCode, ConfigFindingDetails> {
  readonly document: HostsDocument;
  readonly entries: readonly ConfigEntry[];
  readonly isRoot: boolean;
  readonly reading: KubernetesReading;
  readonly versions: FileVersions;
  /** The name of the CRI plugin's table to write into this file. */
  readonly plugin: string;
}

export type ConfigReport = Report<ConfigFindingCode, ConfigFindingDetails>;
export type ConfigCheck = (context: ConfigContext) => void;

export function configContextOf(document: HostsDocument, surroundings: ConfigSurroundings, findings: ConfigFinding[]): ConfigContext {
  const { config, path, version } = surroundings;
  const entries = configEntriesOf(document);
  const versions = { own: ownVersion(entries), merged: config.fileVersion, version };
  return {
    ...surroundings,
    document,
    entries,
    isRoot: path === config.path,
    reading: kubernetesReading(config, version),
    versions,
    plugin: nameToWriteIn(versions),
    ...collectFindings<ConfigFindingCode, ConfigFindingDetails>(findings, configSeverities),
  };
}

function ownVersion(entries: readonly ConfigEntry[]): number {
  const value = configEntryAt(entries, "version")?.value;
  return value?.kind === "integer" ? Number(value.text.replaceAll("_", "")) : 0;
}

/** The names under which any release looks for the CRI plugin's settings about registries. */
export const allCriNames: ReadonlySet<string> = new Set(Object.values(criNames));

/** The table of registries in this file, as its header is written. */
export function registryHeader({ plugin }: Pick<ConfigContext, "plugin">): string {
  return `[${registryKey(plugin)}]`;
}

export function registryKey(plugin: string, quote: KeyPart["quote"] = '"'): string {
  return `plugins.${writeKey(plugin, plugin === criNames.v1 ? "" : quote)}.registry`;
}

/** Where an entry is written, or where a header is. */
export function spanOfEntry({ entry, table, path }: ConfigEntry): Span {
  return entry ?? table.header ?? path[0] ?? { start: 0, end: 0 };
}

/** The table of registries in this file, under the plugin's name to write, where it has a header. */
export function tableOfRegistries({ document: { tables }, plugin }: Pick<ConfigContext, "document" | "plugin">): DocumentTable | undefined {
  const names = ["plugins", plugin, "registry"];
  return tables.find(({ header }) => header?.key.length === names.length && header.key.every(({ name }, index) => name === names[index]));
}
