import { Uri } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import type { Lazy } from "../core/lazy.ts";
import { NodeLayerStore } from "../node/nodeLayerStore.ts";
import { LayerReader } from "../services/content/files/layerReader.ts";
import type { TreeNode } from "../ui/tree/node.ts";
import type { TagLooks } from "../ui/tree/tagLooks.ts";
import { exploreFilesCommand } from "../ui/files/exploreFiles.ts";
import { FilesView } from "../ui/files/filesView.ts";
import type { Foundation } from "./foundation.ts";

export interface FilesParts extends Disposable {
  readonly layers: LayerReader;
  /** Made when an image is first shown. */
  readonly view: () => FilesView;
  readonly explore: (node: TreeNode) => Promise<void>;
}

/** What reads layers, and the view of an image's files. */
export function composeFilesParts(foundation: Foundation, tags: Lazy<TagLooks>): FilesParts {
  const { context, sessions, reportError } = foundation;
  const resources = new DisposableStore();
  const accessTo: Foundation["sessions"]["accessTo"] = (...asked) => sessions.accessTo(...asked);
  const store = resources.add(new NodeLayerStore(Uri.joinPath(context.globalStorageUri, "layers").fsPath, reportError));
  const layers = new LayerReader({ accessTo, store });
  const made: { view?: FilesView } = {};
  const view = (): FilesView => (made.view ??= resources.add(new FilesView({ accessTo, reader: layers, reportError })));
  return { layers, view, explore: (node) => exploreFilesCommand(tags, view(), node), dispose: () => resources.dispose() };
}
