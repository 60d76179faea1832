import { text } from "../../core/text.ts";
import { acrRefusals } from "./refusal.ts";
import { acrTokenUser } from "./tokenUser.ts";
import type { Provider } from "../provider.ts";
import { acrHosts } from "./hosts.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const acr: Provider = {
  id: "acr",
  name: "Azure Container Registry",
  hosts: acrHosts,
  product: "acr",
  pages: [
    {
      address: /^portal\.azure\.com\/.*ContainerRegistry(?:\/|%2F)registries(?:\/|%2F)([a-z0-9]+)(?:[/%?].*)?$/is,
      registry: "$1.azurecr.io",
      images: [/\/repository\/(?<repository>[^/?#]+)(?:\/tag\/(?<tag>[^/?#]+))?/i],
    },
  ],
  rows: [{ label: text("Azure Container Registry"), example: "example.azurecr.io" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  refusals: acrRefusals,
  lifetime: { username: acrTokenUser, hours: 3 },
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadDeletion: async () => (await import("./deletion.ts")).openTagDeletion,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [
    docsPage(text("About Azure logins"), "https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication"),
    docsPage(text("About Azure Container Registry"), "https://azure.microsoft.com/en-us/services/container-registry/#overview"),
    portalPage(text("Azure portal"), "https://portal.azure.com/"),
  ],
};
