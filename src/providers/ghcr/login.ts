import { text } from "../../core/text.ts";
import { githubOrigin, inspectGithubToken } from "./githubApi.ts";
import { deniedAtGhcr } from "./refusal.ts";
import { obtainFromGh, obtainFromVscode } from "./obtainToken.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import type { ProviderSite } from "../providerSite.ts";
import { docsPage, tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

const scopes = "read:packages,write:packages";
const newToken = tokenPage(
  text("Create a classic token with the scopes read:packages and write:packages"),
  (site: ProviderSite) =>
    `${githubOrigin(site)}/settings/tokens/new?scopes=${scopes}&description=${encodeURIComponent(`Container registry ${site.host}`)}`,
);
const singleSignOn = docsPage(
  text("About tokens and organizations with single sign-on"),
  "https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on",
);
const tokens = tokenPage(text("Your tokens"), (site) => `${githubOrigin(site)}/settings/tokens`);
const advice: LoginMethod["advice"] = {
  unauthorized: text("Is the token a classic one, and not expired or revoked?"),
  denied: deniedAtGhcr,
};
/** Tokens that GitHub gave to a program: organizations let that program in, and no page of tokens has them. */
const vscodeAdvice: LoginMethod["advice"] = {
  unauthorized: text("VS Code's sign-in to GitHub may have ended, or been revoked: sign out of it under “Accounts”, then log in again."),
  denied: text(
    "The token may lack read:packages. In an organization with SAML single sign-on, VS Code must be authorized, too: sign out of GitHub under “Accounts”, then log in again.",
  ),
};
const ghAdvice: LoginMethod["advice"] = {
  unauthorized: text("The token of gh may have been revoked: run “gh auth login”, then try again."),
  denied: text(
    "The token of gh may lack read:packages, or not be authorized for an organization with SAML single sign-on: run “gh auth refresh -h github.com -s read:packages,write:packages”, then try again.",
  ),
};

export const methods: LoginMethods = [
  {
    id: "token",
    label: text("Classic Access Token"),
    detail: text("Scopes read:packages and write:packages; authorize it for single sign-on"),
    questions: [
      usernameQuestion({
        prompt: text("Your GitHub user name, in lower case"),
        clean: (value) => value.trim().toLowerCase(),
        check: (value) =>
          value.includes("@") ? text("That is an e-mail address: GitHub wants your user name, in lower case.") : undefined,
        hint: (value) =>
          /[A-Z]/.test(value) ? text("Your GitHub user name is written in lower case here: {0}", value.trim().toLowerCase()) : undefined,
      }),
      secretQuestion({
        prompt: text("Classic access token of {0}"),
        placeholder: text("ghp_…"),
        check: (value) =>
          value.startsWith("github_pat_")
            ? text("Fine-grained GitHub tokens do not work with the container registry: create a classic one.")
            : undefined,
      }),
    ],
    obtain: obtainTyped(),
    pages: [newToken, tokens, singleSignOn],
    advice,
    inspect: inspectGithubToken,
  },
  {
    id: "vscode",
    label: text("GitHub Account of VS Code"),
    detail: text("Stores VS Code's GitHub token; it ends when you sign out"),
    questions: [],
    obtain: (_, context, signal) => obtainFromVscode(context, signal),
    isBorrowed: true,
    onlyAt: /^ghcr\.io$/,
    advice: vscodeAdvice,
    inspect: inspectGithubToken,
  },
  {
    id: "gh",
    label: text("GitHub Command Line (gh)"),
    detail: text("First: gh auth refresh -h github.com -s read:packages,write:packages"),
    questions: [],
    obtain: (_, { spawn }, signal) => obtainFromGh(spawn, signal),
    programs: ["gh"],
    isBorrowed: true,
    onlyAt: /^ghcr\.io$/,
    advice: ghAdvice,
    inspect: inspectGithubToken,
  },
];
