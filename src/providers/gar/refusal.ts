import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const garRefusals: readonly RefusalNote[] = [
  {
    statuses: [401],
    text: text(
      "A token of “gcloud auth print-access-token” is valid for 1 hour, and its user name is oauth2accesstoken; that of a key file is _json_key.",
    ),
  },
  {
    statuses: [403],
    text: text(
      "Google answers this way when the account lacks the role Artifact Registry Reader, and when the repository does not exist: check PROJECT/REPOSITORY in the name, and ask for the role.",
    ),
  },
];
