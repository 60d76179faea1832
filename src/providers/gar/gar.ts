import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, passwordMethod, portalLink } from "../shared/fields.ts";

export const gar: Provider = {
  id: "gar",
  name: "Google Artifact Registry",
  hosts: /^(?:[a-z]+(?:-[a-z]+\d+)?-docker\.pkg\.dev|docker\.[a-z]+-[a-z]+\d+\.rep\.pkg\.dev)$/,
  pages: [
    { address: /^console\.cloud\.google\.com\/artifacts\/docker\/[^/]+\/([a-z0-9-]+)(?:[/?#].*)?$/is, registry: "$1-docker.pkg.dev" },
  ],
  places: [{ label: text("Google Artifact Registry"), example: "europe-docker.pkg.dev" }],
  methods: [passwordMethod],
  links: [
    docsLink(text("About Artifact Registry logins"), "https://cloud.google.com/artifact-registry/docs/docker/authentication"),
    docsLink(text("About Artifact Registry"), "https://cloud.google.com/artifact-registry/docs/docker/quickstart"),
    docsLink(text("About installing the Google Cloud SDK"), "https://cloud.google.com/sdk/docs/quickstart"),
    docsLink(text("About service accounts"), "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating"),
    portalLink(text("Artifact Registry in the console"), "https://console.cloud.google.com/artifacts"),
  ],
};
