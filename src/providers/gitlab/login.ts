import { text } from "../../core/text.ts";
import { gitlabOf } from "./gitlabOf.ts";
import { inspectGitlabToken } from "./inspectToken.ts";
import { deniedAtGitlab } from "./refusal.ts";
import type { LoginMethod, LoginMethods } from "../loginMethod.ts";
import type { HelpPage } from "../providerSite.ts";
import { docsPage, tokenPage } from "../shared/helpPages.ts";
import { obtainTyped } from "../shared/obtainTyped.ts";
import { secretQuestion, usernameQuestion } from "../shared/questions.ts";

function page(path: string, query = ""): HelpPage["url"] {
  return (site) => URL.parse(`${path}${query}`, gitlabOf(site.host, site.trustedRealm)?.href)?.href;
}

const advice: LoginMethod["advice"] = {
  unauthorized: text(
    "With two-factor authentication GitLab requires a token. Thirty failed attempts in three minutes block your IP address for an hour.",
  ),
  denied: deniedAtGitlab,
  "not-found": text("The container registry may be switched off in this GitLab."),
};

export const methods: LoginMethods = [
  {
    id: "token",
    label: text("Personal, Project or Group Access Token"),
    detail: text("read_registry to pull, also write_registry to push, also read_api to browse"),
    questions: [
      usernameQuestion({
        prompt: text("GitLab user name (for a project's or group's token, any name)"),
        hint: (value) =>
          value.startsWith("gitlab+deploy-token-") ? text("This is the name of a deploy token: go back and choose that.") : undefined,
      }),
      secretQuestion({
        prompt: text("Access token of {0}"),
        placeholder: text("glpat-…"),
        hint: (value) => (value.startsWith("gldt-") ? text("This looks like a deploy token: go back and choose that.") : undefined),
      }),
    ],
    obtain: obtainTyped(),
    pages: [
      tokenPage(
        text("Create a token with read_api, read_registry and write_registry"),
        page("-/user_settings/personal_access_tokens", "?name=Container+registry&scopes=read_api,read_registry,write_registry"),
      ),
      docsPage(text("About personal access tokens"), "https://docs.gitlab.com/ee/user/profile/personal_access_tokens.html"),
    ],
    advice,
    inspect: inspectGitlabToken,
  },
  {
    id: "deploy",
    label: text("Deploy Token"),
    detail: text("read_registry to pull, also write_registry to push; it cannot browse"),
    questions: [
      usernameQuestion({ prompt: text("User name of the deploy token"), placeholder: text("gitlab+deploy-token-1") }),
      secretQuestion({
        prompt: text("Deploy token of {0}"),
        placeholder: text("gldt-…"),
        hint: (value) => (value.startsWith("glpat-") ? text("This looks like an access token: go back and choose that.") : undefined),
      }),
    ],
    obtain: obtainTyped(),
    pages: [docsPage(text("About deploy tokens"), "https://docs.gitlab.com/ee/user/project/deploy_tokens/index.html")],
    advice,
  },
];
