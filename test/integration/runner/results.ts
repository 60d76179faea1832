/** What a suite inside VS Code hands to the process that started it, as JSON in the file that TEST_RESULTS names. */
export interface Results {
  readonly passed: number;
  /** Titles with error and stack. */
  readonly failures: readonly { readonly title: string; readonly error: string }[];
  /** Titles of tests that did not run. */
  readonly skipped: readonly string[];
}
