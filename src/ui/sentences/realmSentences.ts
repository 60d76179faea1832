import type { RegistryError } from "../../core/registryError.ts";
import { say } from "../../platform/say.ts";
import type { Sentence } from "./sentence.ts";

/** Where each software has the address that its challenge names; what the people who run it have to change. */
const settings: Readonly<Record<string, () => string>> = {
  gitea: () => say("In Gitea and Forgejo that is ROOT_URL in app.ini."),
  gitlab: () => say("In GitLab that is external_url in gitlab.rb."),
  harbor: () => say("In Harbor that is external_url in harbor.yml (EXT_ENDPOINT of its core)."),
};

/** What only the people who run the registry can do. */
export function operatorAdvice(error: RegistryError): string {
  return withSetting(
    say("The people who run the registry have to correct the address of its token server; nothing on this machine helps."),
    error,
  );
}

/** A name that is not found may be one that only another network knows. */
function absentAdvice(error: RegistryError): string {
  return withSetting(
    say(
      "If only an internal network knows the name, connect to that network or its VPN; otherwise the people who run the registry have to correct the address of its token server.",
    ),
    error,
  );
}

function withSetting(advice: string, { params: { product } }: RegistryError): string {
  const setting =
    product === undefined ? say("In distribution's own registry that is auth.token.realm.") : (settings[String(product)]?.() ?? "");
  return [advice, setting].filter(Boolean).join(" ");
}

/** Whose fault it is that a token server was not asked, by `problem`; without one the person did not allow it. */
const problems: Readonly<Record<string, (host: string, realm: string) => string>> = {
  "plain-http": (host, realm) => say("{0} names its token server {1} with http: instead of https:. Nothing was sent there.", host, realm),
  "private-address": (host, realm) => say("{0} names a token server at a private address, {1}. Nothing was sent there.", host, realm),
  "not-found": (host, realm) => say("{0} names its token server {1}, a name that cannot be found from here.", host, realm),
  address: (host, realm) => say("{0} names a token server whose address cannot be used: {1}.", host, realm),
};

export function realmSentence(error: RegistryError, host: string): Sentence {
  const realm = String(error.params["realm"] ?? "?");
  const problem = String(error.params["problem"]);
  const what = problems[problem]?.(host, realm);
  if (what !== undefined) return { what, advice: problem === "not-found" ? absentAdvice(error) : operatorAdvice(error) };
  return {
    what: say("{0} wants the password to be sent to {1}. That was not done.", host, realm),
    advice: say("Allow it only if you know that both belong together."),
  };
}
