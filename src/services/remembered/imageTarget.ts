import { printReference } from "../../core/reference.ts";

/** A place in the tree: a registry, a repository of it, or an image in that. */
export interface ImageTarget {
  /** As the tree names the registry. */
  readonly host: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** In full, as a reference; a registry by its host alone. The same for the same place. */
export function printTarget({ host, repository, tag, digest }: ImageTarget): string {
  if (repository === undefined) return host;
  return printReference({ host, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) });
}
