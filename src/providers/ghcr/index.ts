import { text } from "../../core/text.ts";
import { ghcrHosts } from "./hosts.ts";
import { ghcrRefusals } from "./refusal.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

/** The page of a package, perhaps of one of its versions; else of whoever owns some. */
const images = [
  /^[^/]+\/(?:orgs|users)\/(?<owner>[^/?#]+)\/packages\/container\/(?:package\/)?(?<repository>[^/?#]+)(?:[^#]*[?&]tag=(?<tag>[^&#]+))?/,
  /^[^/]+\/(?<owner>[^/?#]+)\/[^/?#]+\/pkgs\/container\/(?<repository>[^/?#]+)(?:[^#]*[?&]tag=(?<tag>[^&#]+))?/,
  /^[^/]+\/(?:(?:orgs|users)\/)?(?<part>[^/?#]+)/,
];

export const ghcr: Provider = {
  id: "ghcr",
  name: "GitHub Container Registry",
  hosts: ghcrHosts,
  pages: [
    { address: /^(?:www\.)?github\.com(?:[/?#].*)?$/is, registry: "ghcr.io", images },
    { address: /^([a-z0-9-]+\.ghe\.com)(?:[/?#].*)?$/is, registry: "containers.$1", images },
  ],
  rows: [
    { label: text("GitHub Container Registry"), host: "ghcr.io" },
    { label: text("GitHub Enterprise"), example: "containers.github.example.com" },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  deletesOnPage: true,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  browseAdvice: text("To list packages the token needs the scope read:packages, and read:org for those of organizations."),
  refusals: ghcrRefusals,
  helpPages: [
    docsPage(
      text("About the GitHub Container Registry"),
      "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    ),
  ],
};
