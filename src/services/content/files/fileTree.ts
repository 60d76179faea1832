import type { FileNode } from "./fileNode.ts";
import type { TarEntry } from "./tarEntries.ts";

/** image-spec, layer.md, "Whiteouts". */
const whiteoutPrefix = ".wh.";
const opaqueWhiteout = ".wh..wh..opq";
/** AUFS's own files, which were never a part of an image. */
const aufsPrefix = ".wh..wh.";
/** As Linux and Go's securejoin have it. */
const mostLinks = 255;
/** Path names longer than Linux takes are left out. */
const longestPath = 4096;
/** What a node takes in memory beside its name, measured. */
const nodeBytes = 320;
const directoryBytes = 700;
/** Deeper directories are left out: no path of Linux's longest is needed for that, since links lead from one to the next. */
const mostDeep = 500;
export const defaultTreeBytes = 64 * 1024 * 1024;

/** How a layer changed what the lower ones have. */
export interface LayerChanges {
  added: number;
  changed: number;
  removed: number;
  /** Bytes of the files that it brought. */
  bytes: number;
  /** Bytes of files in lower layers that nobody sees any more because of it. */
  hiddenBytes: number;
  /** Entries that are not in the tree, since it is full or their names are longer than Linux takes. */
  leftOut: number;
}

/**
 * The files of an image: layers applied one after another, as image-spec, layer.md, says and umoci and containerd do it: symbolic links on the
 * way to an entry are followed within the image, `..` does not leave it, and a whiteout takes away what lower layers have.
 * Holds what fits into so many bytes; what does not is counted.
 */
export class FileTree {
  readonly root: FileNode = directory("", undefined, 0);
  readonly changes: LayerChanges[] = [];
  #bytesLeft: number;
  /** The layer that has last taken away what lower ones have in a directory. */
  readonly #cleared = new WeakMap<FileNode, number>();
  /** Names that are in the image, directories included. */
  size = 0;

  constructor(maxBytes = defaultTreeBytes) {
    this.#bytesLeft = maxBytes;
  }

  /** The next entry of a layer; those of lower layers must all be there. */
  apply(layer: number, entry: TarEntry): void {
    if (isTooLong(entry)) return this.#leaveOut(layer);
    const parts = partsOf(entry.path);
    const name = parts.pop();
    if (name === undefined) return this.#describe(this.root, layer, entry);
    if (name === "..") return this.#leaveOut(layer);
    if (name.startsWith(whiteoutPrefix)) return this.#takeAway(parts, name, layer);
    const parent = this.#directoryAt(this.root, parts, layer);
    if (parent === undefined) return this.#leaveOut(layer);
    this.#put(parent, name, layer, entry);
  }

  changesOf(layer: number): LayerChanges {
    while (this.changes.length <= layer) this.changes.push({ added: 0, changed: 0, removed: 0, bytes: 0, hiddenBytes: 0, leftOut: 0 });
    return this.changes[layer] as LayerChanges;
  }

  /** What stands at a path of the image, links on its way followed, the last name not. */
  find(path: string): FileNode | undefined {
    const parts = partsOf(path);
    if (parts.at(-1) === "..") return this.#directoryAt(this.root, parts, undefined);
    const name = parts.pop();
    if (name === undefined) return this.root;
    const child = this.#directoryAt(this.root, parts, undefined)?.children?.get(name);
    return child?.kind === "removed" ? undefined : child;
  }

