import { l10n, Uri, window } from "vscode";
import type { FileSystem } from "../../core/fileSystem.ts";
import { type NewFile, prepareInstall, writeNewFiles } from "../../services/hostsNewFile.ts";
import type { HostsWizardAnswer } from "../../services/hostsWizard.ts";

export interface NewHostsDependencies {
  readonly ask: () => Promise<HostsWizardAnswer>;
  readonly files: FileSystem;
  readonly temporaryDirectory: string;
}

/** Asks what the new hosts.toml is for, writes it and opens it; where that is not permitted, offers the command that does it. */
export async function newHostsTomlCommand({ ask, files, temporaryDirectory }: NewHostsDependencies): Promise<void> {
  const answer = await ask();
  if (answer.kind === "cancelled") return;
  const left = [
    ...answer.taken.map((path) => l10n.t("{0} exists already and was left as it is.", path)),
    ...answer.skipped.map((name) => l10n.t("{0} is a network, which hosts.toml cannot name.", name)),
  ];
  if (left.length > 0) void window.showWarningMessage(left.join(" "));
  const [first] = answer.files.filter(({ path }) => path.endsWith("hosts.toml")).map(({ path }) => path);
  const toOpen = first ?? answer.taken[0];
  if (toOpen === undefined) {
    if (left.length === 0) void window.showInformationMessage(l10n.t("There was nothing to import."));
    return;
  }
  if ((await writeNewFiles(answer.files, files)) === "denied") return offerCommand(answer.files, files, temporaryDirectory);
  await window.showTextDocument(Uri.file(toOpen));
}

async function offerCommand(newFiles: readonly NewFile[], files: FileSystem, temporaryDirectory: string): Promise<void> {
  const command = await prepareInstall(newFiles, temporaryDirectory, files);
  const put = l10n.t("Put It Into a Terminal");
  const answer = await window.showWarningMessage(
    l10n.t("You may not write to {0}.", newFiles.map(({ path }) => path).join(", ")),
    { modal: true, detail: l10n.t("This command does it; it is run only when you press Enter:\n\n{0}", command) },
    put,
  );
  if (answer !== put) return;
  const terminal = window.createTerminal("hosts.toml");
  terminal.show();
  terminal.sendText(command, false);
}
