import type { Scope } from "../registry/auth/scope.ts";
import type { BrowseContext } from "./browse.ts";

/** A registry and a login for it, and what a provider's own deletion may ask. */
export type DeletionContext = Pick<BrowseContext, "host" | "origin" | "credential" | "signing" | "askApi"> & {
  /** Deletes at the registry's own origin, with its tokens or Basic as it wants it. `target` is a path with its query. */
  readonly deleteAtRegistry: (target: string, scope: Scope, signal: AbortSignal) => Promise<void>;
};

/**
 * Deletes one tag by the provider's own API, and nothing else that has another name: where the registry's protocol does not, or would take more
 * along. `digest` is what the tag points to. Rejects with RegistryError.
 */
export type DeleteTagByApi = (repository: string, tag: string, digest: string, signal: AbortSignal) => Promise<void>;

/** Undefined where the login is none for the API. Asks nothing yet. */
export type OpenTagDeletion = (context: DeletionContext) => DeleteTagByApi | undefined | Promise<DeleteTagByApi | undefined>;
