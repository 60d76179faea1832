import { text } from "../../core/text.ts";
import { gitlabRefusals } from "./refusal.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";
import { gitlabHosts } from "./hosts.ts";

export const gitlab: Provider = {
  id: "gitlab",
  name: "GitLab",
  hosts: gitlabHosts,
  product: "gitlab",
  pages: [
    {
      address: /^(?:www\.)?gitlab\.com(?:[/?#].*)?$/is,
      registry: "registry.gitlab.com",
      images: [/^[^/]+\/(?<part>[^?#]+?)(?:\/-(?=\/)[^?#]*|\/container_registry[^?#]*|\/)?(?:[?#]|$)/],
    },
  ],
  rows: [
    { label: text("GitLab.com"), host: "registry.gitlab.com" },
    { label: text("GitLab, self-managed"), example: "registry.gitlab.example.com, gitlab.example.com:5050" },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  browseAdvice: text("To list your projects the token also needs the scope read_api."),
  refusals: gitlabRefusals,
  helpPages: [docsPage(text("About the GitLab container registry"), "https://docs.gitlab.com/ee/user/packages/container_registry/")],
};
