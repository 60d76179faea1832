import { type FileNode, imagePathOf } from "./fileNode.ts";
import type { FileTree } from "./fileTree.ts";

/** A path whose earlier contents are in the image's layers, where nobody sees them. */
export interface WastedPath {
  readonly node: FileNode;
  readonly path: string;
  /** Bytes of what is hidden. */
  readonly bytes: number;
}

export interface WastedSpace {
  /** The largest first. */
  readonly paths: readonly WastedPath[];
  /** How many there are. */
  readonly total: number;
  readonly bytes: number;
}

/** More than a person reads. */
const mostPaths = 200;

/**
 * What layers have put there for nothing: contents that a higher layer has replaced or removed. (`dive` counts the same paths, and adds the
 * size of what is still seen.) Yields where it may be interrupted.
 */
export function* wastedSpace(tree: FileTree): Generator<undefined, WastedSpace> {
  const found: WastedPath[] = [];
  let bytes = 0;
  const stack: FileNode[] = [tree.root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield;
    const hidden = yield* hiddenBy(node);
    if (hidden > 0) found.push({ node, path: imagePathOf(node), bytes: hidden });
    bytes += hidden;
    for (const child of node.children?.values() ?? []) stack.push(child);
  }
  const paths = found.toSorted((left, right) => right.bytes - left.bytes).slice(0, mostPaths);
  return { paths, total: found.length, bytes };
}

/** With all below what is hidden, and what that hides. */
function* hiddenBy(node: FileNode): Generator<undefined, number> {
  let bytes = 0;
  const stack = node.hides === undefined ? [] : [node.hides];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield;
    bytes += next.stored;
    if (next.hides !== undefined) stack.push(next.hides);
    for (const child of next.children?.values() ?? []) stack.push(child);
  }
  return bytes;
}
