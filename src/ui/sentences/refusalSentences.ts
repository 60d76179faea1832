import type { RegistryError } from "../../core/registryError.ts";
import { say, translate } from "../../platform/say.ts";
import { refusalAdvice } from "../../providers/catalog.ts";
import type { Sentence } from "./sentence.ts";
import { durationSentence } from "./timeSentences.ts";

type Say = (error: RegistryError, host: string) => Sentence;

/** What a registry, or its token server, says of a login that it refuses: by `params.refusal` (registry/http/refusal.ts). */
const sentences: Readonly<Record<string, Say>> = {
  wrong: (_, host) => ({
    what: say("The user name or password was not accepted at {0}.", host),
    advice: say("Log in again, with the current password or token."),
  }),
  expired: (error, host) => ({ what: expiredSentence(host, error.params["expiredAt"]), advice: say("Log in again.") }),
  revoked: (_, host) => ({
    what: say("The login for {0} was revoked or switched off.", host),
    advice: say("Create a new token, or have the account enabled again, then log in."),
  }),
  locked: (_, host) => ({
    what: say("The account at {0} is locked.", host),
    advice: say("Wait, or have it unlocked by the people who run the registry: more tries may keep it locked."),
  }),
  scope: (error, host) => ({
    what: say("The token for {0} lacks the scope {1}.", host, error.params["scope"] ?? "?"),
    advice: say("Log in with a token that has it."),
  }),
  "single-sign-on": (error) => ({
    what: say("A GitHub organization wants your token to be authorized for its single sign-on."),
    advice:
      error.params["authorize"] === undefined
        ? say("Authorize it on the page of your tokens (“Configure SSO”).")
        : say("“Authorize at GitHub” opens the page."),
  }),
  rights: (error, host) => ({
    what: say("{0} accepts the login, but does not allow this for it.", host),
    advice: adviceOfDenied(error, host),
  }),
  untold: (error, host) => ({
    what: say("The login was not accepted at {0}.", host),
    advice: [say("It may be wrong, expired or revoked: log in again."), particularAdvice(error, host)].filter(Boolean).join(" "),
  }),
};

function expiredSentence(host: string, expiredAt: unknown): string {
  if (typeof expiredAt !== "number") return say("The login for {0} has expired.", host);
  return say("The login for {0} expired {1} ago.", host, durationSentence(Date.now() - expiredAt));
}

export function refusalSentence(error: RegistryError, host: string): Sentence | undefined {
  return sentences[String(error.params["refusal"])]?.(error, host);
}

/** What the provider means by such an answer; "" where nothing particular is known. */
function particularAdvice(error: RegistryError, host: string): string {
  const { product } = error.params;
  const advice = refusalAdvice(host, error.status, product === undefined ? undefined : String(product));
  return advice === undefined ? "" : translate(advice);
}

/** The same, where the answer may be about a login only if one was sent; but for 412, which is about the registry, whoever asks. */
export function adviceIfSent(error: RegistryError, host: string): string {
  return error.params["login"] === undefined && error.status !== 412 ? "" : particularAdvice(error, host);
}

export function adviceOfDenied(error: RegistryError, host: string): string {
  return [say("Log in with an account or token that has the right."), particularAdvice(error, host)].filter(Boolean).join(" ");
}
