import { text } from "../../../core/text.ts";
import type { Choice, PickPrompt } from "../../prompts/prompter.ts";
import { type ConversionPlan, nextSteps, planConversion, readSource } from "../convert.ts";
import type { HostsDraft } from "../draft.ts";
import { HostsFileError } from "../hostsFileError.ts";
import { type HostsStep, input, pick, newHostsTomlTitle } from "./step.ts";
import { whyNotFullPath } from "../../prompts/fullPath.ts";

/** A file that is not among those that were found. */
export const otherFile = "";

const askSource: HostsStep["ask"] = async (draft, position, ports) => {
  const { files, sources } = ports;
  const choices: readonly Choice<string>[] = [
    ...sources.map(({ path, tool }) => ({ label: { text: "{0}", args: [path] }, detail: tool, value: path })),
    {
      label: text("Another file…"),
      detail: text("config.toml, registries.yaml, a kind cluster file, daemon.json or registries.conf"),
      value: otherFile,
    },
  ];
  const answer = await pick(ports, position, text("Configuration to convert"), choices, (path) => (draft.source = path));
  draft.sourceProblem = undefined;
  if (answer.kind !== "next" || answer.value === otherFile) return answer;
  try {
    draft.conversion = await readSource(answer.value, files);
  } catch (error) {
    if (!(error instanceof HostsFileError)) throw error;
    // A field has room for the reason, and for the path of a copy.
    draft.source = otherFile;
    draft.sourceFile = answer.value;
    draft.sourceProblem = error;
  }
  return answer;
};

const askSourceFile: HostsStep["ask"] = (draft, position, ports) =>
  input(
    ports,
    {
      ...position,
      browse: "file",
      prompt: text("Path of a config.toml, registries.yaml, kind cluster file, daemon.json or registries.conf"),
      value: draft.sourceFile,
      problem: draft.sourceProblem,
      check: whyNotFullPath,
      submit: async (value) => {
        draft.conversion = await readSource(value.trim(), ports.files);
      },
    },
    (value) => (draft.sourceFile = value),
  );

type Review = "new" | "all" | "cancel";

/** What is shown above the choices; the log has all that was skipped once the files are written. */
const maxNotes = 4;

const askReview: HostsStep["ask"] = async (draft, position, ports) => {
  const { conversion } = draft;
  if (conversion === undefined) return { kind: "cancel" };
  const plan = await planConversion(conversion, draft.root, ports);
  draft.planned = plan;
  draft.accepted = [];
  if (plan.files.length === 0) return { kind: "end" };
  const preview = await ports.preview(plan.files);
  try {
    const answer = await ports.prompter.pick({
      ...position,
      title: newHostsTomlTitle,
      placeholder: text("These files would be written: look through the changes"),
      ...notesOn(draft),
      choices: reviewChoices(plan, draft.root),
    });
    if (answer.kind !== "next") return answer;
    if (answer.value === "cancel") return { kind: "cancel" };
    draft.accepted = plan.files.filter(({ replaces }) => answer.value === "all" || replaces === undefined);
    return answer;
  } finally {
    preview.dispose();
  }
};

function reviewChoices({ files }: ConversionPlan, root: string): readonly Choice<Review>[] {
  const replaced = files.filter(({ replaces }) => replaces !== undefined).length;
  const made = files.length - replaced;
  const [all, others] = [String(files.length), String(replaced)];
  const writeNew: Choice<Review> = { label: text("Write"), detail: text("files: {0}, below {1}", String(made), root), value: "new" };
  const leave: Choice<Review> = {
    label: text("Write the New Files"),
    detail: text("new: {0}; those that are there stay as they are: {1}", String(made), others),
    value: "new",
  };
  const replace: Choice<Review> = {
    label: text("Write All, and Replace Those That Are There"),
    detail: text("files: {0}, of which replaced: {1}", all, others),
    value: "all",
  };
  const cancel: Choice<Review> = { label: text("Cancel"), detail: text("nothing is written"), value: "cancel" };
  return [...(replaced === 0 ? [writeNew] : made === 0 ? [] : [leave]), ...(replaced === 0 ? [] : [replace]), cancel];
}

const missingReason = text("not on this machine: as long as it is missing, containerd pulls nothing from the registry");

function notesOn({ conversion, planned }: HostsDraft): Pick<PickPrompt<Review>, "notes" | "namedNotes"> {
  if (conversion === undefined) return {};
  const { format, logins, skipped } = conversion;
  const hosts = logins.map(({ host }) => host).join(", ");
  return {
    notes: [
      nextSteps[format],
      ...(logins.length === 0 ? [] : [text("Logins are not carried over; log in afterwards: {0}", hosts)]),
      ...(skipped.length === 0 ? [] : [text("Not carried over: {0}", String(skipped.length))]),
    ],
    namedNotes: [...planned.missing.map((name) => ({ name, reason: missingReason })), ...skipped].slice(0, maxNotes),
  };
}

export const sourceStep: HostsStep = { id: "source", ask: askSource };
export const sourceFileStep: HostsStep = { id: "sourceFile", ask: askSourceFile };
export const reviewStep: HostsStep = { id: "review", ask: askReview };
