import { type Folder, foldersTo, levelIn, startBehind } from "./folders.ts";
import type { FolderNode, RepositoryNode, TreeNode } from "./node.ts";

/** A folder, or the registry as if it were one. */
export type FolderPlace = FolderNode | (Omit<FolderNode, "kind" | "parent"> & { readonly kind: "top" });

/** The rows of a place: its folders, then the repositories that are in none. */
export function rowsIn(place: FolderPlace): TreeNode[] {
  const { folders, items } = levelIn(place.repositories, place.path);
  const start = startBehind(place.path);
  return [...folders.map((folder) => below(place, folder)), ...items.map((node) => startingAt(node, start))];
}

function startingAt(node: RepositoryNode, start: number): RepositoryNode {
  return { ...node, start };
}

/** The innermost folder of a place that a repository is in. */
export function folderOf(place: FolderPlace, repository: string): FolderNode | undefined {
  return foldersTo(place.repositories, repository).reduce<FolderNode | undefined>((at, folder) => below(at ?? place, folder), undefined);
}

function below(place: FolderPlace, { path, label, items }: Folder<RepositoryNode>): FolderNode {
  const { list, labels, isPartial, filter } = place;
  const parent = place.kind === "folder" ? place : undefined;
  return { kind: "folder", list, parent, path, labels: [...labels, label], repositories: items, isPartial, filter };
}
