import { dockerHub, isDockerHubAlias } from "../../../core/dockerHub.ts";
import { namesBelowRoot } from "../../certsDirectory.ts";
import type { FindingMessage } from "../../effects.ts";
import { isNamedYaml, misnamedFiles } from "../../fileNames.ts";
import { generatorOf } from "../../generatedFiles.ts";
import { type CheckContext } from "./context.ts";
import { firstLineOf } from "../../syntax/lines.ts";

/** A file with another name is looked for by nobody. */
export function checkFileName({ document, directory, fileName = "", roots = [], report }: CheckContext): void {
  if (!misnamedFiles.includes(fileName) || namesBelowRoot(directory, roots) === undefined) return;
  const content = isNamedYaml(fileName) ? ", and hold TOML instead of YAML" : "";
  report(
    "file-name",
    firstLineOf(document.text),
    `containerd never reads this file: it must be named hosts.toml, not ${fileName}${content}.`,
  );
}

/** The name of the directory, below certs.d, decides for which registry the file is read. */
export function checkDirectory({ document, directory, roots = [], report }: CheckContext): void {
  const names = namesBelowRoot(directory, roots);
  const reason = names === undefined ? undefined : whyWrong(names);
  if (reason !== undefined) report("directory-name", firstLineOf(document.text), reason);
  const generator = generatorOf(directory);
  if (generator !== undefined) {
    const { program, source, apply = `restart ${program}` } = generator;
    const message =
      `Changes here are lost at the next start: ${program} writes this file from ${source}. Change that one, and ${apply}.` as const;
    report("generated-file", firstLineOf(document.text), message);
  }
}

function whyWrong([name, inner, ...more]: readonly string[]): FindingMessage | undefined {
  if (name === undefined)
    return 'containerd never reads this file: it must stand in a directory that is named after the registry, or "_default" for all registries.';
  if (/^https?[:_]/.test(name))
    return `containerd never reads this file: a directory is named after the host and its port, without the scheme that "${name}" has.`;
  if (inner !== undefined) return whyNested(name, more.at(-1) ?? inner);
  if (isDockerHubAlias(name)) return `containerd never reads this file: the directory for Docker Hub is "${dockerHub}", not "${name}".`;
  return undefined;
}

/** Only a namespace below a registry: people keep a root for each of their clusters in one certs.d, too. */
function whyNested(name: string, innermost: string): FindingMessage | undefined {
  if (!looksLikeRegistry(name) || looksLikeRegistry(innermost)) return undefined;
  return `containerd never reads this file: a directory stands for a whole registry, and "${innermost}" below "${name}" is a namespace. Settings for "${name}" belong in its own directory.`;
}

function looksLikeRegistry(name: string): boolean {
  return name === "localhost" || name === "_default" || /[.:]|_\d+_$/.test(name);
}
