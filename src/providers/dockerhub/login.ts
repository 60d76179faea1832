import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { docsPage, tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

const newToken = tokenPage(text("Create an access token"), () => "https://app.docker.com/settings/personal-access-tokens");

export const methods: LoginMethods = [
  {
    id: "token",
    label: text("Docker ID and Access Token"),
    detail: text("No password where two-factor authentication or single sign-on is on"),
    questions: [
      usernameQuestion({
        prompt: text("Docker ID"),
        check: (value) => (value.includes("@") ? text("That is an e-mail address: Docker Hub wants the Docker ID.") : undefined),
      }),
      secretQuestion({
        prompt: text("Access token of {0}"),
        placeholder: text("dckr_pat_…"),
        hint: (value) =>
          value.startsWith("dckr_oat_") ? text("This looks like an organization's token: its user name is the organization.") : undefined,
      }),
    ],
    obtain: obtainTyped(),
    pages: [newToken],
    advice: {
      unauthorized: text("With two-factor authentication or single sign-on a password is not accepted here: create an access token."),
    },
  },
  {
    id: "organization",
    label: text("Organization Access Token"),
    detail: text("Belongs to an organization; lists private repositories only with that right"),
    questions: [
      usernameQuestion({ prompt: text("Name of the organization") }),
      secretQuestion({
        prompt: text("Organization access token of {0}"),
        hint: (value) =>
          value.startsWith("dckr_pat_") ? text("This looks like a personal token: its user name is your Docker ID.") : undefined,
      }),
    ],
    obtain: obtainTyped(),
    advice: { unauthorized: text("Is the user name the organization's name, and the token neither expired nor deactivated?") },
    pages: [docsPage(text("About organization access tokens"), "https://docs.docker.com/enterprise/security/access-tokens/")],
  },
];
