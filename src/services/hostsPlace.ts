import { basename, dirname } from "node:path";

/**
 * The registry that a directory below certs.d is for, as an image reference names it: `docker.io`, `reg.example:5000` for
 * both spellings of the port. Undefined for `_default`, which serves every registry.
 */
export function registryOfDirectory(directory: string): string | undefined {
  const name = basename(directory);
  return name === "_default" ? undefined : name.replace(/_(\d+)_$/, ":$1");
}

/**
 * The directories to look into for a pull that concerns the hosts.toml of `directory`: those of this machine, or the
 * file's own root where it is none of them, as in a repository from which other machines are set up.
 */
export function rootsFor(directory: string, roots: readonly string[]): readonly string[] {
  const root = dirname(directory);
  return roots.includes(root) ? roots : [root];
}
