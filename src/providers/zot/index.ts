import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

export const zot: Provider = {
  id: "zot",
  name: "zot",
  product: "zot",
  pages: [
    {
      address: /^([^/?#]+)\/image\/[^/?#]+\/tag\/.*$/is,
      registry: "$1",
      images: [/^[^/]+\/image\/(?<repository>[^/?#]+)\/tag\/(?<tag>[^/?#]+)/],
    },
  ],
  rows: [{ label: text("zot"), example: "zot.example.com:5000" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [docsPage(text("About zot"), "https://zotregistry.dev/")],
};
