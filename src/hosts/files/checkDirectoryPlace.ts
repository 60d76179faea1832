import { dockerHub } from "../../core/dockerHub.ts";
import type { FileReader } from "../../core/fileSystem.ts";
import { registryOfDirectory } from "../directoryName.ts";
import { splitDirectory } from "../resolve/goPath.ts";
import { directoryNames } from "../resolve/lookup.ts";
import type { FindingMessage } from "../effects.ts";
import type { ContainerdConfig } from "../containerdConfig/loadConfig.ts";
import { whyNotRead } from "../containerdConfig/whyNotRead.ts";
import { type Finding, severities, type Severity } from "../findings.ts";
import type { HostsDocument } from "../syntax/document.ts";
import type { ContainerdVersion } from "../versions.ts";
import { collectFindings } from "../collectFindings.ts";
import { firstLineOf } from "../syntax/lines.ts";

export interface DirectoryPlaceOptions {
  readonly version: ContainerdVersion;
  /** The directory of the hosts.toml, absolute. */
  readonly directory: string;
  /** The directories whose sub-directories hold hosts.toml files, in the order in which they are looked at. */
  readonly roots: readonly string[];
  /** containerd's own configuration. */
  readonly config: ContainerdConfig;
}

/** Whether anybody reads a file at this place: another directory may win, or the daemon may look elsewhere. */
export async function checkDirectoryPlace(
  document: HostsDocument,
  files: FileReader,
  options: DirectoryPlaceOptions,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const { report } = collectFindings(findings, severities);
  const { parent: root, name } = splitDirectory(options.directory);
  const at = firstLineOf(document.text);
  if (options.roots.includes(root)) {
    for (const { directory, message } of rivals(name, root, options.roots)) {
      if (!(await isDirectory(files, directory))) continue;
      report("shadowed-directory", at, message);
      break;
    }
  }
  const elsewhere = configuredElsewhere(root, options);
  if (elsewhere !== undefined) report("directory-not-configured", at, elsewhere.message, { severity: elsewhere.severity });
  return findings;
}

interface Rival {
  readonly directory: string;
  readonly message: FindingMessage;
}

function neverRead(directory: string): Rival {
  const message =
    `containerd never reads this file: for the same registry it uses ${directory}, and only the first directory that exists.` as const;
  return { directory, message };
}

function sometimesRead(directory: string): Rival {
  const message =
    `nerdctl's own resolver never reads this file: it looks for this registry with port 443 first, and so uses ${directory}. containerd itself reads this one.` as const;
  return { directory, message };
}

/** The directories that would be used instead, the most certain first. */
function rivals(name: string, root: string, roots: readonly string[]): readonly Rival[] {
  const host = registryOfDirectory(name) ?? name;
  const withPort = host.replace(/:(\d+)$/, "_$1_");
  const spellings = withPort === host ? [host] : [withPort, host];
  const earlier = roots
    .slice(0, roots.indexOf(root))
    .flatMap((each) => [...spellings, "_default"].map((spelling) => `${each}/${spelling}`));
  const beside = name === withPort || withPort === host ? [] : [`${root}/${withPort}`];
  const always = [...beside, ...earlier].map(neverRead);
  if (host !== name || host.includes(":") || host === dockerHub || host === "_default") return always;
  const first = roots.flatMap((each) => directoryNames(`${host}:443`, false).map((spelling) => `${each}/${spelling}`));
  return [...always, ...first.map(sometimesRead)];
}

async function isDirectory(files: FileReader, path: string): Promise<boolean> {
  try {
    return (await files.stat(path)).kind === "directory";
  } catch {
    return false;
  }
}

/**
 * Only for a directory of the system's own containerd, and only where it has a configuration: without one nothing tells that
 * this machine serves Kubernetes.
 */
function configuredElsewhere(
  root: string,
  { config, version }: DirectoryPlaceOptions,
): { readonly message: FindingMessage; readonly severity: Severity } | undefined {
  if (!root.startsWith("/etc/") || !config.exists) return undefined;
  const not = whyNotRead(config, version, root);
  if (not === undefined) return undefined;
  return not.isKnown
    ? { message: `Kubernetes ignores this file: ${not.reason} nerdctl and ctr --hosts-dir are not concerned.`, severity: "warning" }
    : { message: `Whether Kubernetes reads this file is not known: ${not.reason}`, severity: "information" };
}
