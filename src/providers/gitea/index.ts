import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

export const gitea: Provider = {
  id: "gitea",
  name: "Gitea or Forgejo",
  product: "gitea",
  pages: [
    {
      address: /^([^/?#]+)\/[^/?#]+\/-\/packages\/container\/.*$/is,
      registry: "$1",
      images: [/^[^/]+\/(?<owner>[^/?#]+)\/-\/packages\/container\/(?<repository>[^/?#]+)(?:\/(?<tag>[^/?#]+))?/],
    },
  ],
  rows: [{ label: text("Gitea or Forgejo"), example: "codeberg.org" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [docsPage(text("About Gitea's container registry"), "https://docs.gitea.com/usage/packages/container")],
};
