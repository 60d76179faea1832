import { l10n } from "vscode";
import { systemErrorCode } from "../../core/errors.ts";
import { HostsFileError, type HostsFileErrorCode } from "../../services/hostsWizardSteps.ts";
import { errorAtField } from "../errorSentence.ts";

const sentences: Readonly<Record<HostsFileErrorCode, (path: string, systemCode: string) => string>> = {
  "file-unreadable": (path, systemCode) => l10n.t("{0} cannot be read ({1}).", path, systemCode),
  "no-certificate": (path) => l10n.t("There is no certificate in PEM form in {0}.", path),
  "no-private-key": (path) => l10n.t("There is no private key in {0} that can be read without a password.", path),
  "key-does-not-match": (path) => l10n.t("The key in {0} does not belong to the certificate.", path),
  "invalid-json": (path) => l10n.t("{0} is not valid JSON.", path),
};

/** Why a file that was named for a new hosts.toml is not taken. */
export function hostsFileSentence(error: unknown): string {
  return error instanceof HostsFileError ? sentences[error.code](String(error.params["path"]), systemErrorCode(error) ?? "") : errorAtField(error);
}
