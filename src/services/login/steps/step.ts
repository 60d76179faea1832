import type { WizardStep } from "../../prompts/runSteps.ts";
import type { LoginDraft, LoginFlowPorts } from "../draft.ts";

export type LoginStep = WizardStep<LoginDraft, LoginFlowPorts>;
