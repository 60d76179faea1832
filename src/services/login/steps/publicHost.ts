import { text } from "../../../core/text.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { arriveAsNobody } from "../asNobody.ts";
import { remedyOn } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** The host was chosen from a list, which cannot say what went wrong with it, or is not trusted, which is more than a field can say. */
export const publicHostStep: LoginStep = {
  id: "publicHost",
  async ask(draft, position, ports) {
    const { typedHost: host, unreached } = draft;
    const { prompter } = ports;
    return tryAgain(prompter, {
      before: unreached,
      waiting: text("Asking {0}…", host),
      task: (signal) => arriveAsNobody({ host }, draft, ports, signal),
      remedyOn: (problem) => remedyOn(problem, draft, ports),
      frame: () => ({ ...position, title: text("Browse {0} Without a Login", host) }),
    });
  },
};
