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
  pages: [
    {
      address: /^([^/?#]+)\/ui\/(?:repos\/tree|native)\/.*$/is,
      registry: "$1",
      images: [
        /\/ui\/(?:repos\/tree\/[^/]+|native)\/(?<repository>[^?#]+)\/(?<tag>[^/?#]+)\/(?:list\.)?manifest\.json/,
        /\/ui\/(?:repos\/tree\/[^/]+|native)\/(?<part>[^?#]*[^/?#])/,
      ],
    },
  ],
  rows: [
    {
      label: text("JFrog Artifactory"),
      example: "example.jfrog.io",
      hostPrompt: text("Host as in the names of images: HOST/KEY, KEY.HOST, SERVER-KEY.jfrog.io or HOST:PORT (KEY is a repository's key)"),
    },
  ],
  methodNotes: [
    {
      hosts: /\.jfrog\.io$/,
      text: text("JFrog sent the first login of a cloud installation by e-mail."),
    },
    {
      hosts: /^(?!.*\.jfrog\.io$)/,
      text: text("A fresh installation lets in “admin” with the password “password”. Change it first: anyone can log in with it."),
    },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
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
