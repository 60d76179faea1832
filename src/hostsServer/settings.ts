import { type FindingSettings, type Severity, severityOrder } from "../hosts/findings.ts";
import { type ContainerdVersion, defaultVersion, parseVersion } from "../hosts/versions.ts";

export interface EffectiveSettings {
  readonly version: ContainerdVersion;
  readonly diagnostics: FindingSettings;
  readonly directories: readonly string[];
  readonly areDirectoriesSet: boolean;
  readonly fileChecks: boolean;
  readonly knownRegistries: boolean;
  readonly convertCommand: boolean;
}

export const defaultSettings: EffectiveSettings = {
  version: defaultVersion,
  diagnostics: {},
  directories: [],
  areDirectoriesSet: false,
  fileChecks: false,
  knownRegistries: false,
  convertCommand: false,
};

const choices: ReadonlySet<unknown> = new Set<Severity | "off">([...severityOrder, "off"]);

/**
 * The settings that a client sent, whatever it sent: what cannot be used is left at its default. Those that come later count
 * before earlier ones, key by key: many editors send `{}` or null after the start, and mean nothing by it.
 */
export function effectiveSettings(...sent: readonly unknown[]): EffectiveSettings {
  const objects = sent.filter((each) => typeof each === "object" && each !== null);
  const { containerdVersion, diagnostics, directories, areDirectoriesSet, fileChecks, knownRegistries, convertCommand } = Object.assign(
    {},
    ...objects,
  ) as Record<string, unknown>;
  return {
    version: (typeof containerdVersion === "string" ? parseVersion(containerdVersion) : undefined) ?? defaultVersion,
    diagnostics: readSeverities(diagnostics),
    directories: Array.isArray(directories) ? directories.filter((item) => typeof item === "string").map(withoutSlash) : [],
    areDirectoriesSet: areDirectoriesSet !== false && Array.isArray(directories) && directories.length > 0,
    fileChecks: fileChecks === true,
    knownRegistries: knownRegistries === true,
    convertCommand: convertCommand === true,
  };
}

function withoutSlash(directory: string): string {
  return directory.replace(/(?<=.)[\\/]+$/, "");
}

function readSeverities(sent: unknown): FindingSettings {
  if (typeof sent !== "object" || sent === null) return {};
  return Object.fromEntries(Object.entries(sent).filter(([, severity]) => choices.has(severity)));
}
