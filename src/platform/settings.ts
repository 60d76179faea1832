import { ConfigurationTarget, workspace } from "vscode";
import type { ServerSettings } from "../hosts/protocol.ts";
import { type PullTool, pullTools } from "../services/images/pull/pullTool.ts";
import { type EngineChoice, engines } from "../services/images/engine.ts";
import { ownValue } from "../core/ownValue.ts";

/** This extension's settings, read when asked for, with wrong types replaced by the default: settings.json takes anything. */
export interface ExtensionSettings {
  /** Directory of config.json; empty: by environment. */
  readonly dockerConfig: string;
  /** Whether logins go to config.json without asking where it names no helper. */
  readonly keepInFile: boolean;
  /** `host:port` of registries that may be asked over plain HTTP. */
  readonly plainHttp: readonly string[];
  /** The certs.d directories; empty: nerdctl's. */
  readonly hostsDirectories: readonly string[];
  readonly pageSize: number;
  /** The program that pulls and pushes. */
  readonly engine: EngineChoice;
  /** The program whose command for a pull is copied; `auto`: the engine. */
  readonly pullTool: "auto" | PullTool;
  /** Whether the status bar says which logins are over. */
  readonly showEndedLogins: boolean;
  /** Whether VS Code takes what the tree remembers along to the person's other machines. */
  readonly synchronise: boolean;
}

export function readSettings(): ExtensionSettings {
  const configuration = workspace.getConfiguration("containerRegistries");
  const pageSize = configuration.get<unknown>("tree.pageSize");
  return {
    dockerConfig: stringOf(configuration.get<unknown>("credentials.dockerConfig")),
    keepInFile: configuration.get<unknown>("credentials.store") === "file",
    plainHttp: stringsOf(configuration.get<unknown>("connection.plainHttp")),
    hostsDirectories: stringsOf(configuration.get<unknown>("hosts.directories")),
    engine: engines.find((engine) => engine === configuration.get<unknown>("engine")) ?? "auto",
    pullTool: pullTools.find((tool) => tool === configuration.get<unknown>("copy.pullTool")) ?? "auto",
    showEndedLogins: configuration.get<unknown>("statusBar.endedLogins") !== false,
    synchronise: configuration.get<unknown>("tree.synchronize") === true,
    pageSize: typeof pageSize === "number" && pageSize >= 10 && pageSize <= 1000 ? Math.floor(pageSize) : 200,
  };
}

/** Whether repositories stand in folders in the tree. */
export function showsFolders(): boolean {
  return workspace.getConfiguration("containerRegistries").get<unknown>("tree.repositories") === "folders";
}

/** What is said of images in files. */
export function readReferenceSettings(): { readonly enabled: boolean; readonly newerTags: boolean } {
  const configuration = workspace.getConfiguration("containerRegistries.references");
  return { enabled: configuration.get<unknown>("enabled") !== false, newerTags: configuration.get<unknown>("newerTags") === true };
}

/** How a person wants to see a registry: under a name of its own, and in one of these colors. */
export interface RegistryLabel {
  readonly name?: string;
  readonly color?: LabelColor;
}

export const labelColors = ["red", "orange", "yellow", "green", "blue", "purple"] as const;

export type LabelColor = (typeof labelColors)[number];

export function registryLabel(host: string): RegistryLabel {
  const wanted = ownValue(registryLabels(), host);
  if (typeof wanted !== "object" || wanted === null) return {};
  const { name, color } = wanted as Readonly<Record<string, unknown>>;
  const known = labelColors.find((each) => each === color);
  return { ...(typeof name === "string" && name !== "" && { name }), ...(known !== undefined && { color: known }) };
}

/** Keeps how a registry is shown; an empty label removes it from the setting. */
export async function writeRegistryLabel(host: string, label: RegistryLabel): Promise<void> {
  const { [host]: _, ...others } = registryLabels();
  await writeSetting("tree.labels", Object.keys(label).length === 0 ? others : { ...others, [host]: label });
}

function registryLabels(): Readonly<Record<string, unknown>> {
  const labels = workspace.getConfiguration("containerRegistries").get<unknown>("tree.labels");
  return typeof labels === "object" && labels !== null ? (labels as Readonly<Record<string, unknown>>) : {};
}

/** The names that the workspace's own settings have for everybody who opens it; none while it is not trusted. */
export function sharedNames(): readonly string[] {
  return stringsOf(workspace.getConfiguration("containerRegistries").inspect<unknown>("registries")?.workspaceValue);
}

/** Writes them to the settings of the workspace. */
export async function writeSharedNames(names: readonly string[]): Promise<void> {
  const value = names.length === 0 ? undefined : names;
  await workspace.getConfiguration("containerRegistries").update("registries", value, ConfigurationTarget.Workspace);
}

/** Of the settings of those names, those that are not as they come, a line each. */
export function changedSettings(names: readonly string[]): readonly string[] {
  const configuration = workspace.getConfiguration();
  return names.flatMap((name) => {
    const value = JSON.stringify(configuration.get<unknown>(name));
    return value === JSON.stringify(configuration.inspect<unknown>(name)?.defaultValue) ? [] : [`${name}: ${value}`];
  });
}

/** Changes a setting for this person on this machine. */
export async function writeSetting(name: string, value: unknown): Promise<void> {
  await workspace.getConfiguration("containerRegistries").update(name, value, ConfigurationTarget.Global);
}

/** The server's settings, as it expects them. */
export function readHostsSettings(): ServerSettings {
  const configuration = workspace.getConfiguration("containerRegistries.hosts");
  return {
    containerdVersion: stringOf(configuration.get<unknown>("containerdVersion")) || "auto",
    directories: stringsOf(configuration.get<unknown>("directories")),
    diagnostics: configuration.get("diagnostics", {}),
    fileChecks: workspace.isTrusted,
  };
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
