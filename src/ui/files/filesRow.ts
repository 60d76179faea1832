import type { FileNode } from "../../services/content/files/fileNode.ts";

/** A row of the view of an image's files. */
export type FilesRow =
  | { readonly kind: "layers" }
  | { readonly kind: "layer"; readonly index: number }
  | { readonly kind: "wasted" }
  | { readonly kind: "file"; readonly node: FileNode; readonly within: Within }
  | { readonly kind: "note"; readonly id: string; readonly text: string; readonly icon: string };

/** Where a file's row stands: in the image, below a layer that has changed it (by its index), or in the list of what is wasted. */
export type Within = "image" | "wasted" | number;

export type FileRow = Extract<FilesRow, { kind: "file" }>;
