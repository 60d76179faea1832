import { text } from "../../core/text.ts";
import type { CredentialsError } from "../../credentials/credentialsError.ts";
import type { LoginFlowPorts } from "./draft.ts";
import type { LoginPlan } from "./storeChoices.ts";

/** The plan, once the helper that it would give the login to has been asked for its list: what does not answer is no good place. */
export async function probedPlan(plan: LoginPlan, { prompter, probeHelper }: LoginFlowPorts): Promise<LoginPlan> {
  const helper = helperToProbe(plan);
  if (helper === undefined) return plan;
  const problem = await prompter.wait(text("Asking docker-credential-{0}…", helper), (signal) => probeHelper(helper, signal));
  return problem === undefined ? plan : withProblem(plan, helper, problem);
}

/** The plan, where it is known by now that a helper of it does not work. */
export function withProblem(plan: LoginPlan, helper: string, problem: CredentialsError): LoginPlan {
  const { store, credsStore, nativeStore } = plan;
  return {
    ...plan,
    ...(store.helper === helper ? { storeProblem: problem } : {}),
    ...(credsStore?.helper === helper ? { credsStore: { ...credsStore, problem } } : {}),
    ...(store.helper === "" && nativeStore?.helper === helper ? { nativeStore: { ...nativeStore, problem } } : {}),
  };
}

/** The one that would be offered first. */
function helperToProbe({ store, storeProblem, mapping, credsStore, nativeStore }: LoginPlan): string | undefined {
  if (storeProblem === undefined && store.helper !== "") return store.helper;
  if (mapping !== undefined) return credsStore?.problem === undefined ? credsStore?.helper : undefined;
  return storeProblem === undefined ? nativeStore?.helper : undefined;
}
