/** Helpers that only hand out credentials, which a cloud's own sign-in makes. Others say so when they are asked to store. */
const readOnlyHelpers: ReadonlySet<string> = new Set(["ecr-login", "gcloud", "gcr", "acr-env", "acr-login", "env"]);

export function isReadOnlyHelper(helper: string): boolean {
  return readOnlyHelpers.has(helper);
}
