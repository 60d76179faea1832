import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const deniedAtGhcr = text(
  "The token may have expired or lack read:packages. In an organization with SAML single sign-on it must also be authorized for that organization, on the page of your tokens.",
);

export const ghcrRefusals: readonly RefusalNote[] = [{ statuses: [401, 403], text: deniedAtGhcr }];
