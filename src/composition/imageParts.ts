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
import { isRootfulOnly } from "../services/reach/rootfulOnly.ts";
import type { Prompter } from "../services/prompts/prompter.ts";
import { copyAsCommand, copyPullCommand } from "../ui/commands/copyAs.ts";
import { createRepositoryCommand } from "../ui/commands/createRepository.ts";
import { deleteManifestCommand } from "../ui/commands/deleteManifest.ts";
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

export interface ImageParts {
  readonly pull: CommandHandlers["containerRegistries.image.pull"];
  readonly push: CommandHandlers["containerRegistries.image.push"];
  readonly create: CommandHandlers["containerRegistries.repository.create"];
  readonly copyAs: CommandHandlers["containerRegistries.image.copyAs"];
  readonly copyPull: CommandHandlers["containerRegistries.image.copyPullCommand"];
  readonly openInBrowser: CommandHandlers["containerRegistries.node.openInBrowser"];
  readonly retag: CommandHandlers["containerRegistries.tag.add"];
  readonly deleteTags: CommandHandlers["containerRegistries.tag.delete"];
  readonly deleteManifest: CommandHandlers["containerRegistries.manifest.delete"];
}

/** Pulling, pushing, creating, copying and looking at pages, with what they may use of this machine. */
export function composeImageParts(foundation: Foundation, prompter: Prompter, tree: TreeParts): ImageParts {
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
  const tagging = { sessions, prompter, changes: new TagChanges(tree), report: foundation.reportError };
  return {
    copyAs: (node) => copyAsCommand(copy, node),
    copyPull: (node) => copyPullCommand(copy, node),
    openInBrowser: (node) => openInBrowserCommand({ sessions, prompter }, node),
    pull: (node) => pullInTerminalCommand(engine, node),
    push: (target) => pushImageCommand({ ports: push, ...after }, target),
    retag: (node) => retagCommand(tagging, node),
    deleteTags: (...rows) => deleteTagsCommand(tagging, ...rows),
    deleteManifest: (node) => deleteManifestCommand(tagging, node),
    create: (target) => createRepositoryCommand({ ports: create, ...after }, target),
  };
}
