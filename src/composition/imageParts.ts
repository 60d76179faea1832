import { homedir } from "node:os";
import { dirname } from "node:path";
import { missingPodmanFile } from "../credentials/podmanFile.ts";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { linkTo } from "../platform/links.ts";
import { openPage } from "../platform/openPage.ts";
import { readSettings } from "../platform/settings.ts";
import { terminalLine } from "../platform/terminal.ts";
import type { PullPorts } from "../services/images/offerPull.ts";
import { lookAtRegistry, type LookPorts } from "../services/images/push/lookAtRegistry.ts";
import { openDeletion } from "../services/images/deletion/deletionSession.ts";
import { isRootfulOnly } from "../services/reach/rootfulOnly.ts";
import type { ListPrompter } from "../services/prompts/prompter.ts";
import { copyAsCommand, copyPullCommand } from "../ui/commands/copyAs.ts";
import { createRepositoryCommand } from "../ui/commands/createRepository.ts";
import { copyToCommand } from "../ui/commands/copyTo.ts";
import { deleteManifestCommand, type DeletionDependencies } from "../ui/commands/deleteManifest.ts";
import { deleteTagsCommand } from "../ui/commands/deleteTags.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import { openInBrowserCommand } from "../ui/commands/openInBrowser.ts";
import { pullInTerminalCommand } from "../ui/commands/pullInTerminal.ts";
import { pushImageCommand } from "../ui/commands/pushImage.ts";
import { retagCommand } from "../ui/commands/retag.ts";
import { TagChanges } from "../ui/tree/tagChanges.ts";
import type { Foundation } from "./foundation.ts";
import { signingFor } from "./signing.ts";
import type { TreeParts } from "./tree.ts";

export type ImageParts = Pick<
  CommandHandlers,
  | "containerRegistries.image.pull"
  | "containerRegistries.image.push"
  | "containerRegistries.repository.create"
  | "containerRegistries.image.copyAs"
  | "containerRegistries.image.copyPullCommand"
  | "containerRegistries.node.openInBrowser"
  | "containerRegistries.image.copyTo"
  | "containerRegistries.tag.add"
  | "containerRegistries.tag.delete"
  | "containerRegistries.manifest.delete"
>;

/** Pulling, pushing, creating, copying and looking at pages, with what they may use of this machine. */
export function composeImageParts(foundation: Foundation, prompter: ListPrompter, tree: TreeParts): ImageParts {
  const { machine, known, sessions, store } = foundation;
  const engine: PullPorts = {
    choice: () => readSettings().engine,
    spawn: machine.spawn,
    plan: (host) => machine.planConnection(host),
    speaksPlainHttp: (host) => sessions.speaksPlainHttp(host),
    files: nodeFileSystem,
    homeDirectory: homedir(),
    missingPodmanFile: () => missingPodmanFile(machine.configLocation(), process.env, nodeFileSystem),
    rootfulOnly: async () => ((await isRootfulOnly(machine.rootfulPlaces())) ? dirname(machine.configLocation().path) : undefined),
    prompter,
    line: terminalLine,
  };
  const look: LookPorts = {
    sessions,
    lookUp: async (host, signal) => (await store.value.lookup(host, { signal }))?.credential,
    listed: tree.listed,
  };
  const registries = async (): Promise<readonly string[]> => (await known.all()).map(({ host }) => host);
  const after = { show: tree.showRepository, refresh: tree.refresh };
  const push = { ...engine, registries, lookAtRegistry: (host: string, signal: AbortSignal) => lookAtRegistry(host, look, signal) };
  const create = {
    ...look,
    prompter,
    signingFor: (host: string) => signingFor(host, foundation),
    registries,
    openPage: async (url: string) => void (await openPage(url)),
  };
  const copy = { ...engine, pullTool: () => readSettings().pullTool, link: linkTo };
  const openForDeletion: DeletionDependencies["open"] = (place, shown, signal) =>
    openDeletion(place, sessions, shown, signal, signingFor(place.host, foundation));
  const tagging = { sessions, prompter, changes: new TagChanges(tree), open: openForDeletion, report: foundation.reportError };
  return {
    "containerRegistries.image.copyAs": (node) => copyAsCommand(copy, node),
    "containerRegistries.image.copyPullCommand": (node) => copyPullCommand(copy, node),
    "containerRegistries.node.openInBrowser": (node) => openInBrowserCommand({ sessions, prompter }, node),
    "containerRegistries.image.pull": (node) => pullInTerminalCommand(engine, node),
    "containerRegistries.image.push": (target) => pushImageCommand({ ports: push, ...after }, target),
    "containerRegistries.image.copyTo": (node) =>
      copyToCommand({ ports: { ...push, prompter }, sessions, show: tree.showRepository, report: foundation.reportError }, node),
    "containerRegistries.tag.add": (node) => retagCommand(tagging, node),
    "containerRegistries.tag.delete": (...rows) => deleteTagsCommand(tagging, ...rows),
    "containerRegistries.manifest.delete": (node) => deleteManifestCommand(tagging, node),
    "containerRegistries.repository.create": (target) => createRepositoryCommand({ ports: create, ...after }, target),
  };
}
