import type { RepositoryName } from "../../core/reference.ts";

/** Tells what is in a repository apart. A host has no space, and a repository no upper case or space. */
export function keyIn({ host, repository }: RepositoryName, name: string): string {
  return `${host} ${repository} ${name}`;
}

/** Whether such a key is of that repository, of that registry where none is given, or of any. */
export function isKeyIn(key: string, host: string | undefined, repository: string | undefined): boolean {
  if (host === undefined) return true;
  return key.startsWith(repository === undefined ? `${host} ` : `${host} ${repository} `);
}
