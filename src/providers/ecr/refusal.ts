import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const notTheOutput = text(
  "Amazon ECR says this when the password is not one of its own, or is incomplete: run “aws ecr get-login-password” again and use all of its output.",
);
export const twelveHours = text("The password is valid for 12 hours. An access key is not a password: run the command again.");
/** Of a login that was made by keys (Amazon ECR, “Identity-based policies”; ECR Public has permissions of its own). */
export const lacksRight = text(
  "The IAM user or role may lack ecr:GetAuthorizationToken, ecr:BatchGetImage or ecr:GetDownloadUrlForLayer; at public.ecr.aws, ecr-public:GetAuthorizationToken or sts:GetServiceBearerToken.",
);

export const ecrRefusals: readonly RefusalNote[] = [
  { statuses: [400], text: notTheOutput },
  { statuses: [401], text: text("Passwords of Amazon ECR are valid for 12 hours: log in again.") },
  {
    statuses: [403],
    text: text("After 12 hours log in again; before that, the IAM user or role lacks a permission such as ecr:ListImages."),
  },
];
