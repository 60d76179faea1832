import { dockerHub } from "../../core/dockerHub.ts";
import { dirname } from "node:path";
import { type Uri, window } from "vscode";
import type { FileReader } from "../../core/fileSystem.ts";
import type { ExplainParams } from "../../hosts/protocol.ts";
import { askPull } from "../../services/hostsFiles/askPull.ts";
import { registryOfDirectory } from "../../hosts/directoryName.ts";
import { type MachineRoots, pullRoots } from "../../services/hostsFiles/pullRoots.ts";
import { type HostsVersion, nerdctlClient } from "../../services/reach/containerdInUse.ts";
import type { Prompter } from "../../services/prompts/prompter.ts";
import { hostsTomlLanguage } from "./language.ts";

export interface ExplainDependencies {
  readonly prompter: Prompter;
  readonly hostsVersion: HostsVersion;
  readonly machine: () => Promise<MachineRoots>;
  readonly files: FileReader;
  readonly show: (params: ExplainParams) => Promise<void>;
}

/** Asks for an image and who pulls it, and shows how that goes: for the hosts.toml `uri`, else for the one in the active editor. */
export async function explainPullPathCommand(
  { prompter, hostsVersion, machine, files, show }: ExplainDependencies,
  uri?: Uri,
): Promise<void> {
  const file = uri ?? activeHostsToml();
  const directory = file?.scheme === "file" ? dirname(file.fsPath) : undefined;
  const inUse = await hostsVersion.current();
  const pull = await askPull(prompter, { reference: exampleFor(directory), nerdctl: nerdctlClient(inUse) });
  if (pull === undefined) return;
  const directories = await pullRoots({ client: pull.client, version: inUse.version, directory }, await machine(), files);
  await show({ ...pull, directories });
}

function activeHostsToml(): Uri | undefined {
  const document = window.activeTextEditor?.document;
  return document?.languageId === hostsTomlLanguage ? document.uri : undefined;
}

/** An image of the registry that the directory is for, as far as it can be guessed. */
function exampleFor(directory: string | undefined): string {
  const registry = directory === undefined ? undefined : registryOfDirectory(directory);
  if (registry === undefined) return "";
  return registry === dockerHub ? `${dockerHub}/library/alpine` : `${registry}/`;
}
