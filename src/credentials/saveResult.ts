/** What came of a save. */
export interface SaveResult {
  readonly path: string;
  readonly keys: readonly string[];
  /** The helper that has the secret; absent where the file has it. */
  readonly helper?: string;
  /** The helper that `credHelpers` names for the registry since this save, and did not before: "" for the file. */
  readonly mapped?: string;
  /** The helper that `credsStore` names since this save, where it named none before. */
  readonly addedStore?: string;
  /** Other registries that `credHelpers` names that helper for since then. */
  readonly alsoMapped?: readonly string[];
  /** Others that were to have it, and keep the login or helper that they had. */
  readonly keptAsIs?: readonly string[];
  /** The person had it written into the file in place: nothing can take its place. */
  readonly inPlace?: true;
}
