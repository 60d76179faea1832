import { join, sep } from "node:path";
import { namesBelowRoot } from "../../hosts/certsDirectory.ts";
import { misnamedFiles } from "../../hosts/fileNames.ts";
import type { FileReader, FileSystem } from "../../core/fileSystem.ts";

/** The real path tells whether links lead in a circle. */
export type SearchableFiles = FileReader & Pick<FileSystem, "realpath">;

const maxDepth = 32;
const maxFiles = 10_000;

/**
 * The files named hosts.toml below a directory, and those in a certs.d that somebody named otherwise, sorted. Links are
 * followed, as containerd does, but not upwards; a directory that cannot be read is passed over. `.git` and `node_modules` hold nobody's configuration.
 */
export async function findHostsFiles(files: SearchableFiles, directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  const top = await files.realpath(directory).catch(() => directory);
  const seen = new Set<string>();
  const walk = async (folder: string, depth: number): Promise<void> => {
    const isBelowCerts = namesBelowRoot(folder, []) !== undefined;
    const names: readonly string[] = await files.readDirectory(folder).catch(() => []);
    for (const name of names.toSorted()) {
      if (found.length >= maxFiles || name === ".git" || name === "node_modules") continue;
      const path = join(folder, name);
      const stat = await files.stat(path).catch(() => undefined);
      if (stat?.kind === "file" && (name === "hosts.toml" || (isBelowCerts && misnamedFiles.includes(name)))) found.push(path);
      if (stat?.kind !== "directory" || depth >= maxDepth) continue;
      const real = await files.realpath(path).catch(() => path);
      if (seen.has(real) || leadsAbove(real, top)) continue;
      seen.add(real);
      await walk(path, depth + 1);
    }
  };
  await walk(directory, 0);
  return found;
}

/** Whether the search would come back to its own beginning by way of all that lies beside it, as a link to / does. */
function leadsAbove(real: string, top: string): boolean {
  return top.startsWith(real.endsWith(sep) ? real : `${real}${sep}`);
}
