import { untilAborted } from "../../../core/singleFlight.ts";
import { text } from "../../../core/text.ts";
import { runSteps } from "../../prompts/runSteps.ts";
import { findEngines } from "../engine.ts";
import type { CommandsUse } from "../offerCommands.ts";
import type { PushDraft, PushPlan, PushPorts } from "./draft.ts";
import { pushSteps } from "./steps.ts";

/** Where a push starts from. */
export interface PushRequest {
  readonly host?: string;
  readonly repository?: string;
}

export type PushOutcome =
  | { readonly kind: CommandsUse; readonly plan: PushPlan }
  /** There is no registry to choose from. */
  | { readonly kind: "no-registry" }
  | { readonly kind: "cancelled" };

/** Asks what goes where, and answers the commands; runs none of them. Rejects with ImagesError where there is no engine. */
export async function askPush({ host, repository }: PushRequest, ports: PushPorts): Promise<PushOutcome> {
  // A directory of PATH may lie on a server that is gone.
  const find = async (): Promise<Pick<PushDraft, "engine" | "otherEngines" | "isForRoot">> => {
    const [engine, ...otherEngines] = await findEngines(ports.choice(), ports.spawn);
    return { engine, otherEngines, isForRoot: engine === "nerdctl" && (await ports.rootfulOnly()) !== undefined };
  };
  const found = await ports.prompter.wait(text("Looking for nerdctl, docker or podman…"), (signal) => untilAborted(find(), signal));
  if (host === undefined && (await ports.registries()).length === 0) return { kind: "no-registry" };
  const draft: PushDraft = {
    ...found,
    host,
    isHostGiven: host !== undefined,
    repository,
    site: undefined,
    // A list that only root gets is not asked for: nothing here runs as root unseen.
    images: found.isForRoot ? [] : undefined,
    local: "",
    prefix: undefined,
    name: "",
    plan: undefined,
    use: "copy",
  };
  const end = await runSteps(draft, ports, pushSteps);
  const { plan, use } = draft;
  return end === "cancelled" || plan === undefined ? { kind: "cancelled" } : { kind: use, plan };
}
