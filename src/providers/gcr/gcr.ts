import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, passwordMethod, portalLink } from "../shared/fields.ts";

export const gcr: Provider = {
  id: "gcr",
  name: "Google Container Registry",
  hosts: /^(?:[a-z0-9-]+\.)?gcr\.io$/,
  places: [{ label: text("Google Container Registry (closed)"), example: "gcr.io, eu.gcr.io" }],
  methods: [passwordMethod],
  notice: text("Google closed Container Registry on 18 March 2025; moved projects go on."),
  links: [
    docsLink(text("About Container Registry logins"), "https://cloud.google.com/container-registry/docs/advanced-authentication"),
    docsLink(text("About moving to Artifact Registry"), "https://docs.cloud.google.com/artifact-registry/docs/transition/gcr-repositories"),
    docsLink(text("About service accounts"), "https://cloud.google.com/iam/docs/creating-managing-service-accounts#creating"),
    docsLink(text("About installing the Google Cloud SDK"), "https://cloud.google.com/sdk/docs/quickstart"),
    portalLink(text("Images in the console"), "https://console.cloud.google.com/gcr/"),
  ],
};
