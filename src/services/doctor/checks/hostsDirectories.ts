import { basename, dirname, join } from "node:path";
import { exists, type FileSystem } from "../../../core/fileSystem.ts";
import { readOrdinaryFile } from "../../../core/ordinaryFile.ts";
import { nameWithPort } from "../../../hosts/directoryName.ts";
import { splitDirectory } from "../../../hosts/resolve/goPath.ts";
import { countingCertificates } from "../../../hosts/resolve/loadHosts.ts";
import { findHostsDirectory, lookupDirectories, namesDirectory, type PullClient } from "../../../hosts/resolve/lookup.ts";
import { nerdctlClient } from "../../reach/containerdInUse.ts";
import type { DoctorCheck } from "../check.ts";
import type { DoctorContext, DoctorPorts, DoctorRoots } from "../context.ts";
import type { LoginFinding } from "../finding.ts";
import type { LoginFix } from "../fix.ts";

/** The directory of hosts.toml files that nerdctl uses for the registry, and those that it never gets to. */
export const hostsDirectoriesCheck: DoctorCheck = {
  id: "hosts-directories",
  limitMs: 10_000,
  async run(context) {
    const { ports } = context;
    const [roots, inUse] = await Promise.all([ports.roots(), ports.containerd()]);
    const client = nerdctlClient(inUse);
    const { used, shadowed } = await directoriesFor(context, roots.own, client);
    const tried = lookupDirectories({ host: context.host, roots: roots.own, client, windows: ports.windows });
    const findings: readonly LoginFinding[] = shadowed.map((each) =>
      shadowedFinding(context.host, { used: used ?? "", tried }, each, client),
    );
    const differ = roots.areSet ? [] : await differingSides(context, roots, client);
    const ofDocker = await dockerCertificates(context, roots, used);
    return [...findings, ...differ, ...(used === undefined ? [] : [await usedFinding(used, ports.files)]), ...ofDocker];
  },
};

interface Directories {
  readonly used: string | undefined;
  /** Those that exist and come after it. `_default` is meant to come last. */
  readonly shadowed: readonly string[];
}

async function directoriesFor({ host, ports }: DoctorContext, roots: readonly string[], client: PullClient): Promise<Directories> {
  const { files, windows } = ports;
  const { tried, found } = await findHostsDirectory(files, { host, roots, client, windows });
  if (found === undefined) return { used: undefined, shadowed: [] };
  const real = await realOf(files, found);
  const later = tried.slice(tried.indexOf(found) + 1).filter((each) => splitDirectory(each).name !== "_default");
  const kept = await Promise.all(
    later.map(async (each) => ((await exists(files, each)) && (await realOf(files, each)) !== real ? [each] : [])),
  );
  return { used: found, shadowed: kept.flat() };
}

async function usedFinding(directory: string, files: FileSystem): Promise<LoginFinding> {
  const names = await looseNames(directory, files);
  const fixes: readonly LoginFix[] = [{ kind: "explainPull" }];
  return names === undefined
    ? { code: "hosts-used", severity: "good", params: { directory }, fixes }
    : { code: "certificates-used", severity: "good", params: { directory, names }, fixes };
}

/** Docker's own directories, which its daemon reads whatever nerdctl does. */
async function dockerCertificates(
  { host, ports: { files } }: DoctorContext,
  { rootful, rootless }: DoctorRoots,
  used: string | undefined,
): Promise<readonly LoginFinding[]> {
  const roots = [...new Set([...rootless, ...rootful])].filter(isOfDocker);
  const directories = namesDirectory(host) ? roots.map((root) => join(root, host)).filter((directory) => directory !== used) : [];
  const found = await Promise.all(
    directories.map(async (directory): Promise<readonly LoginFinding[]> => {
      const names = await looseNames(directory, files);
      return names === undefined ? [] : [{ code: "docker-certificates", severity: "good", params: { directory, names } }];
    }),
  );
  return found.flat();
}

/** The names of the certificates by which a directory counts. */
async function looseNames(directory: string, files: FileSystem): Promise<string | undefined> {
  const found = await countingCertificates(files, directory).catch(() => undefined);
  return found && [...found.ca, ...found.client.flat()].flatMap((path) => (path === "" ? [] : [basename(path)])).join(", ");
}

/** A link to the directory that wins is no other directory. */
function realOf(files: FileSystem, path: string): Promise<string> {
  return files.realpath(path).catch(() => path);
}

function isOfDocker(root: string): boolean {
  return /[/\\]docker[/\\]certs\.d$/.test(root);
}

/** Docker's daemon reads its own directory whatever nerdctl does: that it has one, too, is no mistake, and it stays. */
function shadowedFinding(
  host: string,
  { used, tried }: { readonly used: string; readonly tried: readonly string[] },
  shadowed: string,
  client: PullClient,
): LoginFinding {
  const params = { used, shadowed, client };
  const severity = isOfDocker(dirname(shadowed)) ? "hint" : "warning";
  // `_default` serves other registries too, and stays.
  const fixes = splitDirectory(used).name === "_default" ? linkBefore(host, used, tried, shadowed) : asideFixes([used, shadowed]);
  return { code: "directory-shadowed", severity, params, fixes };
}

function asideFixes(paths: readonly string[]): readonly LoginFix[] {
  return paths.filter((path) => !isOfDocker(dirname(path))).map((path) => ({ kind: "setDirectoryAside", path }));
}

/** A link beside the `_default` that wins, where nerdctl looks for one before: not for Docker Hub, nor for a registry with a port. */
function linkBefore(host: string, fallback: string, tried: readonly string[], directory: string): readonly LoginFix[] {
  const link = join(dirname(fallback), nameWithPort(host));
  return tried.slice(0, tried.indexOf(fallback)).includes(link) ? [{ kind: "linkDirectory", directory, link }] : [];
}

/** nerdctl as root and without root read other files: with other mirrors and certificates, a pull may work for one of the two only. */
async function differingSides(
  context: DoctorContext,
  { rootful, rootless }: Awaited<ReturnType<DoctorPorts["roots"]>>,
  client: PullClient,
): Promise<readonly LoginFinding[]> {
  const { files } = context.ports;
  const [{ used: root }, { used: person }] = await Promise.all([
    directoriesFor(context, rootful, client),
    directoriesFor(context, rootless, client),
  ]);
  if (root === undefined || person === undefined) return [];
  const [ofRoot, ofPerson] = await Promise.all([textOf(files, root), textOf(files, person)]);
  if (ofRoot === ofPerson) return [];
  const fixes: readonly LoginFix[] = [
    { kind: "openFile", path: join(person, "hosts.toml") },
    { kind: "openFile", path: join(root, "hosts.toml") },
    { kind: "setDirectoryAside", path: person },
  ];
  return [{ code: "directories-differ", severity: "hint", params: { rootless: person, rootful: root }, fixes }];
}

async function textOf(files: FileSystem, directory: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await readOrdinaryFile(files, join(directory, "hosts.toml")));
  } catch {
    return undefined;
  }
}
