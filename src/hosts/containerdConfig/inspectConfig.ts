import { systemErrorCode } from "../../core/errors.ts";
import { closedFiles, type FileReader, withContents } from "../../core/fileSystem.ts";
import { cleanPath, splitDirectory } from "../resolve/goPath.ts";
import type { HostsDocument } from "../syntax/document.ts";
import { scanDocument, scanProblems } from "../syntax/scan.ts";
import type { ContainerdVersion } from "../versions.ts";
import { checkConfig, checkLargeConfig, isLargeConfig } from "./checks/checkConfig.ts";
import type { ConfigFinding } from "./checks/codes.ts";
import { configEntriesOf } from "./checks/entries.ts";
import { checkConfigSyntax } from "./checks/syntax.ts";
import { pathEntries, rootsIn, usualRoots } from "./checks/pathEntries.ts";
import { notImported } from "./checks/places.ts";
import { type KubernetesReading, kubernetesReading } from "./kubernetes.ts";
import { type ContainerdConfig, loadContainerdConfig } from "./loadConfig.ts";

/** Where a file of containerd's configuration lies, and what may be looked at. */
export interface InspectOptions {
  /** The file's own path, absolute; "" for a text that is no file. */
  readonly path: string;
  readonly version: ContainerdVersion;
  /** The files as they are in the editor; those that may not be looked at refuse with EACCES. */
  readonly files: FileReader;
  /** Whether there are files that may be looked at besides the open ones. */
  readonly mayLook: boolean;
  /** Where this machine's own configuration lies. */
  readonly machineRoot: string;
  /** Other configurations that are open, which the file may be a part of. */
  readonly openRoots?: readonly string[];
}

/** What a text, in the place of the file, comes to. */
export interface InspectedConfig {
  readonly document: HostsDocument;
  readonly findings: readonly ConfigFinding[];
  /** The configuration that the file is the root or a part of. */
  readonly config: ContainerdConfig;
  readonly reading: KubernetesReading;
}

/** Reads the configuration with the text in the place of the file, and says what is found in it. Never rejects. */
export async function inspectConfig(text: string, options: InspectOptions): Promise<InspectedConfig> {
  const { version } = options;
  const path = options.path === "" ? noFile : options.path;
  const bytes = new TextEncoder().encode(text);
  const files = withContents(options.files, (each) => (each === path ? bytes : undefined));
  if (isLargeConfig(text)) return inspectLarge(text, path, version);
  const document = scanDocument(text);
  const config = await wholeOf(files, path, options);
  const reading = kubernetesReading(config, version);
  const inspected = { document, config, reading };
  if (config.fault === undefined && !config.sources.includes(path))
    return { ...inspected, findings: [notImported(document, config.path), ...checkConfigSyntax(document, version)] };
  const isOwn = options.mayLook && config.path === options.machineRoot;
  const directories = isOwn ? await lookForDirectories(document, files) : new Map<string, boolean>();
  const findings = checkConfig(document, { path, version, config, directories });
  // Where nothing may be looked at, that nothing is known is no news.
  return { ...inspected, findings: options.mayLook ? findings : findings.filter(({ code }) => code !== "config-unknown") };
}

async function inspectLarge(text: string, path: string, version: ContainerdVersion): Promise<InspectedConfig> {
  const document = scanProblems(text);
  const config = await loadContainerdConfig(closedFiles, path, version);
  return { document, config, reading: kubernetesReading(config, version), findings: checkLargeConfig(document, version) };
}

/** A text that is no file stands for itself. */
const noFile = "/untitled/config.toml";

/** That of this machine, an open one, or the one above `conf.d`, where the file is a part of it or should be; else the file is its own root. */
async function wholeOf(
  files: FileReader,
  path: string,
  { version, machineRoot, openRoots = [], mayLook }: InspectOptions,
): Promise<ContainerdConfig> {
  const own = (): Promise<ContainerdConfig> => loadContainerdConfig(files, path, version);
  if (!mayLook || path === machineRoot || path === noFile) return own();
  const above = rootOfDropIn(path);
  if (above !== undefined) {
    const config = await loadContainerdConfig(files, above, version);
    if (config.exists) return config;
  }
  for (const root of new Set([machineRoot, ...openRoots])) {
    const config = root === path || root === above ? undefined : await loadContainerdConfig(files, root, version);
    if (config?.sources.includes(path) === true) return config;
  }
  return own();
}

function rootOfDropIn(path: string): string | undefined {
  const directory = splitDirectory(path).parent;
  return /\/conf(?:ig)?\.d$/.test(directory) ? `${splitDirectory(directory).parent}/config.toml` : undefined;
}

const maxDirectories = 20;

async function lookForDirectories(document: HostsDocument, files: FileReader): Promise<ReadonlyMap<string, boolean>> {
  const written = pathEntries({ entries: configEntriesOf(document) }).flatMap(({ value }) => rootsIn(value.value));
  const roots = [...new Set([...usualRoots, ...written].filter((root) => root.startsWith("/")).map(cleanPath))].slice(0, maxDirectories);
  const found = await Promise.all(roots.map(async (root) => [root, await isThere(files, root)] as const));
  return new Map(found.flatMap(([root, there]) => (there === undefined ? [] : [[root, there] as const])));
}

/** Undefined where that cannot be told. */
async function isThere(files: FileReader, path: string): Promise<boolean | undefined> {
  try {
    return (await files.stat(path)).kind === "directory";
  } catch (error) {
    return systemErrorCode(error) === "ENOENT" ? false : undefined;
  }
}
