import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

export const harbor: Provider = {
  id: "harbor",
  name: "Harbor",
  product: "harbor",
  // Its pages tell a project's number, and not its name.
  pages: [
    {
      address: /^([^/?#]+)\/harbor\/projects\/.*$/is,
      registry: "$1",
      images: [/\/repositories\/(?<part>[^/?#]+)/],
    },
  ],
  rows: [{ label: text("Harbor"), example: "harbor.example.com" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadDeletion: async () => (await import("./deletion.ts")).openTagDeletion,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [docsPage(text("About Harbor"), "https://goharbor.io/docs/")],
};
