import type { Reference } from "../../core/reference.ts";
import { untilAborted } from "../../core/singleFlight.ts";
import { text } from "../../core/text.ts";
import { type EngineCommands, type EnginePorts, pullCommands } from "./engineCommands.ts";
import { type CommandsUse, offerCommands, type OfferPorts } from "./offerCommands.ts";

export type PullPorts = EnginePorts & OfferPorts;

/** What the person wants of the commands that pull an image; undefined for nothing. Runs none of them. Rejects as `pullCommands` does. */
export async function offerPull(
  reference: Reference,
  ports: PullPorts,
): Promise<{ readonly use: CommandsUse; readonly planned: EngineCommands } | undefined> {
  const planned = await ports.prompter.wait(text("Looking for nerdctl, docker or podman…"), (signal) =>
    untilAborted(pullCommands(reference, ports), signal),
  );
  const answer = await offerCommands(
    { title: text("Pull an Image from {0}", reference.host), step: 1, totalSteps: 1, canGoBack: false },
    planned,
    { label: text("Pull in a terminal"), detail: text("{0} shows its progress there", planned.engine) },
    ports,
  );
  return answer.kind === "next" ? { use: answer.value, planned } : undefined;
}
