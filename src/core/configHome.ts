import { posix } from "node:path";

/** Where programs keep a person's configuration: $XDG_CONFIG_HOME, or ~/.config (XDG Base Directory Specification). */
export function configHomeOf(environment: Readonly<Record<string, string | undefined>>, homeDirectory: string): string {
  return environment["XDG_CONFIG_HOME"] || posix.join(homeDirectory, ".config");
}
