import type { FileReader } from "../../core/fileSystem.ts";
import { matchesParts, parsePattern } from "./namePattern.ts";

/** What a pattern finds, and the directories that were listed for it: a change in one of them may change what it finds. */
export interface GlobResult {
  /** In the order of Go's filepath.Glob: by name in each directory. */
  readonly matches: readonly string[];
  readonly directories: readonly string[];
  /** `too-many`: more than is looked through here. `bad-pattern`: Go refuses it, and so containerd does not start. */
  readonly fault?: "too-many" | "bad-pattern";
}

/** More names than anybody has drop-ins. */
const maxNames = 5_000;
const magic = /[*?[\\]/;

/** Go's filepath.Glob for an absolute pattern: `*`, `?` and `[…]` within a name. A directory that cannot be read has no names. */
export async function glob(files: FileReader, pattern: string): Promise<GlobResult> {
  const segments = pattern.split("/").filter((segment) => segment !== "");
  const directories: string[] = [];
  if (segments.some((segment) => magic.test(segment) && parsePattern(segment) === undefined))
    return { matches: [], directories, fault: "bad-pattern" };
  const budget = { names: maxNames };
  let found: readonly string[] = [""];
  for (const segment of segments) {
    const parts = magic.test(segment) ? parsePattern(segment) : undefined;
    if (parts === undefined) {
      found = found.map((parent) => `${parent}/${segment}`);
      continue;
    }
    const next: string[] = [];
    for (const parent of found) {
      directories.push(parent === "" ? "/" : parent);
      const names = await namesIn(files, parent === "" ? "/" : parent);
      budget.names -= names.length + 1;
      if (budget.names < 0) return { matches: [], directories, fault: "too-many" };
      next.push(...names.filter((name) => matchesParts(parts, name)).map((name) => `${parent}/${name}`));
    }
    found = next;
  }
  // A name that a directory lists counts, even if it is a link that leads nowhere.
  return { matches: magic.test(segments.at(-1) ?? "") ? found : await existing(files, found), directories };
}

/** Whether the absolute path is one that the absolute pattern stands for. */
export function matchesPattern(pattern: string, path: string): boolean {
  const names = path.split("/");
  const segments = pattern.split("/");
  return (
    segments.length === names.length && segments.every((segment, index) => matchesParts(parsePattern(segment) ?? [], names[index] ?? ""))
  );
}

async function namesIn(files: FileReader, directory: string): Promise<readonly string[]> {
  try {
    return [...(await files.readDirectory(directory))].toSorted();
  } catch {
    return [];
  }
}

async function existing(files: FileReader, paths: readonly string[]): Promise<readonly string[]> {
  const checked = await Promise.all(
    paths.map(async (path) => {
      try {
        await files.stat(path);
        return [path];
      } catch {
        return [];
      }
    }),
  );
  return checked.flat();
}
