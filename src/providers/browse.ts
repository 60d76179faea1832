import type { Credential } from "../core/credential.ts";
import type { ListedRepository, ListedTag } from "../core/listed.ts";
import type { ApiJson, ApiRequest } from "../registry/http/providerApi.ts";
import type { LoginSource } from "./loginSource.ts";
import type { MethodPorts } from "./methodContext.ts";
import type { Scope } from "../registry/auth/scope.ts";
import type { Page, PageOptions } from "../registry/lists/pagination.ts";

/** A page of a list: as many items as `pageSize`, where the provider lets that be chosen. */
export type PageRequest = PageOptions & {
  readonly pageSize: number;
  readonly signal: AbortSignal;
  /** Of the list, the items that the provider finds by this, which `searches` has told. */
  readonly search?: string;
};

/**
 * What a provider is to be asked for, so that it answers with all items whose names contain a part, whatever their case; others may be
 * among them. The part is in lower case, and may be in any place of the whole name. Undefined where that cannot be asked for.
 */
export type SearchOf = (part: string) => string | undefined;

/**
 * The lists that a provider has of its own, beside those of the registry's protocol, for one login. Each may be missing. They reject with
 * RegistryError where the provider refuses or fails, on which the registry's own list is asked; with the signal's reason when aborted.
 * Whatever answers may stand behind them: an API of the registry's host, one of another host, or a cloud's library.
 */
export interface BrowseSource {
  readonly repositories?: (request: PageRequest) => Promise<Page<ListedRepository>>;
  /** Undefined where it has no list of this repository, and need not ask to know. */
  readonly tags?: (repository: string, request: PageRequest) => Promise<Page<ListedTag>> | undefined;
  /** Left out for lists that the provider does not search. */
  readonly searches?: { readonly repositories?: SearchOf; readonly tags?: SearchOf };
  /** Ends what it holds open. */
  readonly dispose?: () => void;
}

/** How a login was made here, and what a cloud's library may use of this machine to sign with the same. */
export interface Signing {
  readonly source: LoginSource;
  readonly machine: Pick<MethodPorts, "files" | "homeDirectory" | "environment" | "spawn" | "sendSigned">;
}

/** A registry and a login for it, and what a source may ask. */
export interface BrowseContext {
  /** As it is written in references, with its port. */
  readonly host: string;
  /** Scheme, host and port that the registry is reached at. */
  readonly origin: string;
  /** The login that the registry is asked with; undefined for nobody. */
  readonly credential: Credential | undefined;
  /** Undefined for a login that was typed, or made elsewhere. */
  readonly signing?: Signing | undefined;
  /** Repositories that the person added by name: where no API tells the namespaces, these do. */
  readonly added: readonly string[];
  /** The token server that was judged for the login; undefined where there is none, or it is not to be given the login. */
  readonly tokenServer: (signal: AbortSignal) => Promise<URL | undefined>;
  /** Asks the registry itself, with its own tokens or Basic as it wants it. `target` is a path with its query. */
  readonly askRegistry: (target: string, scope: Scope, signal: AbortSignal) => Promise<ApiJson>;
  /**
   * Asks an API, with what the source adds as authorization. Refuses any address but the registry's own origin, that of its judged token
   * server, and the hosts that `registry/auth/knownApis.ts` names for this registry. No redirect leads to another origin.
   */
  readonly askApi: (request: ApiRequest, signal: AbortSignal) => Promise<ApiJson>;
}

/** Undefined where the provider has no list of its own for such a login. Asks nothing yet. */
export type OpenBrowseSource = (context: BrowseContext) => BrowseSource | undefined | Promise<BrowseSource | undefined>;
