/** The name of an image, taken apart: a project whose id has a domain is two components of it. */
export function imageNameParts(repository: string): { readonly project: string; readonly name: string; readonly image: readonly string[] } {
  const parts = repository.split("/");
  const length = parts[0]?.includes(".") === true ? 2 : 1;
  return { project: parts.slice(0, length).join(":"), name: parts[length] ?? "", image: parts.slice(length + 1) };
}
