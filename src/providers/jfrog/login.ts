import { text } from "../../core/text.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { jfrogHosts } from "./hosts.ts";
import { inspectJfrogLogin } from "./inspectLogin.ts";
import { docsPage, tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

const pages: LoginMethod["pages"] = [
  tokenPage(text("Create an identity token in your profile"), ({ host }) => `https://${host}/ui/user_profile`),
  docsPage(
    text("About the forms of repository addresses"),
    "https://jfrog.com/help/r/jfrog-artifactory-documentation/docker-repository-url-formats",
  ),
];
const advice: LoginMethod["advice"] = {
  unauthorized: text(
    "With single sign-on (OAuth, SAML) Artifactory requires a token. After some failed attempts it locks the account for a while.",
  ),
  denied: text("The account has no permission for this, or is locked after failed attempts."),
  "not-found": text(
    "The repository's key may be missing in the address: HOST/KEY, KEY.HOST or HOST:PORT, as its administrator chose; in the cloud also SERVER-KEY.jfrog.io.",
  ),
};

/** An e-mail address is a user name here. */
const username = usernameQuestion({ prompt: text("User name in Artifactory") });

export const methods: LoginMethods = [
  {
    id: "password",
    label: text("User Name and Password"),
    detail: text("Not with OAuth (Google, OpenID Connect, GitHub Enterprise, UAA) or SAML"),
    questions: [
      username,
      secretQuestion({
        prompt: text("Password of {0}"),
        hint: (value, host = "") => {
          if (value === "password" && !jfrogHosts.test(hostnameOf(host)))
            return text("This is the password of a fresh installation: anyone may know it. Change it in Artifactory.");
          return isToken(value) ? text("This looks like a token, which works here as well.") : undefined;
        },
      }),
    ],
    obtain: obtainTyped(),
    pages,
    advice,
    inspect: inspectJfrogLogin,
  },
  {
    id: "token",
    label: text("Identity, Access or Reference Token"),
    detail: text("From your profile in Artifactory; with single sign-on the only way"),
    questions: [
      username,
      secretQuestion({
        prompt: text("Token of {0}"),
        hint: (value) =>
          value.startsWith("AKCp") ? text("This looks like an API key, which JFrog is removing: create a token.") : undefined,
      }),
    ],
    obtain: obtainTyped(),
    pages,
    advice,
    inspect: inspectJfrogLogin,
  },
];

/** A JSON Web Token, or a reference to one: the Base64 of “reftkn:”. */
function isToken(value: string): boolean {
  return /^(?:eyJ[\w-]+\.|cmVmdGtuO)/.test(value);
}
