import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

export const quay: Provider = {
  id: "quay",
  name: "Quay",
  hosts: /^quay\.io$/,
  product: "quay",
  pages: [
    {
      address: /^quay\.io\/(?:repository|organization|user)(?:[/?#].*)?$/is,
      registry: "quay.io",
      images: [
        /^[^/]+\/repository\/(?<repository>[^/?#]+\/[^/?#:]+)\/manifest\/(?<digest>[^/?#]+)/,
        /^[^/]+\/repository\/(?<repository>[^/?#]+\/[^/?#:]+)[^#]*[?&]tag=(?<tag>[^&#]+)/,
        /^[^/]+\/repository\/(?<repository>[^/?#]+\/[^/?#:]+)(?::(?<tag>[^/?#]+))?/,
        /^[^/]+\/(?:organization|user)\/(?<part>[^/?#]+)/,
      ],
    },
  ],
  rows: [
    { label: text("Quay.io"), host: "quay.io" },
    { label: text("Red Hat Quay, self-hosted"), example: "quay.example.com" },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [docsPage(text("About Quay.io"), "https://docs.quay.io/solution/getting-started.html")],
};
