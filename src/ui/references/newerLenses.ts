import { type CancellationToken, type CodeLens, type CodeLensProvider, type TextDocument } from "vscode";
import { isAbort } from "../../core/errors.ts";
import { inSlices } from "../../core/slices.ts";
import { unlessCancelled } from "../../platform/cancellation.ts";
import { toCodeLens } from "../../platform/codeLens.ts";
import { say } from "../../platform/say.ts";
import { type ImageMention, isLiteral, meantReference } from "../../services/references/imageMention.ts";
import { newerTag } from "../../services/references/newerTag.ts";
import { rangeOf } from "../../platform/rangeOf.ts";
import type { DocumentImages } from "./documentImages.ts";
import type { ImageSources } from "./imageSources.ts";

/** Nobody reads further, and so many lists are loaded at most. */
const mostLenses = 50;

/** Above an image whose repository has a newer version: which. */
export class NewerLenses implements CodeLensProvider {
  readonly #images: DocumentImages;
  readonly #sources: ImageSources;

  constructor(images: DocumentImages, sources: ImageSources) {
    this.#images = images;
    this.#sources = sources;
  }

  async provideCodeLenses(document: TextDocument, token: CancellationToken): Promise<CodeLens[] | undefined> {
    return unlessCancelled(token, (signal) => this.#lenses(document, signal), this.#sources.report);
  }

  async #lenses(document: TextDocument, signal: AbortSignal): Promise<CodeLens[]> {
    const images = (await this.#images.of(document)).filter(isLiteral).slice(0, mostLenses);
    const lenses = await Promise.all(images.map((image) => this.#lens(document, image, signal)));
    return lenses.filter((lens) => lens !== undefined);
  }

  async #lens(document: TextDocument, image: ImageMention, signal: AbortSignal): Promise<CodeLens | undefined> {
    const reference = meantReference(image);
    if (reference?.tag === undefined || (await this.#sources.standing(reference)).kind !== "asked") return undefined;
    try {
      const newer = await inSlices(newerTag(reference.tag, await this.#sources.newestTagsOf(reference, signal)), signal);
      if (newer === undefined) return undefined;
      const place = { uri: document.uri, start: image.start, written: image.written };
      return toCodeLens(rangeOf(document, image), say("Newer: {0}", newer), "containerRegistries.reference.update", place);
    } catch (error) {
      if (isAbort(error) || signal.aborted) throw error;
      // The row of the repository in the tree says it.
      this.#sources.report(error);
      return undefined;
    }
  }
}
