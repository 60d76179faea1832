import { text } from "../../core/text.ts";
import type { Provider } from "../provider.ts";
import { docsPage, portalPage } from "../shared/helpPages.ts";

export const ecr: Provider = {
  id: "ecr",
  name: "Amazon Elastic Container Registry",
  hosts:
    /^(?:\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9][a-z0-9_-]*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|public\.ecr\.aws|ecr-public\.aws\.com)$/,
  product: "ecr",
  rows: [{ label: text("Amazon Elastic Container Registry"), example: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" }],
  pages: [{ address: /^gallery\.ecr\.aws(?:[/?#].*)?$/is, registry: "public.ecr.aws" }],
  loadMethods: async () => (await import("./login.ts")).methods,
  helpPages: [
    docsPage(text("About Amazon ECR"), "https://aws.amazon.com/ecr"),
    docsPage(text("About docker-credential-ecr-login"), "https://github.com/awslabs/amazon-ecr-credential-helper"),
    portalPage(text("Amazon ECR in the AWS console"), "https://console.aws.amazon.com/ecr/home/"),
  ],
};
