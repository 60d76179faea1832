import {
  type CancellationToken,
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from "vscode";
import { unlessCancelled } from "../../platform/cancellation.ts";
import { toCodeAction } from "../../platform/codeAction.ts";
import { say } from "../../platform/say.ts";
import { isLiteral, meantReference } from "../../services/references/imageMention.ts";
import type { DocumentImages } from "./documentImages.ts";
import type { ImageSources } from "./imageSources.ts";

/** What can be done with an image that a file names; nothing is asked before that is chosen. */
export class ImageActions implements CodeActionProvider {
  readonly #images: DocumentImages;
  readonly #sources: ImageSources;

  constructor(images: DocumentImages, sources: ImageSources) {
    this.#images = images;
    this.#sources = sources;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    _context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[] | undefined> {
    return unlessCancelled(token, () => this.#actions(document, range), this.#sources.report);
  }

  async #actions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const image = await this.#images.at(document, range.start);
    const reference = image === undefined || !isLiteral(image) ? undefined : meantReference(image);
    if (image === undefined || reference === undefined) return [];
    const { tag, digest } = reference;
    const { kind } = await this.#sources.standing(reference);
    // A digest alone says no tag to look for.
    if (kind === "unknown" || kind === "untrusted" || (tag === undefined && digest !== undefined)) return [];
    const place = { uri: document.uri, start: image.start, written: image.written };
    const pin = digest === undefined ? say("Pin Image by Digest") : say("Pin Image by the Tag's Current Digest");
    const update = toCodeAction(
      say("Update Image to Its Newest Tag"),
      CodeActionKind.RefactorRewrite,
      "containerRegistries.reference.update",
      place,
    );
    return [
      toCodeAction(pin, CodeActionKind.RefactorRewrite, "containerRegistries.reference.pin", place),
      ...(tag === undefined ? [] : [update]),
    ];
  }
}
