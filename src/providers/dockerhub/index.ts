import { dockerHub, dockerHubNames, hostsPattern } from "../../core/dockerHub.ts";
import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const dockerHubProvider: Provider = {
  id: "dockerhub",
  name: "Docker Hub",
  hosts: hostsPattern(...dockerHubNames),
  canonicalHost: dockerHub,
  pages: [
    {
      address: /^(?:hub|app)\.docker\.com(?:[/?#].*)?$/is,
      registry: dockerHub,
      images: [
        /^[^/]+\/_\/(?<repository>[^/?#]+)/,
        /^[^/]+\/r\/(?<repository>[^/?#]+\/[^/?#]+)/,
        /^[^/]+\/layers\/(?<repository>[^/?#]+\/[^/?#]+)\/(?<tag>[^/?#]+)/,
        /^[^/]+\/repository\/docker\/(?<repository>[^/?#]+\/[^/?#]+)(?:\/tags\/(?<tag>[^/?#]+))?/,
        /^[^/]+\/(?:u|orgs)\/(?<part>[^/?#]+)/,
      ],
    },
  ],
  rows: [{ label: text("Docker Hub"), host: dockerHub }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadDeletion: async () => (await import("./deletion.ts")).openTagDeletion,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [
    docsPage(text("About Docker Hub"), "https://hub.docker.com/"),
    portalPage(text("Your repositories"), "https://hub.docker.com/repositories"),
  ],
};
