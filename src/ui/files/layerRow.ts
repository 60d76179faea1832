import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { say } from "../../platform/say.ts";
import type { TreeRow } from "../../platform/treeRow.ts";
import type { ImageFiles, ImageLayer, LayerState } from "../../services/content/files/imageFiles.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import { layerName } from "./fileRow.ts";

const icons: Readonly<Record<LayerState["state"], string>> = { read: "layers", failed: "error", reading: "loading~spin", waiting: "clock" };

/** The row of a layer, with what it has changed once it is read. */
export function layerRow(index: number, files: ImageFiles | undefined): TreeRow {
  const [layer, state] = [files?.image.layers[index], files?.layers[index]?.state];
  if (files === undefined || layer === undefined || state === undefined) return { label: String(index + 1), icon: new ThemeIcon("layers") };
  const common = { label: layerName(index, layer), icon: new ThemeIcon(icons[state]), contextValue: ";layer;" };
  const size = sizeSentence(layer.size);
  if (state !== "read") return { ...common, description: size, hover: [common.label, layer.digest] };
  const { added, changed, removed } = files.tree.changesOf(index);
  return {
    ...common,
    description: `${size} · +${added} ~${changed} −${removed}`,
    spoken: [common.label, size, countsOf(index, files)].join(", "),
    hover: readFacts(index, files, layer),
    unfolds: TreeItemCollapsibleState.Collapsed,
  };
}

function countsOf(index: number, { tree }: ImageFiles): string {
  const { added, changed, removed } = tree.changesOf(index);
  return say("Files added: {0}, changed: {1}, removed: {2}", added, changed, removed);
}

function readFacts(index: number, files: ImageFiles, layer: ImageLayer): readonly string[] {
  const { bytes, hiddenBytes } = files.tree.changesOf(index);
  return [
    layerName(index, layer),
    layer.digest,
    countsOf(index, files),
    say("Unpacked: {0}", sizeSentence(bytes)),
    ...(hiddenBytes > 0 ? [say("Hides {0} of lower layers", sizeSentence(hiddenBytes))] : []),
  ];
}
