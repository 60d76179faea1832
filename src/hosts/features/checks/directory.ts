import { dockerHubIndex, dockerHubRegistry } from "../../../core/dockerHub.ts";
import { splitDirectory } from "../../resolve/goPath.ts";
import type { Sentence } from "../../effects.ts";
import { type CheckContext, fileStart } from "./context.ts";

const hubNames: ReadonlySet<string> = new Set([
  dockerHubRegistry,
  dockerHubIndex,
  "hub.docker.com",
  "registry.hub.docker.com",
  "registry.docker.io",
]);

/** The name of the directory, below certs.d, decides for which registry the file is read. */
export function checkDirectory({ document, directory, report }: CheckContext): void {
  const { parent, name } = splitDirectory(directory);
  if (splitDirectory(parent).name !== "certs.d") return;
  const reason = whyWrong(name);
  if (reason !== undefined) report("directory-name", fileStart(document), reason);
}

function whyWrong(name: string): Sentence | undefined {
  if (hubNames.has(name)) return `containerd never reads this file: the directory for Docker Hub is "docker.io", not "${name}".`;
  if (/^https?[:_]/.test(name))
    return `containerd never reads this file: a directory is named after the host and its port, without the scheme that "${name}" has.`;
  return undefined;
}
