import { env, Uri } from "vscode";
import { nodeFileSystem } from "../node/nodeFileSystem.ts";
import { nodeSpawn } from "../node/nodeSpawn.ts";
import { readSettings } from "../platform/settings.ts";
import type { PullPorts } from "../services/images/offerPull.ts";
import { missingPodmanFile } from "../services/images/podmanFile.ts";
import type { LookPorts } from "../services/images/push/lookAtRegistry.ts";
import type { Prompter } from "../services/prompts/prompter.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { CreateDependencies } from "../ui/commands/createRepository.ts";
import type { PushDependencies } from "../ui/commands/pushImage.ts";
import type { Foundation } from "./foundation.ts";
import { signingFor, type TreeParts } from "./tree.ts";

type Handlers = Pick<
  CommandHandlers,
  "containerRegistries.image.pull" | "containerRegistries.image.push" | "containerRegistries.repository.create"
>;

/** Moving images between this machine and registries. It loads when it is first used. */
export function composeImages(foundation: Foundation, prompter: Prompter, tree: TreeParts): { readonly handlers: Handlers } {
  const { machine, known, sessions, store } = foundation;
  const engine: Omit<PullPorts, "line"> = {
    choice: () => readSettings().engine,
    spawn: nodeSpawn,
    plan: (host) => machine.planConnection(host),
    missingPodmanFile: () => missingPodmanFile(machine.configLocation(), process.env, nodeFileSystem),
    prompter,
  };
  const look: LookPorts = {
    sessions,
    lookUp: async (host, signal) => (await store.value.lookup(host, { signal }))?.credential,
    listed: tree.listed,
  };
  const registries = async (): Promise<readonly string[]> => (await known.all()).map(({ host }) => host);
  const pushPorts: Omit<PushDependencies["ports"], "line"> = {
    ...engine,
    registries,
    lookAtRegistry: async (host, signal) => (await import("../services/images/push/lookAtRegistry.ts")).lookAtRegistry(host, look, signal),
  };
  const create: CreateDependencies = {
    ports: {
      prompter,
      sessions,
      lookUp: look.lookUp,
      signingFor: (host) => signingFor(host, foundation),
      registries,
      openPage: async (url) => void (await env.openExternal(Uri.parse(url, true))),
    },
    show: tree.showRepository,
    refresh: tree.refresh,
  };
  /** How a terminal is written for loads with the first command for one. */
  const withLine = async <Ports>(ports: Ports) => ({ ...ports, line: (await import("../platform/terminal.ts")).terminalLine });
  const creating = () => import("../ui/commands/createRepository.ts");
  const pulling = () => import("../ui/commands/pullInTerminal.ts");
  const pushing = () => import("../ui/commands/pushImage.ts");
  return {
    handlers: {
      "containerRegistries.image.pull": async (node) => (await pulling()).pullInTerminalCommand(await withLine(engine), node),
      "containerRegistries.image.push": async (target) => {
        const { pushImageCommand } = await pushing();
        const { showRepository: show, refresh } = tree;
        return pushImageCommand({ ports: await withLine(pushPorts), show, refresh }, target);
      },
      "containerRegistries.repository.create": async (target) => (await creating()).createRepositoryCommand(create, target),
    },
  };
}