  #leaveOut(layer: number): void {
    this.changesOf(layer).leftOut++;
  }

  #put(parent: FileNode, name: string, layer: number, entry: TarEntry): void {
    const before = parent.children?.get(name);
    if (entry.kind === "directory" && before?.kind === "directory") return this.#describe(before, layer, entry);
    const node = this.#nodeOf(parent, name, layer, entry, before);
    if (node !== undefined) this.#set(node, before, layer);
  }

  #nodeOf(parent: FileNode, name: string, layer: number, entry: TarEntry, before: FileNode | undefined): FileNode | undefined {
    const { kind, size, mode, uid, gid, mtime, target, offset } = entry;
    const hides = before === undefined ? undefined : hiddenBy(before, layer);
    if (kind === "directory") return { ...directory(name, parent, layer), mode, uid, gid, mtime, hides };
    const common = { name, parent, layer, mode, uid, gid, mtime, target, hides, children: undefined, changedBy: undefined };
    if (kind !== "hardlink") return { ...common, kind, size, stored: size, content: kind === "file" ? { layer, offset } : undefined };
    const linked = this.find(target ?? "");
    if (linked === undefined || linked.kind === "directory") return undefined;
    return { ...linked, name, parent, layer, stored: 0, hides, target: linked.kind === "symlink" ? linked.target : target };
  }

  /** An entry for a directory that is there says what it is like. */
  #describe(node: FileNode, layer: number, { kind, mode, uid, gid, mtime }: TarEntry): void {
    if (kind !== "directory") return;
    if (node.layer !== layer) this.changesOf(layer).changed++;
    Object.assign(node, { mode, uid, gid, mtime, layer });
    this.#tell(node, layer);
  }

  #set(node: FileNode, before: FileNode | undefined, layer: number): void {
    const { parent, name } = node;
    const isKept = this.#hasRoomFor(node, before);
    if (!isKept && before === undefined) return this.#leaveOut(layer);
    if (before !== undefined && before.kind !== "removed") this.size -= sizeOf(before);
    if (node.kind !== "removed") this.size++;
    this.#count(node, before, layer);
    // Where there is no room, what it hides is forgotten for it.
    if (isKept) parent?.children?.set(name, node);
    else if (node.kind === "removed") parent?.children?.delete(name);
    else parent?.children?.set(name, { ...node, hides: undefined });
    this.#tell(node, layer);
  }

  #count(node: FileNode, before: FileNode | undefined, layer: number): void {
    const changes = this.changesOf(layer);
    changes.bytes += node.stored;
    if (before?.layer === layer) {
      changes.bytes -= before.stored;
      // A layer that removes a name and brings it again changes it.
      if (before.kind !== "removed") return;
      changes.removed--;
      changes.changed++;
      return;
    }
    const wasThere = before !== undefined && before.kind !== "removed";
    if (wasThere) changes.hiddenBytes += storedIn(before);
    if (node.kind === "removed") changes.removed++;
    else if (wasThere) changes.changed++;
    else changes.added++;
  }

  #hasRoomFor(node: FileNode, before: FileNode | undefined): boolean {
    if (node.kind === "directory" && isDeep(node)) return false;
    // What the same layer had put there goes.
    const bytes = bytesOf(node) - (before?.layer === node.layer ? bytesOf(before) : 0);
    if (bytes > this.#bytesLeft) return false;
    this.#bytesLeft -= bytes;
    return true;
  }

  #tell(node: FileNode, layer: number): void {
    for (let at: FileNode | undefined = node; at !== undefined; at = at.parent) at.changedBy?.add(layer);
  }

  #takeAway(parts: readonly string[], name: string, layer: number): void {
    // Where there is no such directory, there is nothing to take away.
    const parent = this.#directoryAt(this.root, parts, undefined);
    if (parent === undefined || (name !== opaqueWhiteout && name.startsWith(aufsPrefix))) return;
    if (name === opaqueWhiteout) this.#removeLower(parent, layer);
    else this.#whiteOut(parent, name.slice(whiteoutPrefix.length), layer);
  }

  #whiteOut(parent: FileNode, name: string, layer: number): void {
    const before = parent.children?.get(name);
    if (before === undefined || before.kind === "removed") return;
    if (before.kind === "directory" && isTouched(before, layer)) return this.#removeLower(before, layer);
    // What the same layer brings stays.
    if (before.layer !== layer) this.#remove(before, layer);
  }

  #remove(before: FileNode, layer: number): void {
    const { name, parent } = before;
    const none = { size: 0, stored: 0, mode: 0, uid: 0, gid: 0, mtime: undefined, target: undefined, content: undefined };
    this.#set({ ...none, kind: "removed", name, parent, layer, hides: before, children: undefined, changedBy: undefined }, before, layer);
  }

  /** Takes away what lower layers have in a directory. */
  #removeLower(node: FileNode, layer: number): void {
    // Nothing lower comes again.
    if (this.#cleared.get(node) === layer) return;
    this.#cleared.set(node, layer);
    for (const child of node.children?.values() ?? []) {
      if (child.kind === "directory" && isTouched(child, layer)) this.#removeLower(child, layer);
      else if (child.kind !== "removed" && child.layer !== layer) this.#remove(child, layer);
    }
  }

  /**
   * The directory at a path, through links. With a layer, what is missing is made for it, and what is in the way replaced.
   * Undefined where links go in a circle, the tree is full, or, without a layer, there is none.
   */
  #directoryAt(from: FileNode, parts: readonly string[], layer: number | undefined): FileNode | undefined {
    let at = from;
    let links = 0;
    const left = parts.toReversed();
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === "..") {
        at = at.parent ?? at;
        continue;
      }
      const child = at.children?.get(name);
      if (child?.kind === "symlink") {
        if (++links > mostLinks) return undefined;
        const target = child.target ?? "";
        if (target.startsWith("/")) at = this.root;
        left.push(...partsOf(target).toReversed());
        continue;
      }
      const next = child?.kind === "directory" || layer === undefined ? child : this.#makeDirectory(at, name, layer, child);
      if (next?.kind !== "directory") return undefined;
      at = next;
    }
    return at;
  }

  /** What stands there then; no directory where the tree is full. */
  #makeDirectory(parent: FileNode, name: string, layer: number, before: FileNode | undefined): FileNode | undefined {
    this.#set(directory(name, parent, layer, before === undefined ? undefined : hiddenBy(before, layer)), before, layer);
    return parent.children?.get(name);
  }
}

