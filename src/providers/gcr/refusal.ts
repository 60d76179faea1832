import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const notMoved = text(
  "The project's images may not have been moved from the closed Container Registry; else a role of Artifact Registry is missing. The role Storage Object Admin is obsolete.",
);

export const gcrRefusals: readonly RefusalNote[] = [
  {
    statuses: [401],
    text: text("A token of “gcloud auth print-access-token” is valid for 1 hour, and its user name is oauth2accesstoken."),
  },
  { statuses: [403], text: notMoved },
  {
    // What a project's images get that were left there ("Container Registry is deprecated and shutting down").
    statuses: [412],
    text: text(
      "The project's images were not moved from the closed Container Registry to Artifact Registry. Its owner can move them with “gcloud artifacts docker upgrade migrate”.",
    ),
  },
];
