import { commands, type TreeView, window, workspace } from "vscode";
import { isAbort } from "../../core/errors.ts";
import { copyLine } from "../../platform/clipboard.ts";
import { type LiveRow, type LiveRows, pickLive } from "../../platform/livePick.ts";
import { showInformation } from "../../platform/messages.ts";
import { withCancel } from "../../platform/progress.ts";
import { pickRow } from "../../platform/quickPick.ts";
import { say } from "../../platform/say.ts";
import { createTree, describeView, revealRow, showAboveTree } from "../../platform/treeView.ts";
import type { AccessTo } from "../../services/content/contents.ts";
import { maxDocumentBytes } from "../../services/content/documentContent.ts";
import { type FileNode, imagePathOf } from "../../services/content/files/fileNode.ts";
import { findFiles } from "../../services/content/files/findFiles.ts";
import { ImageFiles } from "../../services/content/files/imageFiles.ts";
import type { LayerReader } from "../../services/content/files/layerReader.ts";
import { findLayers, type PlatformChoice } from "../../services/content/files/findLayers.ts";
import { inSlices } from "../../core/slices.ts";
import { filePartUri } from "../documents/contentUri.ts";
import { errorLine } from "../sentences/errorSentence.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import type { RepositoryName } from "../../core/reference.ts";
import { idOf, FilesTree } from "./filesTree.ts";
import type { FilesRow } from "./filesRow.ts";

/** In package.json, too. */
const viewId = "containerRegistries.files";
const isOpenKey = "containerRegistries.files.isOpen";
/** VS Code draws what has changed no more often. */
const redrawMs = 300;
/** So many files are offered at a time. */
const mostFound = 200;

export interface FilesViewPorts {
  readonly accessTo: AccessTo;
  readonly reader: LayerReader;
  readonly reportError: (error: unknown) => void;
}

/** What is to be shown: an image, and what its row is called. */
export interface ExploredImage extends RepositoryName {
  readonly digest: string;
  readonly name: string;
}

/** The view “Image Files”: one image at a time. */
export class FilesView {
  readonly #ports: FilesViewPorts;
  readonly #tree = new FilesTree();
  readonly #view: TreeView<FilesRow> = createTree(viewId, this.#tree);
  #stop = new AbortController();

  constructor(ports: FilesViewPorts) {
    this.#ports = ports;
  }

