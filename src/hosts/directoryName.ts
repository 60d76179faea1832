import { splitDirectory } from "./resolve/goPath.ts";
import { directoryNames } from "./resolve/lookup.ts";

/** The name of a new directory for a registry: `HOST:PORT`, and on Windows `HOST_PORT_`, since a colon cannot stand there. */
export function newDirectoryName(host: string, windows: boolean): string {
  const [first = host, second = host] = directoryNames(host, false);
  return windows || second === "_default" ? first : second;
}

/** The name that nerdctl looks for before that of a registry without a port: with the port that HTTPS implies. */
export function nameWithPort(host: string): string {
  return directoryNames(`${host}:443`, false)[0] ?? host;
}

/**
 * The registry that a directory below certs.d is for, as references name it: `docker.io`, `reg.example:5000` for
 * both spellings of the port. Undefined for `_default`, which serves every registry.
 */
export function registryOfDirectory(directory: string): string | undefined {
  const { name } = splitDirectory(directory);
  return name === "_default" ? undefined : name.replace(/_(\d+)_$/, ":$1");
}
