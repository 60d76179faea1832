import { text } from "../../core/text.ts";
import { garRefusals } from "./refusal.ts";
import { googleTokenUser } from "../shared/google/tokenUser.ts";
import type { Provider } from "../provider.ts";
import { garHosts } from "./hosts.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const gar: Provider = {
  id: "gar",
  name: "Google Artifact Registry",
  hosts: garHosts,
  pages: [
    {
      address: /^console\.cloud\.google\.com\/artifacts\/docker\/[^/]+\/([a-z0-9-]+)(?:[/?#].*)?$/is,
      registry: "$1-docker.pkg.dev",
      images: [
        /\/docker\/(?<owner>[^/]+)\/[^/]+\/(?<repository>[^/?#;]+\/[^/?#;]+)(?:\/(?<digest>sha256(?::|%3A)[0-9a-f]+))?/i,
        /\/docker\/(?<part>[^/]+)\//i,
      ],
    },
  ],
  rows: [
    { label: text("Google Artifact Registry"), example: "europe-docker.pkg.dev" },
    {
      label: text("Google Artifact Registry, by its location"),
      finder: { detail: text("Offers the regions"), load: async () => (await import("./finder.ts")).registryOfLocation },
    },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  refusals: garRefusals,
  lifetime: { username: googleTokenUser, hours: 1 },
  helpPages: [
    docsPage(text("About Artifact Registry logins"), "https://cloud.google.com/artifact-registry/docs/docker/authentication"),
    docsPage(text("About Artifact Registry"), "https://cloud.google.com/artifact-registry/docs/docker/quickstart"),
    docsPage(text("About installing the Google Cloud SDK"), "https://cloud.google.com/sdk/docs/quickstart"),
    docsPage(text("About service accounts"), "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating"),
    portalPage(text("Artifact Registry in the console"), "https://console.cloud.google.com/artifacts"),
  ],
};
