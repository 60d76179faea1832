/** Where a file's content lies. */
export interface ContentPlace {
  /** The layer's index in the image, from 0. */
  readonly layer: number;
  /** Bytes before it in the unpacked layer; undefined where the content is not simply there (a sparse file). */
  readonly offset: number | undefined;
}

/**
 * A name in an image, as a layer has put it there. Changes while layers are read.
 * A `removed` one says that a layer has taken away what lower ones have; it is no part of the image.
 */
export interface FileNode {
  readonly kind: "file" | "directory" | "symlink" | "device" | "fifo" | "removed";
  readonly name: string;
  /** Undefined for the root. */
  readonly parent: FileNode | undefined;
  /** The layer that brought it, or has last written what it is (a directory's mode), or removed it. */
  layer: number;
  /** Bytes of its content. */
  readonly size: number;
  /** Bytes that the layer spends on it: none for one more name of a file. */
  readonly stored: number;
  mode: number;
  uid: number;
  gid: number;
  /** Seconds since the Unix epoch; undefined for directories that no entry has described. */
  mtime: number | undefined;
  /** Where a symbolic link leads to; of one more name of a file, the path that it was linked to. */
  readonly target: string | undefined;
  /** Of a file. */
  readonly content: ContentPlace | undefined;
  /** What stood here before, in a lower layer. */
  readonly hides: FileNode | undefined;
  /** By name; of a directory. */
  readonly children: Map<string, FileNode> | undefined;
  /** The layers that have changed anything in it, of a directory. */
  readonly changedBy: Set<number> | undefined;
}

/** From the root, with a slash first: `/etc/hosts`; the root itself is `/`. */
export function imagePathOf(node: FileNode): string {
  const names: string[] = [];
  for (let at: FileNode | undefined = node; at?.parent !== undefined; at = at.parent) names.push(at.name);
  return `/${names.toReversed().join("/")}`;
}

/** What is in a directory of the image, in the order of its entries. */
export function filesIn(node: FileNode): FileNode[] {
  return [...(node.children?.values() ?? [])].filter(({ kind }) => kind !== "removed");
}

/** All that is in the image below a node, itself first; parents before their children. */
export function* filesBelow(node: FileNode, isWanted: (each: FileNode) => boolean = () => true): Generator<FileNode> {
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    for (const child of next.children?.values() ?? []) if (isWanted(child)) stack.push(child);
  }
}
