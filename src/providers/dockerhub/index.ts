import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const dockerHub: Provider = {
  id: "dockerhub",
  name: "Docker Hub",
  hosts: /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/,
  canonicalHost: "docker.io",
  pages: [{ address: /^(?:hub|app)\.docker\.com(?:[/?#].*)?$/is, registry: "docker.io" }],
  rows: [{ label: text("Docker Hub"), host: "docker.io" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  helpPages: [
    docsPage(text("About Docker Hub"), "https://hub.docker.com/"),
    portalPage(text("Your repositories"), "https://hub.docker.com/repositories"),
  ],
};
