import { workspace } from "vscode";
import { type Spawn, SpawnError } from "../core/spawn.ts";

/** Runs programs, but none in a window whose folder the person does not trust: VS Code says there that nothing of it runs. */
export function trustedSpawn(spawn: Spawn): Spawn {
  return {
    ...spawn,
    run: (request) =>
      workspace.isTrusted
        ? spawn.run(request)
        : Promise.reject(new SpawnError("program-not-trusted", `${request.program} is not run in a folder that is not trusted`)),
  };
}
