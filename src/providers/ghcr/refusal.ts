import { text } from "../../core/text.ts";
import type { RefusalNote } from "../shared/refusalNote.ts";

/** GitHub's registries that are known by their names. */
export const ghcrHosts = /^(?:ghcr\.io|containers\.[a-z0-9-]+\.ghe\.com)$/;

export const deniedAtGhcr = text(
  "The token may have expired or lack read:packages. In an organization with SAML single sign-on it must also be authorized for that organization, on the page of your tokens.",
);

export const ghcrRefusals: readonly RefusalNote[] = [{ hosts: ghcrHosts, statuses: [401, 403], text: deniedAtGhcr }];
