import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const acrRefusals: readonly RefusalNote[] = [
  {
    statuses: [401],
    text: text(
      "A token of “az acr login --expose-token” is valid for 3 hours, the secret of a service principal for a year, and the admin user may be off. A token with a scope map cannot list repositories.",
    ),
  },
  {
    statuses: [403],
    text: text("The identity lacks a role such as AcrPull, or the registry's firewall does not let this network in."),
  },
];
