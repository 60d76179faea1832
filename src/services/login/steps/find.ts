import { text } from "../../../core/text.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { arrive, decide } from "../arrival.ts";
import type { LoginDraft, LoginFlowPorts } from "../draft.ts";
import { verifyObtained } from "../obtainAndVerify.ts";
import { frameOf, onProblem } from "./frame.ts";
import { renewing } from "./question.ts";
import type { LoginStep } from "./step.ts";

/** Finds the registry by what was answered; a login that comes along is checked there. */
export const findStep: LoginStep = {
  id: "find",
  isSilent: true,
  isUncounted: true,
  ask: (draft, position, ports) => {
    draft.site = undefined;
    draft.isFound = false;
    return tryAgain(ports.prompter, {
      waiting: text("Looking for the registry…"),
      task: (signal) => find(draft, ports, signal),
      renew: renewing(draft.finder?.questions ?? [], draft, position, ports),
      frame: () => frameOf(draft, position),
      ...onProblem(draft, ports),
    });
  },
};

async function find(draft: LoginDraft, ports: LoginFlowPorts, signal: AbortSignal): Promise<void> {
  const { finder, answers } = draft;
  if (finder === undefined) return;
  const { host, login } = await finder.find(answers, ports.method, signal);
  if (login === undefined) return arrive({ host }, draft, ports);
  await decide(host, draft, ports);
  const method = draft.methods.find(({ id }) => id === login.method);
  // What came along was not typed for this host: where the host has no such method, it does not get it.
  if (method === undefined) throw new Error(`${login.method} is not a method of the registry that was found`);
  draft.method = method;
  await verifyObtained(login.obtained, draft, ports, signal);
  draft.isFound = true;
}
