import { Secret } from "../../../core/secret.ts";
import { type Text, text } from "../../../core/text.ts";
import type { ChoiceQuestion, FileQuestion, Option, Question, SecretQuestion, TextQuestion } from "../../../providers/question.ts";
import type { RecognisedInput } from "../../../providers/recogniseInput.ts";
import type { Answer, InputPrompt, StepPosition } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { tryAgain } from "../../prompts/tryAgain.ts";
import { methodContextOf, type LoginDraft, type LoginFlowPorts } from "../draft.ts";
import { isRegistryFault } from "../fault.ts";
import { LoginError } from "../loginError.ts";
import { obtainAndVerify } from "../obtainAndVerify.ts";
import { adviceFor, frameOf, linksOn, onProblem } from "./frame.ts";
import type { LoginStep } from "./step.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

/** Asks one question of the method. At a field that is the last one, the registry's answer is waited for. */
export function questionStep(question: Question, isLast: boolean): LoginStep {
  return {
    id: `question ${question.kind}`,
    ask: (draft, position, ports) => ask(question, isLast && hasField(question), draft, position, ports),
  };
}

/** Whether what is typed can be checked on Enter, while the person stays at the field. */
export function hasField({ kind }: Question): boolean {
  return kind !== "choice";
}

function ask(question: Question, isLast: boolean, draft: LoginDraft, position: StepPosition, ports: LoginFlowPorts): Promise<StepOutcome> {
  if (question.kind === "choice") return askChoice(question, draft, position, ports);
  const askIt = (finish: Finish): Promise<Answer<unknown>> =>
    question.kind === "file" ? askFile(question, draft, position, ports, finish) : askField(question, draft, position, ports, finish);
  return isLast ? askLast(askIt, draft, position, ports) : askIt(undefined);
}

/** Where the registry cannot be asked, the answer is kept: the person tries again when that is put right, or goes back to the field. */
async function askLast(
  askIt: (finish: Finish) => Promise<Answer<unknown>>,
  draft: LoginDraft,
  position: StepPosition,
  ports: LoginFlowPorts,
): Promise<StepOutcome> {
  const found: { fault?: Error } = {};
  const answer = await askIt(async (signal) => {
    try {
      await obtainAndVerify(draft, ports, signal);
    } catch (error) {
      if (!isRegistryFault(error)) throw error;
      found.fault = error;
    }
  });
  if (answer.kind !== "next" || found.fault === undefined) return answer;
  const finished = await tryAgain(ports.prompter, {
    before: found.fault,
    waiting: text("Logging in to {0}…", draft.site?.host ?? ""),
    task: (signal) => obtainAndVerify(draft, ports, signal),
    renew: renewing(draft.method.questions, draft, position, ports),
    frame: () => ({ ...frameOf(draft, position), canGoBack: true }),
    ...onProblem(draft, ports),
  });
  return finished.kind === "back" ? { kind: "again" } : finished;
}

/** Asks once more for what the questions asked that is good for one try, such as the code of a device; undefined where there is nothing such. */
export function renewing(
  questions: readonly Question[],
  draft: LoginDraft,
  position: StepPosition,
  ports: LoginFlowPorts,
): (() => Promise<Answer<unknown>>) | undefined {
  const spent = questions
    .filter((question) => "isOnce" in question && question.isOnce)
    .filter((question): question is TextQuestion => question.kind === "text" && (question.isAsked?.(draft.answers) ?? true));
  if (spent.length === 0) return undefined;
  return async () => {
    for (const question of spent) {
      draft.answers.setText(question.id, "");
      const answer = await askField(question, draft, { ...position, canGoBack: true }, ports, undefined);
      if (answer.kind !== "next") return answer;
    }
    return { kind: "next", value: undefined };
  };
}

type Finish = ((signal: AbortSignal) => Promise<void>) | undefined;

/** Asks for one line, and keeps it as it is used: before the check on Enter, too. */
async function askField(
  question: TextQuestion | SecretQuestion,
  draft: LoginDraft,
  position: StepPosition,
  { prompter }: LoginFlowPorts,
  finish: Finish,
): Promise<Answer<unknown>> {
  const { placeholder, check } = question;
  const { keep, ...field } = question.kind === "text" ? textField(question, draft) : secretField(question, draft);
  const answer = await prompter.input({ ...frameOf(draft, position), ...field, placeholder, check, ...submitting(draft, finish, keep) });
  if (answer.kind === "next") keep(answer.value);
  return answer;
}

