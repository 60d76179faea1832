import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

/** They hold for servers of one's own, too, which are known by their headers. */
export const jfrogRefusals: readonly RefusalNote[] = [
  {
    statuses: [401],
    text: text("An identity token or the password of the account is wanted: Artifactory has switched off API keys in many places."),
  },
  {
    statuses: [403],
    text: text(
      "Artifactory says so of a missing permission, of an image that does not exist, and of an account that is locked after wrong tries: check the repository key in the name, then ask its administrator.",
    ),
  },
];
