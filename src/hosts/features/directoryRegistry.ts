import { dockerHub, dockerHubRegistry } from "../../core/dockerHub.ts";
import { isCertsRoot } from "../certsDirectory.ts";
import { splitDirectory } from "../resolve/goPath.ts";

/** The URL of the registry that a directory of a root is named after; undefined for `_default` and for odd names. */
export function registryUrlOf(directory: string, roots: readonly string[]): string | undefined {
  const { parent, name } = splitDirectory(directory);
  const [, host, port, plainPort] = /^([A-Za-z0-9][A-Za-z0-9.-]*)(?:_(\d+)_|:(\d+))?$/.exec(name) ?? [];
  if (host === undefined || !isCertsRoot(parent, roots)) return undefined;
  const number = port ?? plainPort;
  return `https://${host === dockerHub ? dockerHubRegistry : host}${number === undefined ? "" : `:${number}`}`;
}
