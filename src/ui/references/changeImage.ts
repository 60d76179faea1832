import { type TextDocument, Uri, window, workspace, WorkspaceEdit } from "vscode";
import type { Reference } from "../../core/reference.ts";
import { inSlices } from "../../core/slices.ts";
import { showInformation } from "../../platform/messages.ts";
import { withCancel } from "../../platform/progress.ts";
import { say } from "../../platform/say.ts";
import { type ImageMention, isLiteral, meantReference, nearestImage } from "../../services/references/imageMention.ts";
import { newerTag } from "../../services/references/newerTag.ts";
import { rangeOf } from "../../platform/rangeOf.ts";
import type { DocumentImages } from "./documentImages.ts";
import type { ImageSources } from "./imageSources.ts";

interface ImagePlace {
  readonly uri: Uri;
  /** Offset of a character of the image's name. */
  readonly start: number;
  /** The name that the person chose; undefined at the cursor, where whatever stands is meant. */
  readonly written?: string;
}

/** What takes the place of a name, once the registry has been asked; a sentence where nothing does. */
type Change = (
  image: ImageMention,
  reference: Reference,
  signal: AbortSignal,
) => Promise<{ readonly name: string } | { readonly why: string }>;

/** Puts the digest that the tag points to now behind the image at the place, or at the cursor. */
export async function pinImageCommand(images: DocumentImages, sources: ImageSources, place: unknown): Promise<void> {
  await changeImage(images, sources, place, async ({ written }, reference, signal) => {
    const { tag, digest } = reference;
    const now = await sources.resolve(reference, signal);
    if (now === digest) return { why: say("{0} is already pinned to its current digest.", written) };
    const [name = ""] = written.split("@", 1);
    return { name: `${name}${tag === undefined ? ":latest" : ""}@${now}` };
  });
}

/** Replaces the tag of the image at the place, or at the cursor, with the newest of its make; what is pinned stays so. */
export async function updateImageCommand(images: DocumentImages, sources: ImageSources, place: unknown): Promise<void> {
  await changeImage(images, sources, place, async ({ written }, reference, signal) => {
    const { tag = "", digest } = reference;
    const newer = await inSlices(newerTag(tag, await sources.tagsOf(reference, signal)), signal);
    if (newer === undefined) return { why: say("{0} has no newer tag of the same kind.", written) };
    const [name = ""] = written.split("@", 1);
    const updated = `${name.slice(0, name.length - tag.length)}${newer}`;
    return { name: digest === undefined ? updated : `${updated}@${await sources.resolve({ ...reference, tag: newer }, signal)}` };
  });
}

async function changeImage(images: DocumentImages, sources: ImageSources, given: unknown, change: Change): Promise<void> {
  const place = placeOf(given);
  const document = place === undefined ? undefined : await workspace.openTextDocument(place.uri);
  const image = document === undefined || place === undefined ? undefined : await imageAt(images, document, place);
  const reference = image === undefined || !isLiteral(image) ? undefined : meantReference(image);
  if (document === undefined || image === undefined || reference === undefined) {
    void showInformation(say("There is no image at the cursor, or its name has a variable in it."));
    return;
  }
  const { kind } = await sources.standing(reference);
  if (kind === "unknown" || kind === "untrusted") {
    void showInformation(
      kind === "unknown"
        ? say("{0} is not among your registries. “Go to Image…” adds it.", reference.host)
        : say("Nothing is looked up in a folder that is not trusted."),
    );
    return;
  }
  const result = await withCancel(say("Looking up {0}…", image.written), (signal) => change(image, reference, signal));
  if ("why" in result) return void showInformation(result.why);
  // It may have been closed meanwhile, without what was typed there.
  const current = await workspace.openTextDocument(document.uri);
  const range = rangeOf(current, image);
  if (current.getText(range) !== image.written) return void showInformation(say("The file has changed in the meantime. Try again."));
  const edit = new WorkspaceEdit();
  edit.replace(current.uri, range, result.name);
  await workspace.applyEdit(edit);
}

async function imageAt(images: DocumentImages, document: TextDocument, { start, written }: ImagePlace): Promise<ImageMention | undefined> {
  if (written === undefined) return images.at(document, document.positionAt(start));
  return nearestImage(await images.of(document), start, written);
}

function placeOf(given: unknown): ImagePlace | undefined {
  if (typeof given === "object" && given !== null && "uri" in given && given.uri instanceof Uri && "start" in given)
    return { uri: given.uri, start: Number(given.start), ...("written" in given && { written: String(given.written) }) };
  const editor = window.activeTextEditor;
  return editor === undefined ? undefined : { uri: editor.document.uri, start: editor.document.offsetAt(editor.selection.active) };
}
