import type { LoginDraft, LoginFlowPorts } from "./draft.ts";
import { providerHostStep } from "./steps/host.ts";
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
import { isStoreDecided, storeStep } from "./steps/store.ts";
import { storedStep } from "./steps/stored.ts";

/** The steps of a login as far as they are known by now; later ones follow from the answers to the first. */
export function stepsOf(draft: LoginDraft, ports: LoginFlowPorts): readonly LoginStep[] {
  const { chosen, isHostGiven, isAnonymous } = draft;
  if (draft.renewal !== undefined) return [reachStep, ...questionSteps(draft), saveStep];
  if (isAnonymous) return [providerStep, chosen === undefined ? publicHostStep : providerHostStep];
  return [
    ...(isHostGiven ? [] : [providerStep]),
    ...(chosen === undefined || chosen.row.host !== undefined ? [] : [providerHostStep]),
    ...(draft.pulls === undefined ? [] : [pullHostStep]),
    ...(draft.site === undefined ? [] : [reachStep, storedStep]),
    ...methodSteps(draft),
    ...(isStoreDecided(draft, ports) ? [] : [storeStep]),
    ...(draft.plan?.older === undefined ? [] : [olderStep]),
    saveStep,
  ];
}

function methodSteps(draft: LoginDraft): readonly LoginStep[] {
  const { methods, provider } = draft;
  return [...(methods.length > 1 || provider.notice !== undefined ? [methodStep] : []), ...questionSteps(draft)];
}

function questionSteps({ method, answers }: LoginDraft): readonly LoginStep[] {
  const questions = method.questions.filter((question) => !("isAsked" in question) || (question.isAsked?.(answers) ?? true));
  const last = questions.at(-1);
  return [
    ...questions.map((question) => questionStep(question, question === last)),
    ...(last === undefined || !hasField(last) ? [obtainStep] : []),
  ];
}
