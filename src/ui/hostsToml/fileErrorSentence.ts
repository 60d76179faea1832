import { systemErrorCode } from "../../core/errors.ts";
import { FileRefusedError } from "../../core/ordinaryFile.ts";
import { HostsFileError, type HostsFileErrorCode } from "../../services/hostsFiles/hostsFileError.ts";
import { errorAtField } from "../sentences/errorSentence.ts";
import { systemErrorAdvice } from "../sentences/systemErrorAdvice.ts";
import { say } from "../../platform/say.ts";

const sentences: Readonly<Record<HostsFileErrorCode, (path: string, systemCode: string) => string>> = {
  "file-unreadable": (path, systemCode) => say("{0} cannot be read ({1}).", path, systemCode),
  "no-certificate": (path) => say("There is no certificate in PEM form in {0}.", path),
  "no-private-key": (path) => say("There is no private key in {0} that can be read without a password.", path),
  "key-does-not-match": (path) => say("The key in {0} does not belong to the certificate.", path),
  "invalid-json": (path) => say("{0} is not valid JSON.", path),
  "nothing-to-import": (path) => say("No directory in {0} has certificates and no hosts.toml.", path),
  "exists-already": (path) => say("{0} exists already. Nothing was written.", path),
  "not-written": (path, systemCode) => say("{0} cannot be written ({1}). Nothing was written.", path, systemCode),
};

/** Why a file that was named for a new hosts.toml is not taken, or not made, and what to do about it. */
export function hostsFileSentence(error: unknown): string {
  if (!(error instanceof HostsFileError)) return errorAtField(error);
  const path = String(error.params["path"]);
  if (error.cause instanceof FileRefusedError) return errorAtField(error.cause);
  const systemCode = systemErrorCode(error) ?? "";
  const advice = systemErrorAdvice(systemCode);
  const what = sentences[error.code](path, systemCode);
  return advice === undefined ? what : `${what} ${advice}`;
}
