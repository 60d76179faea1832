import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

export const deniedAtGhcr = text(
  "The token may have expired or lack read:packages. In an organization with SAML single sign-on it must also be authorized for that organization, on the page of your tokens.",
);

/** Of a stored login nobody knows whether its token is a classic one, which has its page, or that of gh or VS Code. */
const refusedAtGhcr = text(
  "The token may have expired or lack read:packages. In an organization with SAML single sign-on it must also be authorized for that organization: a classic token on the page of your tokens, one of gh or VS Code by signing in there again.",
);

export const ghcrRefusals: readonly RefusalNote[] = [{ statuses: [401, 403], text: refusedAtGhcr }];
