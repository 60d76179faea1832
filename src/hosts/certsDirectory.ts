import { splitDirectory } from "./resolve/goPath.ts";

/**
 * Whether the sub-directories of this one are named after registries: it is called `certs.d`, as in every documentation, or
 * a person's settings name it.
 */
export function isCertsRoot(directory: string, roots: readonly string[]): boolean {
  return splitDirectory(directory).name === "certs.d" || roots.includes(directory);
}

/**
 * The directories from the innermost root down to this one; undefined where no root is above it: a file there is an
 * example, or belongs to a root that only its reader knows.
 */
export function namesBelowRoot(directory: string, roots: readonly string[]): readonly string[] | undefined {
  const names: string[] = [];
  for (let rest = directory; rest !== "";) {
    if (isCertsRoot(rest, roots)) return names;
    const { parent, name } = splitDirectory(rest);
    names.unshift(name);
    rest = parent;
  }
  return undefined;
}
