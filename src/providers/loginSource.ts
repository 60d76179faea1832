/** How a login was made whose secret nobody typed: it can be made anew without asking. */
export interface LoginSource {
  /** The provider's method, by its id. */
  readonly method: string;
  /** What was chosen: a profile, for example. No secret, and no code that is good once. */
  readonly answers: Readonly<Record<string, string>>;
  /** What tells its account from others, where that is known: it is not made anew for another one. */
  readonly account?: string;
}
