import { systemErrorCode } from "../../core/errors.ts";
import { FileRefusedError } from "../../core/ordinaryFile.ts";
import { HostsFileError, type HostsFileErrorCode } from "../../services/hostsFiles/hostsFileError.ts";
import { errorAtField } from "../sentences/errorSentence.ts";
import { systemErrorAdvice } from "../sentences/systemErrorAdvice.ts";
import { say } from "../../platform/say.ts";

type Details = HostsFileError["params"];

const sentences: Readonly<Record<HostsFileErrorCode, (path: string, systemCode: string, details: Details) => string>> = {
  "file-unreadable": (path, systemCode) => say("{0} cannot be read ({1}).", path, systemCode),
  "no-certificate": (path) => say("There is no certificate in PEM form in {0}.", path),
  "no-private-key": (path) => say("There is no private key in {0} that can be read without a password.", path),
  "key-does-not-match": (path) => say("The key in {0} does not belong to the certificate.", path),
  "source-unreadable": (path, systemCode) => say("{0} cannot be read ({1}). Name a copy of it that you may read.", path, systemCode),
  "source-too-complex": (path) =>
    say("{0} is larger or more complex than any configuration of registries, and is not read. Name a copy with only those settings.", path),
  "source-has-tab": (path, _, { line }) =>
    say("{0} is not valid YAML: line {1} begins with a tab. Replace the tabs with spaces, then try again.", path, line ?? ""),
  "invalid-source": (path, _, details) => invalidSource(path, details),
  "nothing-to-convert": (path) =>
    say(
      "{0} says nothing about registries that can be converted. Name a config.toml, registries.yaml, kind cluster file, daemon.json or registries.conf.",
      path,
    ),
  "talos-source": (path) =>
    say("{0} is a configuration of Talos, which makes hosts.toml files of it itself: change it there, and apply it with talosctl.", path),
  "virtual-machine-source": (path) =>
    say(
      "{0} sets up a virtual machine (Lima, Rancher Desktop): its scripts write registries.yaml or hosts.toml in there. Copy what they write into a file of its own, and name that.",
      path,
    ),
  "changed-meanwhile": (path) => say("{0} has changed since you were shown it. Nothing was written: convert again.", path),
  "nothing-to-import": (path) => say("No directory in {0} has certificates and no hosts.toml.", path),
  "exists-already": (path) => say("{0} exists already. Nothing was written.", path),
  "not-written": (path, systemCode) => say("{0} cannot be written ({1}). Nothing was written.", path, systemCode),
};

function invalidSource(path: string, { syntax = "", line = 0 }: Details): string {
  return line === 0
    ? say("{0} is not valid {1}. Correct it, then try again.", path, syntax)
    : say("{0} is not valid {1}: the first error is in line {2}. Correct it, then try again.", path, syntax, line);
}

/** Why a file that was named for a new hosts.toml is not taken, or not made, and what to do about it. */
export function hostsFileSentence(error: unknown): string {
  if (!(error instanceof HostsFileError)) return errorAtField(error);
  const path = String(error.params["path"]);
  if (error.cause instanceof FileRefusedError) return errorAtField(error.cause);
  const systemCode = systemErrorCode(error) ?? "";
  const what = sentences[error.code](path, systemCode, error.params);
  // Whose advice is to have a copy of it read.
  const advice = error.code === "source-unreadable" ? undefined : systemErrorAdvice(systemCode);
  return advice === undefined ? what : `${what} ${advice}`;
}
