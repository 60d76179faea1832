import type { Spawn } from "../../core/spawn.ts";
import { ImagesError } from "./imagesError.ts";

/** The programs that pull and push images, in the order in which they are looked for. */
export const engines = ["nerdctl", "docker", "podman"] as const;
export type Engine = (typeof engines)[number];

/** What the setting says: an engine, or the first that there is. */
export type EngineChoice = "auto" | Engine;

/** Looks on the PATH. Rejects with ImagesError `no-engine`. */
export async function findEngine(choice: EngineChoice, spawn: Pick<Spawn, "find">): Promise<Engine> {
  for (const engine of choice === "auto" ? engines : [choice]) {
    if ((await spawn.find(engine)) !== undefined) return engine;
  }
  throw new ImagesError("no-engine", `not on the PATH: ${choice}`, choice === "auto" ? undefined : choice);
}
