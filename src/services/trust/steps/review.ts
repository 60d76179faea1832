import { basename, dirname } from "node:path";
import { isAbort, toError } from "../../../core/errors.ts";
import { type Text, text } from "../../../core/text.ts";
import { type NewFile, planInstall, prepareInstall } from "../../hostsFiles/newFiles.ts";
import { writeNewFiles } from "../../hostsFiles/writeNewFiles.ts";
import type { StepPosition } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { requireUnchanged } from "../accept.ts";
import type { TrustDraft, TrustPorts, TrustStep } from "../draft.ts";
import { planTrust } from "../plan.ts";
import { trustTitle } from "./frame.ts";

/** Shows what is written, and writes it: what the server presents is looked at once more right before. */
export const trustReviewStep: TrustStep = {
  id: "review",
  async ask(draft, position, ports) {
    const files = await planTrust(draft, ports);
    const preview = await ports.preview(files);
    try {
      return await review(files, draft, position, ports);
    } finally {
      preview.dispose();
    }
  },
};

async function review(files: readonly NewFile[], draft: TrustDraft, position: StepPosition, ports: TrustPorts): Promise<StepOutcome> {
  const path = files.at(-1)?.path ?? "";
  const { target, change } = draft;
  const caPath = files.length > 1 ? files[0]?.path : undefined;
  if (change === undefined) return { kind: "back" };
  for (let problem: Error | undefined; ;) {
    const answer = await ports.prompter.pick({
      ...position,
      title: trustTitle(draft),
      problem,
      placeholder: text("This would be written: look it over in the editor"),
      namedNotes: [{ name: writtenNames(files), reason: text("{0}", dirname(path)) }],
      choices: [{ label: text("Write"), detail: text("For this registry only. nerdctl and containerd read it, too"), value: "write" }],
    });
    if (answer.kind !== "next") return answer;
    try {
      const waiting = text("Asking {0} once more…", draft.target.url.host);
      await ports.prompter.wait(waiting, (signal) => requireUnchanged(draft, ports, signal));
      if ((await writeNewFiles(files, ports.files)) === "denied") return await offerCommand(files, draft, position, ports);
      for (const file of files) ports.logger.info(`${file.path} was written`);
      draft.outcome = { kind: "written", path, decided: { registry: target.registry, change, caPath } };
      return { kind: "end" };
    } catch (error) {
      if (!isAbort(error)) problem = toError(error);
    }
  }
}

function writtenNames(files: readonly NewFile[]): Text {
  const names = files.map(({ path }) => basename(path)).join(", ");
  return files.some(({ replaces }) => replaces) ? text("Changed: {0}", names) : text("New: {0}", names);
}

/** The directory belongs to somebody else: the person gets the command that writes into it. */
async function offerCommand(
  files: readonly NewFile[],
  draft: TrustDraft,
  position: StepPosition,
  { prompter, files: fileSystem, temporaryDirectory, terminalLine, typeIntoTerminal, copy }: TrustPorts,
): Promise<StepOutcome> {
  const install = planInstall(files, temporaryDirectory);
  const answer = await prompter.pick<"terminal" | "copy">({
    ...position,
    title: trustTitle(draft),
    placeholder: text("You may not write to {0}: this command does it, with your password", dirname(files.at(-1)?.path ?? "")),
    notes: install.commands.map((words) => text("{0}", terminalLine([words]))),
    choices: [
      { label: text("Put it into a terminal"), detail: text("It runs only when you press Enter"), value: "terminal" },
      { label: text("Copy it"), detail: text("The files that it installs are laid down for it"), value: "copy" },
    ],
  });
  if (answer.kind === "back") return { kind: "again" };
  if (answer.kind !== "next") return answer;
  await prepareInstall(install, fileSystem);
  await (answer.value === "terminal" ? typeIntoTerminal(install.commands) : copy(terminalLine(install.commands)));
  draft.outcome = { kind: "command" };
  return { kind: "end" };
}
