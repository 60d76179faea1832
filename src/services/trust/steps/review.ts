import { basename, dirname, join } from "node:path";
import { isAbort, toError } from "../../../core/errors.ts";
import { exists } from "../../../core/fileSystem.ts";
import { isContainerdLocalhost } from "../../../core/localhost.ts";
import type { CommandWords } from "../../../core/shellQuote.ts";
import { type Text, text } from "../../../core/text.ts";
import { nameWithPort } from "../../../hosts/directoryName.ts";
import { lookupDirectories } from "../../../hosts/resolve/lookup.ts";
import { type NewFile, planInstall, prepareInstall } from "../../hostsFiles/newFiles.ts";
import { writeNewFiles } from "../../hostsFiles/writeNewFiles.ts";
import type { Choice, NamedNote, StepPosition } from "../../prompts/prompter.ts";
import type { StepOutcome } from "../../prompts/runSteps.ts";
import { findRootless } from "../../reach/rootless.ts";
import { requireUnchanged } from "../accept.ts";
import type { TrustChange } from "../change.ts";
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
  if (change === undefined) return { kind: "back" };
  const tried = lookupDirectories({ host: target.registry, roots: ports.roots, client: "nerdctl", windows: ports.windows });
  const first = await directoryBefore(dirname(path), tried, ports);
  const notes = [...(first === undefined ? [] : [hiddenNote(first)]), ...(await loopbackNotes(target.registry, ports))];
  for (let problem: Error | undefined; ;) {
    const answer = await ports.prompter.pick<"write" | "link">({
      ...position,
      title: trustTitle(draft),
      problem,
      placeholder: text("This would be written: look it over in the editor"),
      namedNotes: [{ name: writtenNames(files), reason: text("{0}", dirname(path)) }, ...notes],
      choices: [...linkChoices(first, dirname(path), draft), writeChoice],
    });
    if (answer.kind !== "next") return answer;
    const link = answer.value === "link" ? linkOf(dirname(path), target.registry) : undefined;
    const isRead = link !== undefined || (first === undefined && tried.includes(dirname(path)));
    try {
      return await write(files, { change, link, isRead }, draft, position, ports);
    } catch (error) {
      if (draft.problem !== undefined) return { kind: "restart" };
      if (!isAbort(error)) problem = toError(error);
    }
  }
}

interface Decision {
  readonly change: TrustChange;
  readonly link: string | undefined;
  readonly isRead: boolean;
}

async function write(
  files: readonly NewFile[],
  { change, link, isRead }: Decision,
  draft: TrustDraft,
  position: StepPosition,
  ports: TrustPorts,
): Promise<StepOutcome> {
  const { url, registry } = draft.target;
  const path = files.at(-1)?.path ?? "";
  const caPath = files.length > 1 ? files[0]?.path : undefined;
  await ports.prompter.wait(text("Asking {0} once more…", url.host), (signal) => requireUnchanged(draft, ports, signal));
  if ((await writeNewFiles(files, ports.files)) === "denied") return await offerCommand(files, link, draft, position, ports);
  if (link !== undefined) await ports.files.createLink(basename(dirname(path)), link);
  for (const file of files) ports.logger.info(`${file.path} was written`);
  draft.outcome = { kind: "written", path, isRead, decided: { registry, change, caPath } };
  return { kind: "end" };
}

const writeChoice: Choice<"write"> = {
  label: text("Write"),
  detail: text("For this registry only. nerdctl and containerd read it, too"),
  value: "write",
};

function hiddenNote(first: string): NamedNote {
  return {
    name: text("nerdctl and this window will not read it: {0} comes first", first),
    reason: text("The first directory that exists wins. For a registry without a port, they look for that one first"),
  };
}

/** containerd and Kubernetes look for the directory, nerdctl for one with the port that HTTPS implies: a link is read by both. */
function linkChoices(first: string | undefined, directory: string, { target }: TrustDraft): readonly Choice<"link">[] {
  if (first === undefined || basename(first) !== "_default" || dirname(first) !== dirname(directory)) return [];
  if (basename(directory) !== target.registry) return [];
  const link = basename(linkOf(directory, target.registry));
  return [
    { label: text("Write, with a link for nerdctl"), detail: text("{0} leads to it: nerdctl looks for that first", link), value: "link" },
  ];
}

function linkOf(directory: string, registry: string): string {
  return join(dirname(directory), nameWithPort(registry));
}

/** The directory that nerdctl, and so this window, reads in the place of that to be written. */
async function directoryBefore(directory: string, tried: readonly string[], { files }: TrustPorts): Promise<string | undefined> {
  for (const each of tried.slice(0, Math.max(0, tried.indexOf(directory)))) if (await exists(files, each)) return each;
  return undefined;
}

async function loopbackNotes(registry: string, { files, runtimeDirectory }: TrustPorts): Promise<readonly NamedNote[]> {
  if (!isContainerdLocalhost(registry) || !(await findRootless(files, runtimeDirectory)).isApart) return [];
  return [
    {
      name: text("Rootless containerd cannot reach {0}", registry),
      reason: text("It pulls inside a network namespace of its own, where that is not this machine (containerd/nerdctl, issue 86)"),
    },
  ];
}

function writtenNames(files: readonly NewFile[]): Text {
  const names = files.map(({ path }) => basename(path)).join(", ");
  return files.some(({ replaces }) => replaces) ? text("Changed: {0}", names) : text("New: {0}", names);
}

/** The directory belongs to somebody else: the person gets the command that writes into it. */
async function offerCommand(
  files: readonly NewFile[],
  link: string | undefined,
  draft: TrustDraft,
  position: StepPosition,
  { prompter, files: fileSystem, temporaryDirectory, terminalLine, typeIntoTerminal, copy }: TrustPorts,
): Promise<StepOutcome> {
  const plan = planInstall(files, temporaryDirectory);
  const linking: readonly CommandWords[] = link === undefined ? [] : [["sudo", "ln", "-s", basename(dirname(files[0]?.path ?? "")), link]];
  const install = { ...plan, commands: [...plan.commands, ...linking] };
  const answer = await prompter.pick<"terminal" | "copy">({
    ...position,
    title: trustTitle(draft),
    placeholder: text("You have no permission to write there: this command does it, with your password"),
    notes: install.commands.map((words) => text("{0}", terminalLine([words]))),
    choices: [
      { label: text("Put it into a terminal"), detail: text("It runs only when you press Enter"), value: "terminal" },
      { label: text("Copy it"), detail: text("The files that it installs are put in place for it"), value: "copy" },
    ],
  });
  if (answer.kind === "back") return { kind: "again" };
  if (answer.kind !== "next") return answer;
  await prepareInstall(install, fileSystem);
  await (answer.value === "terminal" ? typeIntoTerminal(install.commands) : copy(terminalLine(install.commands)));
  draft.outcome = { kind: "command" };
  return { kind: "end" };
}
