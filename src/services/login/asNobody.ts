import { isAbort, toError } from "../../core/errors.ts";
import { text } from "../../core/text.ts";
import { generic } from "../../providers/generic/generic.ts";
import type { Place } from "../../providers/provider.ts";
import type { RecognisedInput } from "../../providers/recogniseInput.ts";
import type { LoginDraft, LoginFlowPorts } from "./draft.ts";
import type { Step } from "./steps.ts";
import type { Choice } from "../prompts/prompter.ts";

/** The row of the provider list for registries that are only to be browsed. */
export const publicPlace: Place = { label: text("Public registry, without a login"), example: "mcr.microsoft.com" };

export function publicChoice<T>(value: T): Choice<T> {
  return { label: publicPlace.label, detail: text("Shows what anybody may see; nothing is written"), icon: generic.id, value };
}

export function publicHostChoice<T>(host: string, value: T): Choice<T> {
  return {
    label: text("Browse {0} without a login", host),
    detail: text("Shows what anybody may see; nothing is written"),
    icon: generic.id,
    value,
  };
}

/** Takes a host into the draft that somebody without a login may browse. Rejects where nobody may. */
export async function arriveAsNobody(
  { host }: RecognisedInput,
  draft: LoginDraft,
  ports: LoginFlowPorts,
  signal: AbortSignal,
): Promise<void> {
  draft.typedHost = host;
  draft.site = undefined;
  // Another host that pulls go to is the one to browse.
  if ((await ports.pullsFrom(host)) === undefined) await ports.reach(host, signal);
  draft.view = await ports.viewAsNobody(host, signal);
  draft.site = { host };
}

/** The host was chosen from a list, which cannot say what went wrong with it. */
export const askPublicHost: Step = async (draft, position, ports) => {
  const { typedHost: host } = draft;
  for (;;) {
    try {
      await ports.prompter.wait(text("Asking {0}…", host), (signal) => arriveAsNobody({ host }, draft, ports, signal));
      return { kind: "next", value: undefined };
    } catch (error) {
      if (isAbort(error)) return { kind: "back" };
      const answer = await ports.prompter.pick({
        ...position,
        title: text("Browse {0} Without a Login", host),
        problem: toError(error),
        placeholder: text("How to go on"),
        choices: [{ label: text("Try again"), detail: text("Or go back, to log in or to type another host"), value: "again" }],
      });
      if (answer.kind !== "next") return answer;
    }
  }
};
