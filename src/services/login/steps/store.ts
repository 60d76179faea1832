import { type Text, text } from "../../../core/text.ts";
import type { LoginDraft, LoginFlowPorts } from "../draft.ts";
import { rightsTexts } from "../rightsTexts.ts";
import { probedPlan } from "../probedPlan.ts";
import { type LoginPlan, lostStoreNotes, needsChoice, readFirst, readsElsewhere, signInNotes, storeChoices } from "../storeChoices.ts";
import { titleOf } from "./frame.ts";
import type { LoginStep } from "./step.ts";

/** Whether the person decided before where such a login goes, and there is nothing to know of this one. */
export function isStoreDecided(draft: LoginDraft, ports: LoginFlowPorts): boolean {
  const { plan, check, method, helper } = draft;
  // The helper has the login already; config.json is only told of it.
  if (helper !== undefined) return true;
  if (!ports.keepsInFile() || method.isBorrowed === true || (check?.notes.length ?? 0) > 0) return false;
  return plan === undefined || (plan.store.helper === "" && readFirst(plan).length === 0 && !needsChoice(offeredPlan(plan, draft, ports)));
}

/** A person who keeps logins in the file by decision is not offered a keychain, but for the token of another program. */
function offeredPlan({ nativeStore, ...plan }: LoginPlan, { method }: LoginDraft, { keepsInFile }: LoginFlowPorts): LoginPlan {
  const isOffered = nativeStore !== undefined && (!keepsInFile() || method.isBorrowed === true);
  return isOffered ? { ...plan, nativeStore } : plan;
}

/** Where the login is written. */
export const storeStep: LoginStep = {
  id: "store",
  async ask(draft, position, ports) {
    const plan = draft.plan === undefined ? undefined : await probedPlan(offeredPlan(draft.plan, draft, ports), ports);
    draft.probed = plan;
    draft.isPlaceShown = true;
    const answer = await ports.prompter.pick({
      ...position,
      title: titleOf(draft),
      problem: plan?.storeProblem ?? plan?.nativeStore?.problem,
      placeholder: text("The registry accepts the login. Choose where to save it"),
      notes: [
        ...(plan === undefined ? [] : lostStoreNotes(plan)),
        ...checkNotes(draft),
        ...(plan === undefined ? [] : placeNotes(plan, draft)),
      ],
      choices: plan === undefined ? [] : storeChoices(plan),
    });
    if (answer.kind === "next") draft.keep = answer.value;
    return answer;
  },
};

/** What the registry's check told of the login. */
function checkNotes({ check, site }: LoginDraft): readonly Text[] {
  const unverified = text("{0} accepts anybody, so the login itself could not be checked.", site?.host ?? "");
  return [...(check?.kind === "unverified" ? [unverified] : []), ...(check?.notes ?? []), ...rightsTexts(check?.rights)];
}

/** What to know of the places. */
function placeNotes(plan: LoginPlan, { method }: LoginDraft): readonly Text[] {
  return [...(method.isBorrowed === true ? signInNotes(plan) : []), ...readFirst(plan), ...readsElsewhere(plan)];
}
