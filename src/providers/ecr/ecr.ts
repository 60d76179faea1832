import { text } from "../../core/text.ts";
import type { LoginMethod, Provider } from "../provider.ts";
import { docsLink, portalLink, secretField } from "../shared/fields.ts";

const publicHosts = /^(?:public\.ecr\.aws|ecr-public\.aws\.com)$/;
const privateHosts = /^(?!public\.ecr\.aws$|ecr-public\.aws\.com$)/;
const advice: LoginMethod["advice"] = {
  unauthorized: text("The password is good for 12 hours. An access key is no password: run the command again."),
};

export const ecr: Provider = {
  id: "ecr",
  name: "Amazon Elastic Container Registry",
  hosts:
    /^(?:\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9][a-z0-9_-]*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|public\.ecr\.aws|ecr-public\.aws\.com)$/,
  product: "ecr",
  places: [{ label: text("Amazon Elastic Container Registry"), example: "123456789012.dkr.ecr.eu-west-1.amazonaws.com" }],
  pages: [{ address: /^gallery\.ecr\.aws(?:[/?#].*)?$/is, registry: "public.ecr.aws" }],
  methods: [
    {
      id: "password",
      label: text("Password of “aws ecr get-login-password”"),
      detail: text("The user name is always AWS; the password is good for 12 hours"),
      username: "AWS",
      fields: [secretField({ prompt: text("Output of “aws ecr get-login-password --region …”") })],
      onlyAt: privateHosts,
      advice,
    },
    {
      id: "public",
      label: text("Password of “aws ecr-public get-login-password”"),
      detail: text("The user name is always AWS; the region is always us-east-1"),
      username: "AWS",
      fields: [secretField({ prompt: text("Output of “aws ecr-public get-login-password --region us-east-1”") })],
      onlyAt: publicHosts,
      advice,
    },
  ],
  links: [
    docsLink(text("About Amazon ECR"), "https://aws.amazon.com/ecr"),
    docsLink(text("About docker-credential-ecr-login"), "https://github.com/awslabs/amazon-ecr-credential-helper"),
    portalLink(text("Amazon ECR in the AWS console"), "https://console.aws.amazon.com/ecr/home/"),
  ],
};
