import { CodedError } from "../../core/errors.ts";
import { UnquotableError } from "../../core/shellQuote.ts";
import { CredentialsError } from "../../credentials/credentialsError.ts";
import { ObtainError, type ObtainErrorCode } from "../../providers/obtainError.ts";
import { LayerError } from "../../services/content/files/layerError.ts";
import { ImagesError } from "../../services/images/imagesError.ts";
import { LoginError } from "../../services/login/loginError.ts";
import { TrustError } from "../../services/trust/trustError.ts";
import { RegistryError } from "../../core/registryError.ts";
import { credentialsSentence } from "./credentialsSentences.ts";
import { fileSentence } from "./fileSentence.ts";
import { imagesSentence } from "./imagesSentences.ts";
import { layerSentence } from "./layerSentences.ts";
import { registrySentence, saidBy } from "./registrySentences.ts";
import type { Sentence } from "./sentence.ts";
import { plainQuotation } from "../../platform/plainText.ts";
import { say, translate } from "../../platform/say.ts";

/** Any error as a person reads it. What is none of ours is a fault in this extension, and the log has its trace. */
export function errorSentence(error: unknown): Sentence {
  if (error instanceof RegistryError) return registrySentence(error);
  if (error instanceof CredentialsError) return credentialsSentence(error);
  if (error instanceof LoginError) return loginSentence(error);
  if (error instanceof TrustError) return { what: translate(error.reason) };
  if (error instanceof ObtainError) return error.reason === undefined ? obtainSentences[error.code]() : { what: translate(error.reason) };
  if (error instanceof UnquotableError)
    return {
      what: say("Nothing was run: “{0}” cannot be put into a command line of {1} safely.", error.word, error.shell),
      advice: say("Choose another shell for VS Code's terminal in the setting terminal.integrated.defaultProfile."),
    };
  if (error instanceof ImagesError) return imagesSentence(error);
  if (error instanceof LayerError) return layerSentence(error);
  const ofFile = fileSentence(error);
  if (ofFile !== undefined) return ofFile;
  return {
    what: say("Something went wrong inside Container Registries: {0}", error instanceof Error ? error.message : String(error)),
    advice: say("The log has the details. Please report it."),
  };
}

const obtainSentences: Readonly<Record<ObtainErrorCode, () => Sentence>> = {
  "sign-in-failed": () => ({
    what: say("VS Code's sign-in gave no token."),
    advice: say("It was cancelled, or this VS Code has none."),
  }),
  refused: () => ({ what: say("There is nothing to log in with.") }),
};

function loginSentence({ code, reason, params, cause }: LoginError): Sentence {
  if (reason !== undefined) return { what: translate(reason) };
  if (code === "stored-login-failed") {
    const { what } = errorSentence(cause);
    const username = String(params["username"] ?? "");
    return {
      what:
        username === ""
          ? say("The stored login was tried first. {0}", what)
          : say("The stored login of {0} was tried first. {1}", username, what),
    };
  }
  return {
    what: say("The credential helper has no login for this registry."),
    advice: say("Log in with the program that it belongs to first."),
  };
}

/** Both halves on one line. */
export function errorLine(error: unknown): string {
  const { what, advice } = errorSentence(error);
  return advice === undefined ? what : `${what} ${advice}`;
}

/** For the log: after the sentence, what the code says of the error, and of its causes what cannot hold a secret. */
export function errorForLog(error: unknown): string {
  const reasons: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause)
    reasons.push(each instanceof CodedError ? messageOf(each) : nameAndCode(each));
  return reasons.length === 0 ? errorLine(error) : `${errorLine(error)} (${reasons.join(" < ")})`;
}

function messageOf(error: CodedError): string {
  const said = error instanceof RegistryError ? saidBy(error) : undefined;
  return said === undefined ? error.message : `${error.message}: ${plainQuotation(said)}`;
}

function nameAndCode(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? `${error.name} ${code}` : error.name;
}

/** At a field of a login: there, the advice to log in would be no help. */
export function errorAtField(error: unknown): string {
  return RegistryError.is(error, "unauthorized", "denied") ? errorSentence(error).what : errorLine(error);
}
