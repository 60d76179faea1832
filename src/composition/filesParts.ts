import { Uri } from "vscode";
import { type Disposable, DisposableStore } from "../core/disposable.ts";
import type { Lazy } from "../core/lazy.ts";
import { NodeLayerStore } from "../node/nodeLayerStore.ts";
import { LayerReader } from "../services/content/files/layerReader.ts";
import type { CommandHandlers } from "../ui/commands/ids.ts";
import type { TagLooks } from "../ui/tree/tagLooks.ts";
import { exploreFilesCommand } from "../ui/files/exploreFiles.ts";
import { FilesView } from "../ui/files/filesView.ts";
import type { Foundation } from "./foundation.ts";

export type FilesHandlers = Pick<
  CommandHandlers,
  | "containerRegistries.files.explore"
  | "containerRegistries.files.open"
  | "containerRegistries.files.openHidden"
  | "containerRegistries.files.copyPath"
  | "containerRegistries.files.find"
  | "containerRegistries.files.close"
>;

export interface FilesParts extends Disposable {
  readonly layers: LayerReader;
  readonly handlers: FilesHandlers;
}

/** What reads layers, and the view of an image's files, which is made when one is first shown. */
export function composeFilesParts(foundation: Foundation, tags: Lazy<TagLooks>): FilesParts {
  const { context, sessions, reportError } = foundation;
  const resources = new DisposableStore();
  const accessTo: Foundation["sessions"]["accessTo"] = (...asked) => sessions.accessTo(...asked);
  const store = resources.add(new NodeLayerStore(Uri.joinPath(context.globalStorageUri, "layers").fsPath, reportError));
  const layers = new LayerReader({ accessTo, store });
  const made: { view?: FilesView } = {};
  const view = (): FilesView => (made.view ??= resources.add(new FilesView({ accessTo, reader: layers, reportError })));
  return {
    layers,
    handlers: {
      "containerRegistries.files.explore": (node) => exploreFilesCommand(tags, view(), node),
      "containerRegistries.files.open": (row) => view().open(row),
      "containerRegistries.files.openHidden": (row) => view().openHidden(row),
      "containerRegistries.files.copyPath": (row) => view().copyPath(row),
      "containerRegistries.files.find": () => view().find(),
      "containerRegistries.files.close": () => view().close(),
    },
    dispose: () => resources.dispose(),
  };
}
