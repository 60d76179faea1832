import { text } from "../../core/text.ts";
import { googleTokenUser } from "../shared/google/tokenUser.ts";
import type { Provider } from "../provider.ts";
import { gcrHosts } from "./hosts.ts";
import { gcrRefusals } from "./refusal.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const gcr: Provider = {
  id: "gcr",
  name: "Google Container Registry",
  hosts: gcrHosts,
  rows: [{ label: text("Google Container Registry (closed)"), example: "gcr.io, eu.gcr.io" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  notice: text("Closed on 18 March 2025; projects moved to Artifact Registry still work."),
  lifetime: { username: googleTokenUser, hours: 1 },
  refusals: gcrRefusals,
  helpPages: [
    docsPage(text("About Container Registry logins"), "https://cloud.google.com/container-registry/docs/advanced-authentication"),
    docsPage(text("About moving to Artifact Registry"), "https://docs.cloud.google.com/artifact-registry/docs/transition/gcr-repositories"),
    docsPage(text("About service accounts"), "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating"),
    docsPage(text("About installing the Google Cloud SDK"), "https://cloud.google.com/sdk/docs/quickstart"),
    portalPage(text("Images in the console"), "https://console.cloud.google.com/gcr/"),
  ],
};
