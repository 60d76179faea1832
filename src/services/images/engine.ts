import type { Spawn } from "../../core/spawn.ts";
import { ImagesError } from "./imagesError.ts";

/** The programs that pull and push images, in the order in which they are looked for. */
export const engines = ["nerdctl", "docker", "podman"] as const;
export type Engine = (typeof engines)[number];

/** What the setting says: an engine, or the first that there is. */
export type EngineChoice = "auto" | Engine;

/** Looks on the PATH. Rejects with ImagesError `no-engine`. */
export async function findEngine(choice: EngineChoice, spawn: Pick<Spawn, "find">): Promise<Engine> {
  return (await findEngines(choice, spawn))[0];
}

/** All that may be used, in their order. Rejects as `findEngine` does. */
export async function findEngines(choice: EngineChoice, spawn: Pick<Spawn, "find">): Promise<readonly [Engine, ...Engine[]]> {
  const wanted = choice === "auto" ? engines : [choice];
  const found = await Promise.all(wanted.map(async (engine) => ((await spawn.find(engine)) === undefined ? [] : [engine])));
  const [first, ...others] = found.flat();
  if (first !== undefined) return [first, ...others];
  throw new ImagesError("no-engine", `not on the PATH: ${choice}`, choice === "auto" ? undefined : choice);
}
