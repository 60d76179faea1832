import { compareNaturally } from "../../core/naturalOrder.ts";

/** Of a repository, with its host: many registries take no longer one (distribution-spec, “Pulling manifests”). */
const longestName = 255;

/** Repositories whose names begin alike, up to a slash. */
export interface Folder<T> {
  /** What their names have in common, without the slash behind it. */
  readonly path: string;
  /** The part of the path that stands in the folder's row. */
  readonly label: string;
  readonly items: readonly T[];
}

/** What stands in a folder, or at the top. */
export interface FolderLevel<T> {
  readonly folders: readonly Folder<T>[];
  /** Those that are in no further folder. */
  readonly items: readonly T[];
}

/**
 * What stands in the folder of that path, of items that are all in it; `""` is the top. A folder that holds nothing but another is one with
 * it (`a/b`), as in VS Code's explorer. What is a repository and a folder is there as both.
 */
export function levelIn<T extends { readonly repository: string }>(items: readonly T[], path: string): FolderLevel<T> {
  const start = startBehind(path);
  const groups = new Map<string, T[]>();
  const own: T[] = [];
  for (const item of items) {
    const end = separatorIn(item.repository, start);
    if (end < 0) {
      own.push(item);
      continue;
    }
    const name = item.repository.slice(0, end);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  const folders = [...groups].map(([name, group]) => {
    const whole = compact(name, group);
    return { path: whole, label: whole.slice(start), items: group };
  });
  return { folders: folders.toSorted((a, b) => compareNaturally(a.label, b.label)), items: own };
}

/** The folders that an item is in, from the top: those of `levelIn`, found by looking at each name once. */
export function foldersTo<T extends { readonly repository: string }>(items: readonly T[], repository: string): readonly Folder<T>[] {
  const found: Folder<T>[] = [];
  let inside = items.map((item) => ({ item, common: commonLength(item.repository, repository) }));
  for (let path = "", end = separatorIn(repository, 0); end >= 0;) {
    const group = inside.filter(({ item, common }) => common > end && isBehind(item.repository, end));
    if (group.length === 0) return found;
    const whole = repository.slice(0, end);
    // A folder that holds nothing but another is one with it.
    if (path !== "" && group.length === inside.length) found.pop();
    const above = found.at(-1)?.path ?? "";
    found.push({ path: whole, label: whole.slice(startBehind(above)), items: group.map(({ item }) => item) });
    [inside, path, end] = [group, whole, separatorIn(repository, end + 1)];
  }
  return found;
}

/** The item that stands first, folders before others. */
export function firstIn<T extends { readonly repository: string }>(items: readonly T[], path = ""): T | undefined {
  const { folders, items: own } = levelIn(items, path);
  const [first] = folders;
  return first === undefined ? own[0] : firstIn(first.items, first.path);
}

/** Where the names of what is in the folder go on. */
export function startBehind(path: string): number {
  return path === "" ? 0 : path.length + 1;
}

/** The path of the innermost folder that holds all of them, and nothing beside it. */
function compact(path: string, items: readonly { readonly repository: string }[]): string {
  const [first] = items;
  if (first === undefined) return path;
  // No name is so long that these are many steps.
  for (let whole = path; ;) {
    const end = separatorIn(first.repository, startBehind(whole));
    const longer = first.repository.slice(0, end + 1);
    if (end < 0 || !items.every(({ repository }) => isIn(repository, longer))) return whole;
    whole = longer.slice(0, -1);
  }
}

/** A name that a registry has made up may end with the slash. */
function isIn(repository: string, prefix: string): boolean {
  return repository.startsWith(prefix) && isBehind(repository, prefix.length - 1);
}

/** Whether something stands behind the slash there. */
function isBehind(repository: string, slash: number): boolean {
  return repository.length > slash + 1 && repository[slash + 1] !== "/";
}

/** With how many characters both begin. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** The next slash with something on both sides of it: a registry may list any names. Those that are none have no folders. */
function separatorIn(name: string, start: number): number {
  if (name.length > longestName) return -1;
  for (let at = name.indexOf("/", start + 1); at >= 0; at = name.indexOf("/", at + 1)) {
    if (at + 1 < name.length && name[at + 1] !== "/") return at;
  }
  return -1;
}
