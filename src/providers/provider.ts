import type { Secret } from "../core/secret.ts";
import type { Text } from "../core/text.ts";
import type { ApiAnswer } from "../registry/http/apiRequest.ts";
import type { RegistryErrorCode } from "../core/registryError.ts";
import type { JudgedRealm } from "../registry/auth/realmPolicy.ts";
import type { RegistryProduct } from "../registry/auth/registryProduct.ts";

export type ProviderId =
  "dockerhub" | "ghcr" | "gitlab" | "quay" | "harbor" | "gitea" | "zot" | "ecr" | "acr" | "gar" | "gcr" | "jfrog" | "generic";

/** One registry, and what is known of it before anybody logs in. */
export interface Site {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** The token server that its challenge names, for pages to open: nobody has judged it. */
  readonly realm?: URL;
}

/** A registry that has accepted a login. */
export interface VerifiedSite {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** The token server that was given the login: the only one whose host may get it once more. */
  readonly realm: JudgedRealm | undefined;
}

/** A page that helps, offered as a button. */
export interface Link {
  /** `token`: where the secret is made. `docs`: to read. `portal`: the provider's own pages. */
  readonly kind: "token" | "docs" | "portal";
  readonly label: Text;
  /** Undefined where the site does not have the page. */
  readonly url: (site: Site) => string | undefined;
}

/** One input of a method. */
export interface LoginField {
  /** The `secret` is masked, and is never kept between steps. */
  readonly id: "username" | "secret";
  readonly prompt: Text;
  readonly placeholder?: Text;
  /** Why the value cannot be right, or undefined. Local, at every key stroke. */
  readonly check: (value: string) => Text | undefined;
  /** What may be wrong with it: said, but it does not stop anybody. */
  readonly hint?: (value: string) => Text | undefined;
  /** The value as it is used. */
  readonly clean: (value: string) => string;
}

/** What a method's own API tells of a login that the registry has accepted. */
export interface Findings {
  /** What the credential may not do, or what else to know of it. */
  readonly notes: readonly Text[];
  /** Until when the credential is good. */
  readonly expiresAt?: Date;
  /** The account's name, where the credential came without one. */
  readonly username?: string;
}

/** Asks the provider's API, which is reached as the registry is. */
export type ApiGet = (url: URL, authorization: string, signal: AbortSignal) => Promise<ApiAnswer>;

/** Where the secret of a method comes from when nobody types it. */
export type SecretSource = "vscode-github" | "gh";

/** One way to log in, as data: the wizard asks its fields in order. */
export interface LoginMethod {
  readonly id: string;
  readonly label: Text;
  /** What it is good for, and what to know before choosing it. */
  readonly detail: Text;
  readonly fields: readonly LoginField[];
  /** The user name that the registry wants of everybody. */
  readonly username?: string;
  readonly source?: SecretSource;
  /** Hosts that have this method; all of the provider's where it is left out. */
  readonly onlyAt?: RegExp;
  readonly links?: readonly Link[];
  /** What to do about a refusal, by its kind. */
  readonly advice?: Readonly<Partial<Record<RegistryErrorCode, Text>>>;
  /** Asks the provider's API, after the registry's yes. A rejection is no refusal of the login. */
  readonly inspect?: (site: VerifiedSite, secret: Secret, get: ApiGet, signal: AbortSignal) => Promise<Findings>;
}

/** A row of the provider list. */
export interface Place {
  readonly label: Text;
  /** The registry, where there is only one. */
  readonly host?: string;
  /** An example, where the host is asked for. */
  readonly example?: string;
}

/** Web pages that people paste for the registry whose images they show. */
export interface WebPages {
  /** Matches the whole of an address without its scheme. */
  readonly address: RegExp;
  /** Where those images are pulled from; `$1` is the address's first group. */
  readonly registry: string;
}

/** What differs between registries, as data. */
export interface Provider {
  readonly id: ProviderId;
  /** Its own name, which is not translated. */
  readonly name: string;
  /** Matches hosts in lower case, without port. */
  readonly hosts?: RegExp;
  /** All hosts of the provider are names of this one. */
  readonly canonicalHost?: string;
  readonly pages?: readonly WebPages[];
  /** Recognises the software by its challenge. */
  readonly product?: RegistryProduct;
  readonly places: readonly Place[];
  readonly methods: readonly [LoginMethod, ...LoginMethod[]];
  readonly links: readonly Link[];
  /** To be known before anything is asked. */
  readonly notice?: Text;
}
