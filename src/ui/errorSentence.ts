import { l10n } from "vscode";
import { CredentialsError } from "../credentials/credentialsError.ts";
import { RegistryError } from "../registry/registryError.ts";
import { credentialsSentence } from "./credentialsSentences.ts";
import { registrySentence, type Sentence } from "./registrySentences.ts";

/** Any error as a person reads it. What is none of ours is a fault in this extension, and the log has its trace. */
export function errorSentence(error: unknown): Sentence {
  if (error instanceof RegistryError) return registrySentence(error);
  if (error instanceof CredentialsError) return credentialsSentence(error);
  return {
    what: l10n.t("Something went wrong inside Container Registries: {0}", error instanceof Error ? error.message : String(error)),
    advice: l10n.t("The log has the details. Please report it."),
  };
}

/** Both halves on one line. */
export function errorLine(error: unknown): string {
  const { what, advice } = errorSentence(error);
  return advice === undefined ? what : `${what} ${advice}`;
}

/** At a field of a login: there, the advice to log in would be no help. */
export function errorAtField(error: unknown): string {
  return RegistryError.is(error, "unauthorized") ? errorSentence(error).what : errorLine(error);
}
