import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, secretField, tokenLink, usernameField } from "../shared/fields.ts";

export const gitea: Provider = {
  id: "gitea",
  name: "Gitea or Forgejo",
  product: "gitea",
  places: [{ label: text("Gitea or Forgejo"), example: "codeberg.org" }],
  methods: [
    {
      id: "token",
      label: text("User Name and Access Token"),
      detail: text("Scope read:package or write:package; a password works without two-factor login"),
      fields: [usernameField(), secretField({ prompt: text("Access token of {0}") })],
      links: [tokenLink(text("Make an access token"), (site) => `https://${site.host}/user/settings/applications`)],
      advice: { unauthorized: text("Does the token have the scope read:package? With two-factor login a password is not accepted.") },
    },
  ],
  links: [docsLink(text("About Gitea's container registry"), "https://docs.gitea.com/usage/packages/container")],
};
