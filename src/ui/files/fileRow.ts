import { ThemeIcon, TreeItemCollapsibleState } from "vscode";
import { say } from "../../platform/say.ts";
import type { TreeRow } from "../../platform/treeRow.ts";
import { type FileNode, imagePathOf } from "../../services/content/files/fileNode.ts";
import type { ImageLayer } from "../../services/content/files/imageFiles.ts";
import { localized } from "../sentences/localized.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import type { CommandId } from "../commands/ids.ts";
import type { FileRow } from "./filesRow.ts";

/** `3: COPY app /app`, or its digest where nobody knows what made it. */
export function layerName(index: number, { instruction, digest }: ImageLayer): string {
  return `${index + 1}: ${instruction ?? digest.slice(0, digest.indexOf(":") + 13)}`;
}

/** The row of a file, a directory or a link; `bytes` of what is wasted stand in the place of its size. */
export function fileRow(row: FileRow, layers: readonly ImageLayer[], bytes: number | undefined): TreeRow {
  const { node, within } = row;
  const label = within === "wasted" ? imagePathOf(node) : node.name;
  const description = descriptionOf(node, bytes);
  const command: CommandId = "containerRegistries.files.open";
  const isFile = node.kind === "file";
  const flags = [isFile ? "file;" : "", canShowHidden(node) ? "hides;" : ""].join("");
  return {
    label,
    icon: new ThemeIcon(icons[node.kind]),
    ...(description === "" ? {} : { description }),
    hover: fileFacts(node, layers),
    spoken: [kindName(node), label, description].filter(Boolean).join(", "),
    unfolds: node.kind === "directory" ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    contextValue: `;imageFile;${flags}`,
    ...(isFile ? { command: { command, title: say("Open"), arguments: [row] } } : {}),
  };
}

/** Whether what it hides is a file that can be opened. */
export function canShowHidden({ hides }: FileNode): boolean {
  return hides?.kind === "file";
}

const icons: Readonly<Record<FileNode["kind"], string>> = {
  file: "file",
  directory: "folder",
  symlink: "file-symlink-file",
  device: "circuit-board",
  fifo: "arrow-swap",
  removed: "trash",
};

function kindName({ kind }: FileNode): string {
  const names: Readonly<Record<FileNode["kind"], string>> = {
    file: say("File"),
    directory: say("Directory"),
    symlink: say("Symbolic link"),
    device: say("Device"),
    fifo: say("Named pipe"),
    removed: say("Removed"),
  };
  return names[kind];
}

function descriptionOf(node: FileNode, bytes: number | undefined): string {
  if (bytes !== undefined) return sizeSentence(bytes);
  if (node.kind === "symlink") return `→ ${node.target ?? ""}`;
  if (node.kind === "removed") return say("removed");
  return node.kind === "file" ? sizeSentence(node.size) : "";
}

function fileFacts(node: FileNode, layers: readonly ImageLayer[]): readonly string[] {
  const { mode, uid, gid, mtime, hides, kind, target } = node;
  const nameOf = (index: number): string => {
    const layer = layers[index];
    return layer === undefined ? String(index + 1) : layerName(index, layer);
  };
  const layer = nameOf(node.layer);
  const facts = [
    imagePathOf(node),
    kind === "removed" ? say("Removed by layer {0}", layer) : say("From layer {0}", layer),
    ...(kind === "file" && target !== undefined ? [say("One more name of {0}", target)] : []),
    ...(kind === "removed" ? [] : [say("Mode {0}, owner {1}:{2}", mode.toString(8).padStart(4, "0"), String(uid), String(gid))]),
    ...(mtime === undefined ? [] : [say("Changed {0}", localized(new Date(mtime * 1_000)))]),
  ];
  for (let at = hides, shown = 0; at !== undefined && shown < mostHidden; at = at.hides, shown++) {
    facts.push(
      at.kind === "file"
        ? say("Hides {0} of layer {1}", sizeSentence(at.size), nameOf(at.layer))
        : say("Hides what layer {0} has here", nameOf(at.layer)),
    );
  }
  return facts;
}

/** Of what a file hides, so many versions are named. */
const mostHidden = 5;
