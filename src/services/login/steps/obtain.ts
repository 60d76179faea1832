import { text } from "../../../core/text.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { obtainAndVerify } from "../obtainAndVerify.ts";
import { frameOf, onProblem } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** Where no field is left to answer at, the login is fetched and checked; where that fails, the person decides. */
export const obtainStep: LoginStep = {
  id: "obtain",
  isSilent: true,
  ask: (draft, position, ports) =>
    tryAgain(ports.prompter, {
      waiting: text("Logging in to {0}…", draft.site?.host ?? ""),
      task: (signal) => obtainAndVerify(draft, ports, signal),
      frame: () => frameOf(draft, position),
      ...onProblem(draft, ports),
    }),
};
