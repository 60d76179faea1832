import { dirname } from "node:path";
import { commands, Uri, window } from "vscode";
import type { FileSystem } from "../../core/fileSystem.ts";
import type { Logger } from "../../core/logger.ts";
import type { FoundLogin } from "../../hosts/convert/conversion.ts";
import { HostsFileError } from "../../services/hostsFiles/hostsFileError.ts";
import { type NewFile, planInstall, prepareInstall } from "../../services/hostsFiles/newFiles.ts";
import type { HostsWizardOutcome } from "../../services/hostsFiles/wizard.ts";
import { writeNewFiles } from "../../services/hostsFiles/writeNewFiles.ts";
import { hostsFileSentence } from "./fileErrorSentence.ts";
import { showError, showInformation, showWarning } from "../../platform/messages.ts";
import { say, translate } from "../../platform/say.ts";
import { confirmCommands } from "../../platform/confirmCommands.ts";
import { typeIntoTerminal } from "../../platform/terminal.ts";

export interface NewHostsDependencies {
  readonly ask: () => Promise<HostsWizardOutcome>;
  readonly files: FileSystem;
  readonly temporaryDirectory: string;
  readonly logger: Logger;
}

/** Asks what the new hosts.toml is for, writes it and opens it; where that is not permitted, offers the command that does it. */
export async function newHostsTomlCommand(dependencies: NewHostsDependencies): Promise<void> {
  try {
    const answer = await dependencies.ask();
    if (answer.kind === "answered") await carryOut(answer, dependencies);
  } catch (error) {
    if (!(error instanceof HostsFileError)) throw error;
    const sentence = hostsFileSentence(error);
    dependencies.logger.error(sentence);
    void showError(sentence);
  }
}

async function carryOut(
  answer: HostsWizardOutcome & { readonly kind: "answered" },
  { files, temporaryDirectory, logger }: NewHostsDependencies,
): Promise<void> {
  const left = [
    ...answer.taken.map((path) => say("{0} exists already and was left as it is.", path)),
    ...answer.skipped.map(({ name, reason }) => say("{0} was skipped: {1}.", name, translate(reason))),
  ];
  for (const line of left) logger.info(line);
  const written = answer.files.map(({ path }) => path).filter((path) => path.endsWith("hosts.toml"));
  const toOpen = written[0] ?? answer.taken[0];
  if (written.length === 0) tellLeft(left.length > 0 ? left : [say("There was nothing to import.")]);
  offerLogins(answer.logins ?? []);
  if (toOpen === undefined) return;
  if ((await writeNewFiles(answer.files, files)) === "denied") return offerCommand(answer.files, files, temporaryDirectory);
  for (const path of written) logger.info(say("{0} was written.", path));
  if (written.length === 1) tellLeft(left);
  else if (written.length > 1) void tellInSum(say("{0} files were written; entries left out: {1}.", written.length, left.length));
  await window.showTextDocument(Uri.file(toOpen));
}

/** As many buttons as a notification has room for. */
const maxButtons = 3;

/** Logins that a converted configuration holds go into no file of ours but by a login. */
function offerLogins(logins: readonly FoundLogin[]): void {
  if (logins.length === 0) return;
  const hosts = logins.map(({ host }) => host);
  const buttons = hosts.slice(0, maxButtons).map((host) => ({ host, label: say("Log In to {0}", host) }));
  const offer = async (): Promise<void> => {
    const message = say("hosts.toml holds no passwords. The configuration has logins for: {0}.", hosts.join(", "));
    const pressed = await showInformation(message, ...buttons.map(({ label }) => label));
    const chosen = buttons.find(({ label }) => label === pressed);
    if (chosen !== undefined) await commands.executeCommand("containerRegistries.registry.logIn", { host: chosen.host });
  };
  void offer();
}

function tellLeft(left: readonly string[]): void {
  const [first] = left;
  if (first === undefined) return;
  if (left.length === 1) void showWarning(first);
  else void tellInSum(say("{0} entries were not imported.", left.length));
}

/** A notification that says how many; the log has a line for each, with the reason. */
async function tellInSum(message: string): Promise<void> {
  const details = say("Show Details");
  const answer = await showInformation(message, details);
  if (answer === details) await commands.executeCommand("containerRegistries.log.show");
}

async function offerCommand(newFiles: readonly NewFile[], files: FileSystem, temporaryDirectory: string): Promise<void> {
  const install = planInstall(newFiles, temporaryDirectory);
  const directories = [...new Set(newFiles.map(({ path }) => dirname(path)))].join(", ");
  if (!(await confirmCommands(say("You do not have permission to write to {0}.", directories), install.commands))) return;
  await prepareInstall(install, files);
  await typeIntoTerminal("hosts.toml", install.commands);
}
