import type { FileNode } from "./fileNode.ts";
import type { FileTree } from "./fileTree.ts";

/**
 * The first files whose path contains all words of a text, whatever their case: those with the shortest path first; none for no word. Yields where it may be
 * interrupted.
 */
export function* findFiles(tree: FileTree, text: string, most: number): Generator<undefined, readonly FileNode[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { readonly node: FileNode; readonly path: string }[] = [];
  const stack: { readonly node: FileNode; readonly path: string }[] = [{ node: tree.root, path: "" }];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    yield;
    const { node, path } = at;
    if (node.kind === "removed") continue;
    if (node.kind !== "directory" && words.every((word) => path.includes(word))) found.push({ node, path });
    for (const child of node.children?.values() ?? []) stack.push({ node: child, path: `${path}/${child.name.toLowerCase()}` });
  }
  return found
    .toSorted((left, right) => left.path.length - right.path.length || (left.path < right.path ? -1 : 1))
    .slice(0, most)
    .map(({ node }) => node);
}
