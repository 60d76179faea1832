import { dirname } from "node:path";
import { type Uri, window } from "vscode";
import type { ExplainParams } from "../../hosts/protocol.ts";
import { askPull } from "../../services/hostsExplainFlow.ts";
import { registryOfDirectory, rootsFor } from "../../services/hostsPlace.ts";
import { type HostsVersion, nerdctlClient } from "../../services/hostsVersion.ts";
import type { Prompter } from "../../services/prompter.ts";
import { HOSTS_TOML } from "../hostsClient/hostsLanguage.ts";

export interface ExplainDependencies {
  readonly prompter: Prompter;
  readonly hostsVersion: HostsVersion;
  /** The certs.d directories that containerd reads here. */
  readonly roots: () => Promise<readonly string[]>;
  readonly show: (params: ExplainParams) => Promise<void>;
}

/** Asks for an image and who pulls it, and shows how that goes: for the hosts.toml `uri`, else for the one in the active editor. */
export async function explainPullPathCommand({ prompter, hostsVersion, roots, show }: ExplainDependencies, uri?: Uri): Promise<void> {
  const file = uri ?? activeHostsToml();
  const directory = file?.scheme === "file" ? dirname(file.fsPath) : undefined;
  const pull = await askPull(prompter, { reference: exampleFor(directory), nerdctl: nerdctlClient(await hostsVersion.current()) });
  if (pull === undefined) return;
  await show({ ...pull, ...(directory === undefined ? {} : { directories: rootsFor(directory, await roots()) }) });
}

function activeHostsToml(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === HOSTS_TOML ? document.uri : undefined;
}

/** An image of the registry that the directory is for, as far as it can be guessed. */
function exampleFor(directory: string | undefined): string {
  const registry = directory === undefined ? undefined : registryOfDirectory(directory);
  if (registry === undefined) return "";
  return registry === "docker.io" ? "docker.io/library/alpine" : `${registry}/`;
}
