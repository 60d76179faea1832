import { text } from "../../../core/text.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { arriveAsNobody } from "../asNobody.ts";
import type { LoginStep } from "./step.ts";

/** The host was chosen from a list, which cannot say what went wrong with it. */
export const publicHostStep: LoginStep = {
  id: "publicHost",
  async ask(draft, position, ports) {
    const { typedHost: host } = draft;
    const { prompter } = ports;
    return tryAgain(prompter, {
      waiting: text("Asking {0}…", host),
      task: (signal) => arriveAsNobody({ host }, draft, ports, signal),
      frame: () => ({ ...position, title: text("Browse {0} Without a Login", host) }),
    });
  },
};
