import { text } from "../../../core/text.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { reachAgain } from "../arrival.ts";
import { frameOf, remedyOn } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** A registry that did not answer as one is asked for no login: the person tries again once that is put right, or goes back to the host. */
export const reachStep: LoginStep = {
  id: "reach",
  isSilent: true,
  isUncounted: true,
  async ask(draft, position, ports) {
    const { site, unreached } = draft;
    if (site === undefined || unreached === undefined) return { kind: "next", value: undefined };
    return tryAgain(ports.prompter, {
      before: unreached,
      waiting: text("Asking {0}…", site.host),
      task: (signal) => reachAgain(site.host, draft, ports, signal),
      frame: () => frameOf(draft, position),
      remedyOn: (problem) => remedyOn(problem, draft, ports),
    });
  },
};
