import { text } from "../../core/text.ts";
import type { LoginMethod, Provider, Site } from "../provider.ts";
import { docsLink, secretField, tokenLink, usernameField } from "../shared/fields.ts";
import { githubOrigin, inspectGithubToken } from "./githubApi.ts";
import { deniedAtGhcr, ghcrHosts } from "./refusal.ts";

const scopes = "read:packages,write:packages";
const tokenPage = tokenLink(
  text("Make a classic token with the scopes read:packages and write:packages"),
  (site: Site) =>
    `${githubOrigin(site)}/settings/tokens/new?scopes=${scopes}&description=${encodeURIComponent(`Container registry ${site.host}`)}`,
);
const singleSignOn = docsLink(
  text("About tokens and organizations with single sign-on"),
  "https://docs.github.com/en/enterprise-cloud@latest/authentication/authenticating-with-single-sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on",
);
const tokens = tokenLink(text("Your tokens"), (site) => `${githubOrigin(site)}/settings/tokens`);
const advice: LoginMethod["advice"] = {
  unauthorized: text("Is the token a classic one, and not expired or revoked?"),
  denied: deniedAtGhcr,
};

export const ghcr: Provider = {
  id: "ghcr",
  name: "GitHub Container Registry",
  hosts: ghcrHosts,
  pages: [
    { address: /^(?:www\.)?github\.com(?:[/?#].*)?$/is, registry: "ghcr.io" },
    { address: /^([a-z0-9-]+\.ghe\.com)(?:[/?#].*)?$/is, registry: "containers.$1" },
  ],
  places: [
    { label: text("GitHub Container Registry"), host: "ghcr.io" },
    { label: text("GitHub Enterprise"), example: "containers.github.example.com" },
  ],
  methods: [
    {
      id: "token",
      label: text("Classic Access Token"),
      detail: text("Scopes read:packages and write:packages; authorize it for single sign-on"),
      fields: [
        usernameField({
          prompt: text("Your GitHub name, in lower case"),
          clean: (value) => value.trim().toLowerCase(),
          check: (value) =>
            value.includes("@") ? text("That is an e-mail address: GitHub wants your user name, in lower case.") : undefined,
          hint: (value) =>
            /[A-Z]/.test(value) ? text("The user name is your GitHub name in lower case: {0}", value.trim().toLowerCase()) : undefined,
        }),
        secretField({
          prompt: text("Classic access token of {0}"),
          placeholder: text("ghp_…"),
          check: (value) =>
            value.startsWith("github_pat_")
              ? text("Fine-grained GitHub tokens do not work with the container registry: create a classic one.")
              : undefined,
        }),
      ],
      links: [tokenPage, tokens, singleSignOn],
      advice,
      inspect: inspectGithubToken,
    },
    {
      id: "vscode",
      label: text("GitHub Account of VS Code"),
      detail: text("Its token goes into config.json or a helper, and ends with that sign-in"),
      fields: [],
      source: "vscode-github",
      onlyAt: /^ghcr\.io$/,
      advice,
      inspect: inspectGithubToken,
    },
    {
      id: "gh",
      label: text("GitHub Command Line (gh)"),
      detail: text("First: gh auth refresh -h github.com -s read:packages,write:packages"),
      fields: [],
      source: "gh",
      onlyAt: /^ghcr\.io$/,
      advice,
      inspect: inspectGithubToken,
    },
  ],
  links: [
    docsLink(
      text("About the GitHub Container Registry"),
      "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    ),
  ],
};
