import { EventEmitter, ThemeIcon, type TreeDataProvider, type TreeItem, TreeItemCollapsibleState } from "vscode";
import { inSlices } from "../../core/slices.ts";
import { say } from "../../platform/say.ts";
import { toTreeItem, type TreeRow } from "../../platform/treeRow.ts";
import { type FileNode, imagePathOf } from "../../services/content/files/fileNode.ts";
import type { ImageFiles } from "../../services/content/files/imageFiles.ts";
import { type WastedSpace, wastedSpace } from "../../services/content/files/wastedSpace.ts";
import { errorLine } from "../sentences/errorSentence.ts";
import { fileRow } from "./fileRow.ts";
import { layerRow } from "./layerRow.ts";
import type { FileRow, FilesRow, Within } from "./filesRow.ts";

/** The rows of a directory that are shown: more than VS Code draws in good time. */
const mostRowsOfDirectory = 5_000;
const noRows: readonly FilesRow[] = [];

/** The files of one image, its layers with what each has changed, and what is wasted. */
export class FilesTree implements TreeDataProvider<FilesRow> {
  readonly #didChange = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#didChange.event;
  #files: ImageFiles | undefined;
  #wasted: Promise<WastedSpace> | undefined;
  #wastedBytes = new Map<FileNode, number>();

  get files(): ImageFiles | undefined {
    return this.#files;
  }

  show(files: ImageFiles | undefined): void {
    this.#files = files;
    this.#wasted = undefined;
    this.#wastedBytes = new Map();
    this.redraw();
  }

  redraw(): void {
    this.#didChange.fire(undefined);
  }

  getTreeItem(row: FilesRow): TreeItem {
    return toTreeItem(this.#rowOf(row), idOf(row));
  }

  getParent(row: FilesRow): FilesRow | undefined {
    if (row.kind === "layer") return { kind: "layers" };
    if (row.kind !== "file") return undefined;
    if (row.within === "wasted") return { kind: "wasted" };
    const { parent } = row.node;
    if (parent !== undefined && parent !== this.#files?.tree.root) return { kind: "file", node: parent, within: row.within };
    return row.within === "image" ? undefined : { kind: "layer", index: row.within };
  }

  async getChildren(row?: FilesRow): Promise<FilesRow[]> {
    return [...(await this.#childrenOf(row))];
  }

  async #childrenOf(row: FilesRow | undefined): Promise<readonly FilesRow[]> {
    const files = this.#files;
    if (files === undefined) return noRows;
    if (row === undefined) return this.#roots(files);
    if (row.kind === "layers") return files.layers.map((_, index) => ({ kind: "layer", index }));
    if (row.kind === "layer") return rowsOf(files.tree.root, row.index);
    if (row.kind === "wasted") return (await this.#wastedOf(files)).paths.map(({ node }) => ({ kind: "file", node, within: "wasted" }));
    return row.kind === "file" ? rowsOf(row.node, row.within) : noRows;
  }

  #roots(files: ImageFiles): readonly FilesRow[] {
    const groups: FilesRow[] = [{ kind: "layers" }];
    const failed = files.layers.findIndex(({ state }) => state === "failed");
    if (failed >= 0) {
      const text = say("Layer {0}: {1}", failed + 1, errorLine(files.layers[failed]?.error));
      return [...groups, { kind: "note", id: "failed", text, icon: "error" }];
    }
    if (files.isWhole) groups.push({ kind: "wasted" });
    const leftOut = files.tree.changes.reduce((sum, each) => sum + each.leftOut, 0);
    if (leftOut > 0)
      groups.push({ kind: "note", id: "leftOut", text: say("Not shown, since there are too many files: {0}", leftOut), icon: "warning" });
    return [...groups, ...rowsOf(files.tree.root, "image")];
  }

  #wastedOf(files: ImageFiles): Promise<WastedSpace> {
    this.#wasted ??= inSlices(wastedSpace(files.tree)).then((wasted) => {
      if (files === this.#files) this.#wastedBytes = new Map(wasted.paths.map(({ node, bytes }) => [node, bytes]));
      return wasted;
    });
    return this.#wasted;
  }

  #rowOf(row: FilesRow): TreeRow {
    const files = this.#files;
    const layers = files?.image.layers ?? [];
    const unfolds = TreeItemCollapsibleState.Collapsed;
    switch (row.kind) {
      case "layers":
        return {
          label: say("Layers"),
          icon: new ThemeIcon("layers"),
          description: String(layers.length),
          unfolds,
          contextValue: ";group;",
        };
      case "layer":
        return layerRow(row.index, files);
      case "wasted":
        return { label: say("Wasted space"), icon: new ThemeIcon("flame"), unfolds, contextValue: ";group;" };
      case "note":
        return { label: row.text, icon: new ThemeIcon(row.icon), hover: [row.text] };
      case "file":
        return fileRow(row, layers, row.within === "wasted" ? this.#wastedBytes.get(row.node) : undefined);
    }
  }
}

/** The same row has the same id however often it is made. */
export function idOf(row: FilesRow): string {
  if (row.kind === "file") return `${row.within}:${imagePathOf(row.node)}`;
  if (row.kind === "layer") return `layer:${row.index}`;
  return row.kind === "note" ? `note:${row.id}` : row.kind;
}

/** Directories first, each in the order of their names. */
function rowsOf(node: FileNode, within: Within): readonly FilesRow[] {
  const all = [...(node.children?.values() ?? [])].flatMap((child): readonly FileRow[] => {
    const shown = typeof within === "number" ? versionOf(child, within) : child.kind === "removed" ? undefined : child;
    return shown === undefined ? [] : [{ kind: "file", node: shown, within }];
  });
  const rank = ({ node: { kind } }: FileRow): number => (kind === "directory" ? 0 : 1);
  const sorted = all.toSorted((left, right) => rank(left) - rank(right) || (left.node.name < right.node.name ? -1 : 1));
  if (sorted.length <= mostRowsOfDirectory) return sorted;
  const rest = say("{0} more are not shown: “Find File…” finds them", sorted.length - mostRowsOfDirectory);
  return [...sorted.slice(0, mostRowsOfDirectory), { kind: "note", id: `${within}:${imagePathOf(node)}`, text: rest, icon: "ellipsis" }];
}

/** What a layer has put at a name, whatever stands there by now; of a directory that it changed something in, the directory. */
function versionOf(node: FileNode, layer: number): FileNode | undefined {
  for (let at: FileNode | undefined = node; at !== undefined; at = at.hides) {
    if (at.layer === layer || at.changedBy?.has(layer) === true) return at;
  }
  return undefined;
}
