import { text } from "../../core/text.ts";
import type { LoginMethods } from "../loginMethod.ts";
import { tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

export const methods: LoginMethods = [
  {
    id: "token",
    label: text("User Name and Access Token"),
    detail: text("Scope read:package or write:package; a password works without two-factor"),
    questions: [usernameQuestion(), secretQuestion({ prompt: text("Access token of {0}") })],
    obtain: obtainTyped(),
    pages: [tokenPage(text("Create an access token"), (site) => `https://${site.host}/user/settings/applications`)],
    advice: {
      unauthorized: text("Does the token have the scope read:package? With two-factor authentication a password is not accepted."),
    },
  },
];
