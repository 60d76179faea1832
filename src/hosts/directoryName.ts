import { splitDirectory } from "./resolve/goPath.ts";
import { directoryNames } from "./resolve/lookup.ts";

/** The name of a new directory for a registry: `HOST:PORT`, and on Windows `HOST_PORT_`, since a colon cannot stand there. */
export function newDirectoryName(host: string, windows: boolean): string {
  const [first = host, second = host] = directoryNames(host, false);
  return windows || second === "_default" ? first : second;
}

/**
 * The registry that a directory below certs.d is for, as references name it: `docker.io`, `reg.example:5000` for
 * both spellings of the port. Undefined for `_default`, which serves every registry.
 */
export function registryOfDirectory(directory: string): string | undefined {
  const { name } = splitDirectory(directory);
  return name === "_default" ? undefined : name.replace(/_(\d+)_$/, ":$1");
}
