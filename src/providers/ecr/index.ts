import { text } from "../../core/text.ts";
import { ecrRefusals } from "./refusal.ts";
import type { Provider } from "../provider.ts";
import { ecrHosts } from "./hosts.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const ecr: Provider = {
  id: "ecr",
  name: "Amazon Elastic Container Registry",
  hosts: ecrHosts,
  product: "ecr",
  rows: [
    { label: text("Amazon Elastic Container Registry"), example: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" },
    {
      label: text("Amazon ECR, by a profile of ~/.aws"),
      finder: {
        detail: text("Finds the registry of the profile's account in a region"),
        load: async () => (await import("./finder.ts")).registryOfProfile,
      },
    },
    {
      label: text("Amazon ECR, by an access key"),
      finder: {
        detail: text("Finds the registry of the key's account in a region"),
        load: async () => (await import("./finder.ts")).registryOfAccessKey,
      },
    },
  ],
  pages: [
    {
      address: /^gallery\.ecr\.aws(?:[/?#].*)?$/is,
      registry: "public.ecr.aws",
      images: [/^[^/]+\/(?<repository>[^/?#]+(?:\/[^/?#]+)+)/, /^[^/]+\/(?<part>[^/?#]+)/],
    },
    {
      address:
        /^(?:[a-z0-9-]+\.)?console\.aws\.amazon\.com\/ecr\/repositories\/private\/(\d{12})(?:\/[^?#]*)?\?(?:[^#]*&)?region=([a-z0-9-]+)(?:[&#].*)?$/is,
      registry: "$1.dkr.ecr.$2.amazonaws.com",
      images: [
        /\/private\/\d+\/(?<repository>[^?#]+?)\/_\/image\/(?<digest>sha256(?::|%3A)[0-9a-f]+)/i,
        /\/private\/\d+\/(?<repository>[^?#]+?)(?:\/_\/[^?#]*)?\/?\?/,
      ],
    },
  ],
  loadMethods: async () => (await import("./login.ts")).methods,
  refusals: ecrRefusals,
  lifetime: { username: "AWS", hours: 12 },
  loadBrowse: async () => (await import("./browse.ts")).openBrowse,
  loadDeletion: async () => (await import("./deletion.ts")).openTagDeletion,
  loadPush: async () => (await import("./push.ts")).pushGuide,
  loadCreate: async () => (await import("./create.ts")).createGuide,
  loadPage: async () => (await import("./page.ts")).webPage,
  helpPages: [
    docsPage(text("About Amazon ECR"), "https://aws.amazon.com/ecr"),
    docsPage(text("About docker-credential-ecr-login"), "https://github.com/awslabs/amazon-ecr-credential-helper"),
    portalPage(text("Amazon ECR in the AWS console"), "https://console.aws.amazon.com/ecr/home/"),
  ],
};
