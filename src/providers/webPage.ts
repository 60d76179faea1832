/** What a person wants to see in the browser: a registry, or a repository or tag of it. */
export interface PageTarget {
  /** As it is written in references, with its port. */
  readonly host: string;
  readonly repository?: string;
  readonly tag?: string;
}

/** The address of the page of a provider's web site that shows it, or of the nearest one that can be named. */
export type WebPage = (target: PageTarget) => string;
