import { registryHostOf } from "../../core/dockerHub.ts";
import { isRegistryHost } from "../../core/referenceHost.ts";
import { isCertsRoot } from "../certsDirectory.ts";
import { registryOfDirectory } from "../directoryName.ts";
import { splitDirectory } from "../resolve/goPath.ts";

/** The URL of the registry that a directory of a root is named after; undefined for `_default` and for odd names. */
export function registryUrlOf(directory: string, roots: readonly string[]): string | undefined {
  const registry = registryOfDirectory(directory);
  const isNamed = registry !== undefined && isRegistryHost(registry) && isCertsRoot(splitDirectory(directory).parent, roots);
  return isNamed ? `https://${registryHostOf(registry)}` : undefined;
}
