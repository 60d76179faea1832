import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage } from "../shared/helpPages.ts";

/** What is left when no other provider is recognised. */
export const generic: Provider = {
  id: "generic",
  name: "Any other registry",
  pages: [
    {
      address: /^mcr\.microsoft\.com\/[a-z-]+\/(?:artifact\/mar|product)\/.*$/is,
      registry: "mcr.microsoft.com",
      images: [/\/(?:artifact\/mar|product)\/(?<repository>[^?#]+?)(?:\/(?:about|tags))?\/?(?:[?#]|$)/i],
    },
    // What a registry's own protocol is asked (distribution-spec, "Endpoints").
    {
      address: /^([^/?#]+)\/v2\/.*$/is,
      registry: "$1",
      images: [
        /^[^/]+\/v2\/(?<repository>[^?#]+)\/(?:manifests|blobs|referrers)\/(?<digest>sha\d+:[^/?#]+)/,
        /^[^/]+\/v2\/(?<repository>[^?#]+)\/manifests\/(?<tag>[^/?#]+)/,
        /^[^/]+\/v2\/(?<repository>[^?#]+)\/tags\/list/,
      ],
    },
  ],
  rows: [{ label: text("Any other registry"), example: "registry.example.com:5000" }],
  loadMethods: async () => (await import("../shared/passwordMethod.ts")).passwordMethods,
  helpPages: [
    docsPage(text("About credential helpers"), "https://docs.docker.com/engine/reference/commandline/login/#credentials-store"),
    docsPage(text("About registry logins"), "https://github.com/containerd/nerdctl/blob/main/docs/registry.md"),
  ],
};
