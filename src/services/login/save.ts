import { isAbort, toError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import { text } from "../../core/text.ts";
import type { CredentialStore, SaveOptions, SaveResult } from "../../credentials/credentialStore.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import type { Answer, Choice, Prompter, StepPosition } from "../prompts/prompter.ts";
import type { AnsweredLogin } from "./draft.ts";
import { withProblem } from "./probedPlan.ts";
import { fileChoices, type LoginPlan } from "./storeChoices.ts";

export interface SavePorts {
  readonly prompter: Prompter;
  readonly store: Pick<CredentialStore, "save" | "mapHelper">;
  /** Where the login would be kept by now. */
  readonly plan: () => Promise<LoginPlan>;
  readonly logger: Logger;
}

/**
 * Writes what is kept of a login: the credential, or which helper has it. Where that fails, the person decides: a helper may be locked,
 * have no room for a long token, or take none at all, so that this one login may stay in the file; a file that something is mounted at
 * can only be written in place; a lock, a read-only file or a full disk can be put right meanwhile. Nothing of it is kept elsewhere.
 */
export async function save(login: AnsweredLogin, position: StepPosition, ports: SavePorts): Promise<Answer<SaveResult>> {
  const { prompter, logger } = ports;
  const { host } = login;
  for (let options = login.keep.save; ;) {
    try {
      // A helper may ask the person for a passphrase, or hang.
      const value = await prompter.wait(text("Writing the login to {0}…", host), (signal) => write(login, { ...options, signal }, ports));
      return { kind: "next", value: options.writeInPlace === true ? { ...value, inPlace: true } : value };
    } catch (error) {
      if (isAbort(error)) return { kind: "cancel" };
      logger.warn(String(error));
      const answer = await prompter.pick<SaveOptions>({
        ...position,
        title: text("Log In to {0}", host),
        problem: toError(error),
        placeholder: text("The login could not be written. Choose how to go on"),
        choices: waysOut(error, options, await ports.plan()),
      });
      if (answer.kind !== "next") return answer;
      options = answer.value;
    }
  }
}

function write({ host, credential, helper }: AnsweredLogin, options: SaveOptions, { store }: SavePorts): Promise<SaveResult> {
  if (helper === undefined) return store.save(host, credential, options);
  return store.mapHelper(helper.helper, host, { ...options, others: helper.hosts });
}

/** What a person can decide about a login that could not be written. */
function waysOut(problem: unknown, options: SaveOptions, plan: LoginPlan): readonly Choice<SaveOptions>[] {
  const code = problem instanceof CredentialsError ? problem.code : "";
  if (code === "config-mounted") {
    return [
      {
        label: text("Write into the file in place"),
        detail: text("If the machine fails in the meantime, {0} is left half written; there is a copy next to it", plan.path),
        value: { ...options, writeInPlace: true },
      },
      { label: text("Try again"), detail: text("Once its directory is mounted instead of the file"), value: options },
    ];
  }
  if (problem instanceof CredentialsError && /^(?:helper|secret-too-long)-/.test(code)) {
    return [
      ...fileChoices(withProblem(plan, String(problem.params["helper"]), problem)),
      { label: text("Try again"), detail: text("Once the helper is fixed, or unlocked"), value: options },
    ];
  }
  return [{ label: text("Try again"), detail: text("Once the cause is fixed; nothing has to be typed again"), value: options }];
}
