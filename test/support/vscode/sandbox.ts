import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeTemporaryFolder } from "../../../scripts/lib/temporaryFolder.mjs";

/** A person's home, docker configuration and workspace in a temporary folder: tests never see the real ones. */
export interface Sandbox {
  readonly folder: string;
  readonly workspace: string;
  readonly home: string;
  readonly dockerConfig: string;
  /** For a VS Code that shall live in the sandbox; undefined takes a variable away. */
  readonly environment: Record<string, string | undefined>;
  remove(): void;
}

/** @param files written into the workspace: path below it → content. */
export function makeSandbox(files: Readonly<Record<string, string>> = {}): Sandbox {
  const { folder, remove } = makeTemporaryFolder("container-registries-");
  const [workspace, home, dockerConfig] = ["workspace", "home", "docker"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [workspace, home, dockerConfig]) mkdirSync(each);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(workspace, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  return {
    folder,
    workspace,
    home,
    dockerConfig,
    environment: {
      HOME: home,
      USERPROFILE: home,
      XDG_CONFIG_HOME: path.join(home, ".config"),
      XDG_DATA_HOME: path.join(home, ".local/share"),
      DOCKER_CONFIG: dockerConfig,
      REGISTRY_AUTH_FILE: undefined,
      CONTAINERS_REGISTRIES_CONF: undefined,
    },
    remove,
  };
}
