import { text } from "../../core/text.ts";
import { jfrogRefusals } from "./refusal.ts";
import type { Provider } from "../provider.ts";
import { jfrogHosts } from "./hosts.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const jfrog: Provider = {
  id: "jfrog",
  name: "JFrog Artifactory",
  hosts: jfrogHosts,
  product: "artifactory",
  rows: [{ label: text("JFrog Artifactory"), example: "example.jfrog.io" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  refusals: jfrogRefusals,
  helpPages: [
    docsPage(
      text("About Artifactory as a registry"),
      "https://www.jfrog.com/confluence/display/JFROG/Getting+Started+with+Artifactory+as+a+Docker+Registry",
    ),
    portalPage(text("Repositories in Artifactory"), (site) => `https://${site.host}/ui/repos/tree/General`),
    portalPage(text("Create a local repository"), (site) => `https://${site.host}/ui/admin/repositories/local/new`),
    portalPage(text("Create a virtual repository"), (site) => `https://${site.host}/ui/admin/repositories/virtual/new`),
  ],
};
