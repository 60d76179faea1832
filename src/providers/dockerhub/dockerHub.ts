import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, portalLink, secretField, tokenLink, usernameField } from "../shared/fields.ts";

const tokenPage = tokenLink(text("Make an access token"), () => "https://app.docker.com/settings/personal-access-tokens");

export const dockerHub: Provider = {
  id: "dockerhub",
  name: "Docker Hub",
  hosts: /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/,
  canonicalHost: "docker.io",
  pages: [{ address: /^(?:hub|app)\.docker\.com(?:[/?#].*)?$/is, registry: "docker.io" }],
  places: [{ label: text("Docker Hub"), host: "docker.io" }],
  methods: [
    {
      id: "token",
      label: text("Docker ID and Access Token"),
      detail: text("No password where two-factor login or single sign-on is on"),
      fields: [
        usernameField({
          prompt: text("Docker ID"),
          check: (value) => (value.includes("@") ? text("That is an e-mail address: Docker Hub wants the Docker ID.") : undefined),
        }),
        secretField({
          prompt: text("Access token of {0}"),
          placeholder: text("dckr_pat_…"),
          hint: (value) =>
            value.startsWith("dckr_oat_") ? text("This looks like an organization's token: its user name is the organization.") : undefined,
        }),
      ],
      links: [tokenPage],
      advice: { unauthorized: text("With two-factor login or single sign-on a password is not accepted here: make an access token.") },
    },
    {
      id: "organization",
      label: text("Organization Access Token"),
      detail: text("Belongs to an organization; lists private repositories only with that right"),
      fields: [
        usernameField({ prompt: text("Name of the organization") }),
        secretField({
          prompt: text("Organization access token of {0}"),
          hint: (value) =>
            value.startsWith("dckr_pat_") ? text("This looks like a personal token: its user name is your Docker ID.") : undefined,
        }),
      ],
      advice: { unauthorized: text("Is the user name the organization's name, and the token neither expired nor deactivated?") },
      links: [docsLink(text("About organization access tokens"), "https://docs.docker.com/enterprise/security/access-tokens/")],
    },
  ],
  links: [
    docsLink(text("About Docker Hub"), "https://hub.docker.com/"),
    portalLink(text("Your repositories"), "https://hub.docker.com/repositories"),
  ],
};
