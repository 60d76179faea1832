/** What other extensions are given (docs/API.md). It has no secret in it, nor who is logged in. */
export interface RegistriesApi {
  readonly version: 1;
  /** The registries of the tree. */
  readonly registries: () => Promise<readonly ApiRegistry[]>;
  /** The tags of a repository of one of them, in the tree's order: at most 10,000. Asks the registry. Rejects with an Error that says why. */
  readonly tags: (host: string, repository: string, signal?: AbortSignal) => Promise<readonly string[]>;
  /** Opens the tree at a reference (`ghcr.io/org/app:1.2`, `reg.example:5000`), after the person's yes. */
  readonly open: (reference: string) => Promise<void>;
}

export interface ApiRegistry {
  /** As references name it. */
  readonly host: string;
  /** The name that the person gave it. */
  readonly name?: string;
  /** Whether it is browsed without a login. */
  readonly isAnonymous: boolean;
}
