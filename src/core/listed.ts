import type { ForeignText } from "./foreignText.ts";

/** A repository as it is listed: a registry's catalog tells the name only, a provider's own list more. */
export interface ListedRepository {
  /** As it stands in references: without the host. */
  readonly name: string;
  /** When something in it changed last. */
  readonly updatedAt?: Date;
  readonly description?: ForeignText;
  readonly visibility?: "public" | "internal" | "private";
}

/** A tag as it is listed: a registry's list tells the name only, a provider's own list more. */
export interface ListedTag {
  readonly name: string;
  /** When it was last pushed, or last moved. */
  readonly updatedAt?: Date;
  /** Of what it points to, in bytes, as the provider counts them. */
  readonly size?: number;
  /** Of the manifest that it points to. */
  readonly digest?: string;
}
