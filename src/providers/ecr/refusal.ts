import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const notTheOutput = text(
  "Amazon ECR says this when the password is not one of its own, or is incomplete: run “aws ecr get-login-password” again and use all of its output.",
);
export const twelveHours = text("The password is valid for 12 hours. An access key is not a password: run the command again.");

export const ecrRefusals: readonly RefusalNote[] = [
  { statuses: [400], text: notTheOutput },
  { statuses: [401], text: twelveHours },
  {
    statuses: [403],
    text: text(
      "After 12 hours run “aws ecr get-login-password” again; before, the AWS identity lacks a permission such as ecr:ListImages.",
    ),
  },
];
