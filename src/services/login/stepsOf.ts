import type { Question } from "../../providers/question.ts";
import type { LoginDraft, LoginFlowPorts } from "./draft.ts";
import { providerHostStep } from "./steps/host.ts";
import { findStep } from "./steps/find.ts";
import { guestStep } from "./steps/guest.ts";
import { leftIn, leftInStoreStep, passesStoreBy } from "./steps/leftInStore.ts";
import { methodStep } from "./steps/method.ts";
import { obtainStep } from "./steps/obtain.ts";
import { providerStep } from "./steps/provider.ts";
import { publicHostStep } from "./steps/publicHost.ts";
import { olderStep } from "./steps/older.ts";
import { pullHostStep } from "./steps/pullHost.ts";
import { hasField, questionStep } from "./steps/question.ts";
import { reachStep } from "./steps/reach.ts";
import { saveStep } from "./steps/save.ts";
import type { LoginStep } from "./steps/step.ts";
import { sideStep } from "./steps/side.ts";
import { isStoreDecided, storeStep } from "./steps/store.ts";
import { storedStep } from "./steps/stored.ts";

/** The steps of a login as far as they are known by now; later ones follow from the answers to the first. */
export function stepsOf(draft: LoginDraft, ports: LoginFlowPorts): readonly LoginStep[] {
  const { chosen, isHostGiven, isAnonymous } = draft;
  if (draft.renewal !== undefined) return [reachStep, ...questionSteps(draft), saveStep];
  if (isAnonymous && chosen === undefined) return [providerStep, publicHostStep];
  if (isAnonymous) return [providerStep, providerHostStep, ...(draft.unreached === undefined ? [] : [publicHostStep])];
  return [
    ...(isHostGiven ? [] : [providerStep]),
    ...(draft.finder === undefined ? [] : [...fieldsOf(draft.finder.questions, draft).map((each) => questionStep(each, false)), findStep]),
    ...(chosen === undefined || chosen.row.host !== undefined || draft.finder !== undefined ? [] : [providerHostStep]),
    ...(draft.isFound ? [] : stepsAtHost(draft)),
    ...stepsOfSaving(draft, ports),
  ];
}

function stepsOfSaving(draft: LoginDraft, ports: LoginFlowPorts): readonly LoginStep[] {
  const { older, guests, side = [] } = draft.plan ?? {};
  return [
    ...(guests === undefined || guests.guests.length === 0 ? [] : [guestStep]),
    ...(isStoreDecided(draft, ports) ? (side.length === 0 ? [] : [sideStep]) : [storeStep]),
    ...(passesStoreBy(draft) ? [leftInStoreStep] : []),
    ...(older === undefined && leftIn(draft).length === 0 ? [] : [olderStep]),
    saveStep,
  ];
}

function stepsAtHost(draft: LoginDraft): readonly LoginStep[] {
  return [
    ...(draft.pulls === undefined ? [] : [pullHostStep]),
    ...(draft.site === undefined ? [] : [reachStep, storedStep]),
    ...methodSteps(draft),
  ];
}

function methodSteps(draft: LoginDraft): readonly LoginStep[] {
  const { methods, provider } = draft;
  return [...(methods.length > 1 || provider.notice !== undefined ? [methodStep] : []), ...questionSteps(draft)];
}

/** Those that the answers so far call for. */
function fieldsOf(questions: readonly Question[], { answers }: LoginDraft): readonly Question[] {
  return questions.filter((question) => !("isAsked" in question) || (question.isAsked?.(answers) ?? true));
}

function questionSteps(draft: LoginDraft): readonly LoginStep[] {
  const questions = fieldsOf(draft.method.questions, draft);
  const last = questions.at(-1);
  return [
    ...questions.map((question) => questionStep(question, question === last)),
    ...(last === undefined || !hasField(last) ? [obtainStep] : []),
  ];
}
