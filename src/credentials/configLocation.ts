import { join, resolve } from "node:path";

export interface ConfigLocation {
  /** Absolute path of config.json. */
  readonly path: string;
  /** What decided: the extension's setting, DOCKER_CONFIG, or nothing. */
  readonly source: "setting" | "environment" | "default";
}

/**
 * Where docker and nerdctl look: the directory in DOCKER_CONFIG, relative to the current directory and without expanding `~`,
 * or `.docker` in the home directory. `setting` names a directory as well and beats both; there `~` means the home directory.
 */
export function locateConfig(from: {
  readonly setting: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly currentDirectory: string;
}): ConfigLocation {
  const { setting, environment, homeDirectory, currentDirectory } = from;
  const inDirectory = (directory: string): string => join(resolve(currentDirectory, directory), "config.json");
  if (setting !== "") return { path: inDirectory(setting.replace(/^~(?=$|[/\\])/, homeDirectory)), source: "setting" };
  const variable = environment["DOCKER_CONFIG"];
  if (variable) return { path: inDirectory(variable), source: "environment" };
  return { path: inDirectory(join(homeDirectory, ".docker")), source: "default" };
}

/** The config.json that the `docker` at this path reads instead of the person's, if it is Docker's snap: its home directory is its own. */
export function snapConfigOf(dockerPath: string | undefined, homeDirectory: string): string | undefined {
  return dockerPath?.startsWith("/snap/") === true ? `${homeDirectory}/snap/docker/current/.docker/config.json` : undefined;
}
