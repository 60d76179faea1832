import { nodeSpawn } from "../node/nodeSpawn.ts";
import { readSettings } from "../platform/settings.ts";
import type { EnginePorts } from "../services/images/engineCommands.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { Foundation } from "./foundation.ts";

type Handlers = Pick<CommandHandlers, "containerRegistries.image.pull">;

/** Moving images between this machine and registries. It loads when it is first used. */
export function composeImages({ machine }: Foundation): { readonly handlers: Handlers } {
  const ports: EnginePorts = {
    choice: () => readSettings().engine,
    spawn: nodeSpawn,
    plan: (host) => machine.planConnection(host),
  };
  const pull = () => import("../ui/commands/pullInTerminal.ts");
  return {
    handlers: {
      "containerRegistries.image.pull": async (node) => (await pull()).pullInTerminalCommand(ports, node),
    },
  };
}
