/** What a request touches, for which a token may be needed. */
export type Scope =
  | { readonly kind: "base" }
  | { readonly kind: "catalog" }
  /** `from` is the repository that a blob is mounted from. `metadata` is for Azure's own lists of a repository. */
  | { readonly kind: "repository"; readonly repository: string; readonly action: keyof typeof actions; readonly from?: string };

/** `delete` is distribution's word, which Quay refuses; both know `*`, and a token server grants what the account has of it. */
const actions = { pull: "pull", push: "pull,push", delete: "*", metadata: "metadata_read" } as const;

/** distribution's name for the list of repositories. */
export const catalogScope = "registry:catalog:*";

/** The scopes in the words of the token specification. None for the base and for the catalog, whose name registries disagree on. */
function scopeNames(scope: Scope): readonly string[] {
  if (scope.kind !== "repository") return [];
  const own = `repository:${scope.repository}:${actions[scope.action]}`;
  return scope.from === undefined ? [own] : [own, `repository:${scope.from}:pull`];
}

/** The scopes that a challenge to this very request asks for: its own words, else ours. */
function challengedScopes(named: string | undefined, scope: Scope): readonly string[] {
  const own = split(named);
  return own.length > 0 ? own : scopeNames(scope);
}

/**
 * What may be asked for after a challenge, one after another: where it names no scope for the catalog, some token servers want none
 * (Quay refuses a request for any), and others give nothing without distribution's.
 */
export function scopesToTry(named: string | undefined, scope: Scope): readonly (readonly string[])[] {
  const wanted = challengedScopes(named, scope);
  return scope.kind === "catalog" && wanted.length === 0 ? [[], [catalogScope]] : [wanted];
}

/**
 * The scopes for a request that was not challenged yet, from the challenge to an earlier one: a scope that names a repository or the
 * catalog was that request's, any other (`*` at Gitea, `aws` at ECR Public) is everyone's.
 */
export function anticipatedScopes(named: string | undefined, scope: Scope): readonly string[] {
  const earlier = split(named);
  const isOthers = (name: string): boolean => name.startsWith("repository:") || (scope.kind !== "catalog" && name.startsWith("registry:"));
  return earlier.length > 0 && !earlier.some(isOthers) ? earlier : scopeNames(scope);
}

function split(named: string | undefined): readonly string[] {
  return (named ?? "").split(/\s+/).filter((name) => name !== "");
}