/** Whether an entry's names are longer than Linux takes. */
export function isTooLong({ path, target }: TarEntry): boolean {
  return path.length > longestPath || (target?.length ?? 0) > longestPath;
}

function isDeep(node: FileNode): boolean {
  let depth = 0;
  for (let at: FileNode | undefined = node; at !== undefined && depth <= mostDeep; at = at.parent) depth++;
  return depth > mostDeep;
}

/** What a node takes in memory. */
function bytesOf({ kind, name, target }: FileNode): number {
  return (kind === "directory" ? directoryBytes : nodeBytes) + 2 * (name.length + (target?.length ?? 0));
}

function directory(name: string, parent: FileNode | undefined, layer: number, hides?: FileNode): FileNode {
  return {
    kind: "directory",
    name,
    parent,
    layer,
    size: 0,
    stored: 0,
    mode: 0o755,
    uid: 0,
    gid: 0,
    mtime: undefined,
    target: undefined,
    content: undefined,
    hides,
    children: new Map(),
    changedBy: new Set(),
  };
}

function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

function isTouched(node: FileNode, layer: number): boolean {
  return node.layer === layer || node.changedBy?.has(layer) === true;
}

/** What a node in the place of `before` hides: not what the same layer had put or taken away there. */
function hiddenBy(before: FileNode, layer: number): FileNode | undefined {
  return before.layer === layer || before.kind === "removed" ? before.hides : before;
}

/** How many names of the image a node stands for. */
function sizeOf(node: FileNode): number {
  let count = 0;
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    count++;
    for (const child of next.children?.values() ?? []) if (child.kind !== "removed") stack.push(child);
  }
  return count;
}

function storedIn(node: FileNode): number {
  let bytes = 0;
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    bytes += next.stored;
    for (const child of next.children?.values() ?? []) if (child.kind !== "removed") stack.push(child);
  }
  return bytes;
}
