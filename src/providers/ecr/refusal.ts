import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

/** The registries of accounts, and the public one. */
export const ecrHosts =
  /^(?:\d{12}\.dkr[.-]ecr(?:-fips)?\.[a-z0-9][a-z0-9_-]*\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)|public\.ecr\.aws|ecr-public\.aws\.com)$/;

export const notTheOutput = text(
  "Amazon ECR says this when the password is not one of its own, or is incomplete: run “aws ecr get-login-password” again and use all of its output.",
);
export const twelveHours = text("The password is valid for 12 hours. An access key is not a password: run the command again.");

export const ecrRefusals: readonly RefusalNote[] = [
  { hosts: ecrHosts, statuses: [400], text: notTheOutput },
  { hosts: ecrHosts, statuses: [401], text: twelveHours },
  {
    hosts: ecrHosts,
    statuses: [403],
    text: text(
      "After 12 hours run “aws ecr get-login-password” again; before, the AWS identity lacks a permission such as ecr:ListImages.",
    ),
  },
];
