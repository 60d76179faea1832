import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsLink, passwordMethod, portalLink } from "../shared/fields.ts";

export const acr: Provider = {
  id: "acr",
  name: "Azure Container Registry",
  hosts: /^[a-z0-9]{5,50}(?:-[a-z0-9]+)?(?:\.[a-z0-9]+\.geo)?\.azurecr\.(?:io|cn|us|de)$/,
  product: "acr",
  places: [{ label: text("Azure Container Registry"), example: "example.azurecr.io" }],
  methods: [passwordMethod],
  links: [
    docsLink(text("About Azure logins"), "https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication"),
    docsLink(text("About Azure Container Registry"), "https://azure.microsoft.com/en-us/services/container-registry/#overview"),
    portalLink(text("Azure portal"), "https://portal.azure.com/"),
  ],
};
