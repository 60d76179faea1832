/** A repository's path in an address: what a registry calls it must not lead elsewhere. */
export function pathSegments(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}