  /** Reads the layers of the image, which takes the place of the one before. Rejects where it has none. */
  async show({ name, digest, ...place }: ExploredImage): Promise<void> {
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const choose = (all: readonly PlatformChoice[]): Promise<string | undefined> => choosePlatform(name, all);
    const { accessTo, reader, reportError } = this.#ports;
    const image = await withCancel(say("Looking up {0}…", name), (signal) => findLayers(place, digest, { accessTo, choose }, signal));
    if (image === undefined || stop.signal.aborted) return;
    const files = new ImageFiles(image, reader, reportError);
    this.#tree.show(files);
    describeView(this.#view, name);
    await commands.executeCommand("setContext", isOpenKey, true);
    await commands.executeCommand(`${viewId}.focus`);
    void this.#load(files, stop.signal);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#tree.show(undefined);
    await commands.executeCommand("setContext", isOpenKey, false);
  }

  /** Opens a file, as text, as a picture, or the beginning of its bytes in hexadecimal. */
  async open(row: FilesRow): Promise<void> {
    if (row.kind === "file") await this.#openNode(row.node);
  }

  /** Opens what a lower layer has in the place of a file. */
  async openHidden(row: FilesRow): Promise<void> {
    if (row.kind === "file" && row.node.hides !== undefined) await this.#openNode(row.node.hides);
  }

  async copyPath(row: FilesRow): Promise<void> {
    if (row.kind === "file") await copyLine(imagePathOf(row.node));
  }

  async find(): Promise<void> {
    const { files } = this.#tree;
    if (files === undefined) return;
    const rowsFor = async function* (text: string, signal: AbortSignal): AsyncGenerator<LiveRows<FoundRow>> {
      // What a layer holds whose bytes are not its digest's is not shown.
      const isFit = files.layers.every(({ state }) => state !== "failed");
      const found = isFit ? await inSlices(findFiles(files.tree, text, mostFound), signal) : [];
      yield { rows: found.map(foundRow), isLoading: false };
    };
    const picked = await pickLive({
      title: say("Find File…"),
      placeholder: say("Parts of its path"),
      value: "",
      rowsFor,
      replacementOf: () => undefined,
    });
    if (picked === undefined) return;
    await this.#openNode(picked.node);
    const row: FilesRow = { kind: "file", node: picked.node, within: "image" };
    // It may stand among those of a directory that are not shown.
    await revealRow(this.#view, row, (a, b) => idOf(a) === idOf(b)).catch(() => undefined);
  }

  dispose(): void {
    this.#stop.abort();
    this.#view.dispose();
  }

  async #load(files: ImageFiles, signal: AbortSignal): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const redraw = (): void => {
      timer = undefined;
      if (signal.aborted) return;
      showAboveTree(this.#view, progressOf(files));
      this.#tree.redraw();
    };
    const listening = files.onDidChange(() => (timer ??= setTimeout(redraw, redrawMs)));
    redraw();
    try {
      await files.load(signal);
    } catch (error) {
      if (!isAbort(error)) this.#ports.reportError(error);
    } finally {
      listening.dispose();
      clearTimeout(timer);
      redraw();
    }
  }

  async #openNode(node: FileNode): Promise<void> {
    const { files } = this.#tree;
    const { content, size } = node;
    const layer = content === undefined ? undefined : files?.image.layers[content.layer];
    if (files === undefined || content === undefined || layer === undefined) return;
    if (content.offset === undefined)
      return void (await showInformation(say("{0} is stored as a sparse file, which cannot be opened here.", node.name)));
    if (size > maxDocumentBytes) {
      const most = sizeSentence(maxDocumentBytes);
      return void (await showInformation(say("{0} has {1}: files of more than {2} are not opened.", node.name, sizeSentence(size), most)));
    }
    const part = { layer, offset: content.offset, length: size, path: imagePathOf(node) };
    const bytes = await withCancel(say("Reading {0}…", node.name), (signal) =>
      this.#ports.reader.readPart(files.image, layer, { offset: part.offset, length: Math.min(size, probeBytes) }, signal),
    );
    const isShownAsBytes = !isPicture(node.name) && bytes.includes(0);
    const uri = filePartUri(files.image, { ...part, isShownAsBytes });
    if (isPicture(node.name)) await commands.executeCommand("vscode.open", uri, { preview: true });
    else await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  }
}

/** A file with a zero byte among so many of its first is none of text, as git and VS Code have it. */
const probeBytes = 8_000;

interface FoundRow extends LiveRow {
  readonly node: FileNode;
}

function foundRow(node: FileNode): FoundRow {
  const path = imagePathOf(node);
  const folder = path.slice(0, path.length - node.name.length - 1);
  return { key: path, icon: "file", completesTo: undefined, label: node.name, description: folder === "" ? "/" : folder, node };
}

/** What VS Code's own viewer shows. */
function isPicture(name: string): boolean {
  return /\.(?:png|jpe?g|gif|bmp|ico|webp|avif)$/i.test(name);
}

function progressOf(files: ImageFiles): string {
  if (files.isWhole) return "";
  const failed = files.layers.find(({ state }) => state === "failed");
  if (failed !== undefined) return errorLine(failed.error);
  const received = files.layers.reduce((sum, each) => sum + each.received, 0);
  const total = files.image.layers.reduce((sum, each) => sum + each.size, 0);
  return say("Reading the layers: {0} of {1}", sizeSentence(received), sizeSentence(total));
}

async function choosePlatform(name: string, all: readonly PlatformChoice[]): Promise<string | undefined> {
  const rows = all.map(({ platform, digest }) => ({
    label: platform === "" ? digest : platform,
    ...(platform === "" ? {} : { description: digest.slice(0, 19) }),
    digest,
  }));
  return (await pickRow(rows, { title: name, placeholder: say("Which platform's files?") }))?.digest;
}
