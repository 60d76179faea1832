/** What pulls and pushes packages; GitHub's other scopes are not asked for. */
export const packageScopes = ["read:packages", "write:packages"];
