import { workspace } from "vscode";

/** This extension's settings, read when asked for, with wrong types replaced by the default: settings.json takes anything. */
export interface Settings {
  /** Directory of config.json; empty: by environment. */
  readonly dockerConfig: string;
  /** `host:port` of registries that may be asked over plain HTTP. */
  readonly plainHttp: readonly string[];
  readonly pageSize: number;
}

/** What the language server for hosts.toml is told. */
export interface HostsServerSettings {
  readonly containerdVersion: string;
  /** The certs.d directories that containerd reads here; empty: its defaults. */
  readonly directories: readonly string[];
  /** Severity of single findings by code. */
  readonly diagnostics: Readonly<Record<string, string>>;
  /** Whether the server may read the files that a hosts.toml names. */
  readonly fileChecks: boolean;
}

export function readSettings(): Settings {
  const configuration = workspace.getConfiguration("containerRegistries");
  const pageSize = configuration.get<unknown>("tree.pageSize");
  return {
    dockerConfig: stringOf(configuration.get<unknown>("credentials.dockerConfig")),
    plainHttp: stringsOf(configuration.get<unknown>("connection.plainHttp")),
    pageSize: typeof pageSize === "number" && pageSize >= 10 && pageSize <= 1000 ? Math.floor(pageSize) : 200,
  };
}

/** The server's settings, as it expects them. */
export function readHostsSettings(): HostsServerSettings {
  const configuration = workspace.getConfiguration("containerRegistries.hosts");
  return {
    containerdVersion: stringOf(configuration.get<unknown>("containerdVersion")) || "auto",
    directories: stringsOf(configuration.get<unknown>("directories")),
    diagnostics: configuration.get<Record<string, string>>("diagnostics", {}),
    fileChecks: workspace.isTrusted,
  };
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
