import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

/** They hold for servers of one's own, too, which are known by their headers. */
export const jfrogRefusals: readonly RefusalNote[] = [
  {
    statuses: [401],
    text: text("Use an identity token or the password of the account: many installations of Artifactory no longer accept API keys."),
  },
  {
    statuses: [403],
    text: text(
      "Artifactory answers this way when a permission is missing, when the image does not exist, and when the account is locked after failed attempts: check the repository key in the name, then ask its administrator.",
    ),
  },
];
