import { invalidReference } from "./http/errorKinds.ts";

/**
 * A repository's name as part of a URL's path. Wider than the specification's grammar, since registries list names that
 * break it; but nothing in it can change the path's structure. Throws `invalid-reference`.
 */
export function repositoryPath(repository: string): string {
  const components = repository.split("/");
  const isSafe =
    repository.length <= 255 && components.every((component) => /^[A-Za-z0-9._~+-]+$/.test(component) && !/^\.+$/.test(component));
  if (!isSafe) throw invalidReference(repository, "a repository's name");
  return repository;
}