/** What a field asks, and where its value is kept. */
type LineField = Pick<InputPrompt, "prompt" | "value" | "secret" | "hint"> & { readonly keep: (value: string) => void };

function textField({ id, prompt, hint, clean }: TextQuestion, draft: LoginDraft): LineField {
  const keep = (value: string): void => draft.answers.setText(id, clean(value));
  return { prompt, value: draft.answers.text(id), secret: false, hint, keep };
}

/** A password may have them; more often they were copied with it. */
function hintAtSpaces(secret: string): Text | undefined {
  return secret === secret.trim() ? undefined : text("It begins or ends with a space, which is sent as well.");
}

function pastedPrompt({ isAddress }: RecognisedInput): Text {
  return isAddress === true
    ? text("The password of the address that you pasted")
    : text("The password of the command that you pasted. It is in your shell's history, too: better create a new one");
}

function secretField({ id, prompt, hint, clean }: SecretQuestion, draft: LoginDraft): LineField {
  const username = draft.method.username ?? draft.answers.text("username");
  const pasted = draft.pasted?.host === draft.site?.host ? draft.pasted : undefined;
  return {
    prompt: pasted?.password === undefined ? { text: prompt.text, args: [username] } : pastedPrompt(pasted),
    // Masked: the one place where the secret of a pasted command is put, or what was typed before the person went back.
    value: (draft.answers.secretIfAny(id) ?? pasted?.password)?.reveal() ?? "",
    secret: true,
    hint: (value) => hint?.(value, draft.site?.host, draft.repository) ?? hintAtSpaces(clean(value)),
    keep: (value) => draft.answers.setSecret(id, new Secret(clean(value))),
  };
}

function submitting(draft: LoginDraft, finish: Finish, keep: (value: string) => void) {
  if (finish === undefined) return {};
  const submit = async (value: string, signal: AbortSignal): Promise<void> => {
    keep(value);
    await finish(signal);
  };
  return { submit, advice: (error: Error) => adviceFor(error, draft), linksOn };
}

async function askChoice(
  { id, prompt, options }: ChoiceQuestion,
  draft: LoginDraft,
  position: StepPosition,
  ports: LoginFlowPorts,
): Promise<Answer<unknown>> {
  const { prompter } = ports;
  const context = methodContextOf(draft, ports);
  const load = async (signal: AbortSignal) => (typeof options === "function" ? options(draft.answers, context, signal) : options);
  const loaded = await tryAgain(prompter, { waiting: prompt, task: load, frame: () => frameOf(draft, position) });
  if (loaded.kind !== "next") return loaded;
  const before = draft.answers.text(id);
  const remembered = takeRemembered(id, draft);
  const known = loaded.value.find(({ value }) => value === remembered);
  if (known !== undefined) return choose(id, known, draft);
  const answer = await prompter.pick({
    ...frameOf(draft, position),
    placeholder: prompt,
    choices: loaded.value,
    ...(before === "" ? {} : { active: before }),
  });
  const chosen = answer.kind === "next" ? loaded.value.find(({ value }) => value === answer.value) : undefined;
  if (chosen === undefined) return answer;
  draft.renewedAccount = undefined;
  return choose(id, chosen, draft);
}

function choose(id: string, { value, also = {} }: Option, draft: LoginDraft): Answer<string> {
  draft.answers.setText(id, value);
  for (const [other, implied] of Object.entries(also)) draft.answers.setText(other, implied);
  return { kind: "next", value };
}

/** The answer of before, once: who comes back to the question is asked. */
function takeRemembered(id: string, { renewal }: LoginDraft): string | undefined {
  const answer = renewal?.get(id);
  renewal?.delete(id);
  return answer;
}

async function askFile(
  question: FileQuestion,
  draft: LoginDraft,
  position: StepPosition,
  { prompter, readFile }: LoginFlowPorts,
  finish: Finish,
): Promise<Answer<unknown>> {
  const { id, prompt, maxBytes, check } = question;
  return prompter.input({
    ...frameOf(draft, position),
    browse: "file",
    prompt,
    value: "",
    secret: false,
    check: whyNotFullPath,
    submit: async (value, signal) => {
      const content = await readFile(value.trim(), maxBytes);
      signal.throwIfAborted();
      const issue = check?.(content);
      if (issue !== undefined) throw LoginError.refused(issue);
      draft.answers.setSecret(id, new Secret(content));
      await finish?.(signal);
    },
    advice: (error) => adviceFor(error, draft),
    linksOn,
  });
}
