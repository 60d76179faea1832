import type { Text } from "../core/text.ts";
import type { JudgedRealm } from "../registry/auth/realmPolicy.ts";

/** One registry of a provider, and what is known of it before anybody logs in. */
export interface ProviderSite {
  /** As it is written in references, with its port. */
  readonly host: string;
  /**
   * The token server that its challenge names, for pages to open: a person types their login there, too. Undefined where it
   * is none that is trusted unasked.
   */
  readonly trustedRealm?: URL;
}

/** A registry that has accepted a login. */
export interface VerifiedSite {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** The token server that was given the login: the only one whose host may get it once more. */
  readonly realm: JudgedRealm | undefined;
}

/** A web page that helps, offered as a button. */
export interface HelpPage {
  /** `token`: where the secret is created. `docs`: to read. `portal`: the provider's own pages. */
  readonly kind: "token" | "docs" | "portal";
  readonly label: Text;
  /** Undefined where the site does not have the page. */
  readonly url: (site: ProviderSite) => string | undefined;
}
