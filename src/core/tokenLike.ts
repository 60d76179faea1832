/** A word like a token's or a key's, with letters and digits in it. */
const tokenLike = /(?=[A-Za-z+/_=-]*[0-9])(?=[0-9+/_=-]*[A-Za-z])[A-Za-z0-9+/_=-]{20,}/g;
/** What tells requests, tenants and applications apart is no secret. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * How tokens begin that are no user's name: GitHub's, GitLab's, Docker Hub's, JFrog's API keys and reference tokens, JSON Web Tokens and
 * Google's access tokens.
 */
const tokenForm = /^(?:gh[oprsu]_|github_pat_|gl(?:pat|dt)-|dckr_[op]at_|AKCp|cmVmdGtuO|eyJ|ya29\.)[\w.=+/-]{10,}$/;

/** Whether the whole value is a token of a known form. */
export function isKnownToken(value: string): boolean {
  return tokenForm.test(value);
}

/** Whether a text has a word that looks like a secret. */
export function holdsTokenLike(text: string): boolean {
  return text.search(tokenLike) >= 0;
}

/** The text without the words that look like a secret, but for those that were known before. */
export function withoutTokenLike(text: string, known: string): string {
  return text.replace(tokenLike, (word) => (uuid.test(word) || known.includes(word) ? word : "[secret]"));
}
