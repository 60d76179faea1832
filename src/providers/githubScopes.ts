/** What VS Code's GitHub account is asked for: what pulls and pushes packages, and no other of GitHub's scopes. */
export const githubScopes = ["read:packages", "write:packages"];
