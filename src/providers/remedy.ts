/** What a person may do to put it right, outside the login. */
export type Remedy =
  /** A command, which runs in a terminal that the person sees. */
  | { readonly kind: "terminal"; readonly program: string; readonly args: readonly string[] }
  /** A file to fill in, which is written for its owner alone where it is not there yet, and opened. */
  | { readonly kind: "file"; readonly path: string; readonly content: string };
