import { DocumentLink, type DocumentLinkProvider, type Hover, type HoverProvider, type Position, type TextDocument } from "vscode";
import { toHover } from "../../platform/hover.ts";
import { rangeOf } from "../../platform/rangeOf.ts";
import { say } from "../../platform/say.ts";
import { type DescriptorInText, descriptorsIn } from "../../services/content/descriptorsIn.ts";
import { sizeSentence } from "../sentences/sizeSentence.ts";
import { contentOfUri, contentUri } from "./contentUri.ts";

/** In a document of a registry: from each digest to what it names, where that can be shown, and what is said of it. */
export class ContentLinks implements DocumentLinkProvider, HoverProvider {
  /** A document never changes. */
  readonly #found = new WeakMap<TextDocument, readonly DescriptorInText[]>();

  provideDocumentLinks(document: TextDocument): DocumentLink[] {
    const content = contentOfUri(document.uri);
    if (content === undefined) return [];
    const { host, repository } = content;
    return this.#descriptors(document).flatMap((each) => {
      if (each.opens === undefined) return [];
      const blobSize = each.opens === "manifest" ? undefined : each.size;
      return [new DocumentLink(rangeOf(document, each), contentUri({ host, repository, digest: each.digest, blobSize }))];
    });
  }

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const offset = document.offsetAt(position);
    const found = this.#descriptors(document).find(({ start, end }) => start <= offset && offset <= end);
    if (found === undefined) return undefined;
    const { mediaType, size, opens } = found;
    const facts = [
      ...(mediaType === undefined ? [] : [{ code: mediaType }]),
      ...(size === undefined ? [] : [sizeSentence(size)]),
      opens === undefined ? say("A blob that is not shown as text") : say("Follow the link to see it"),
    ];
    return { contents: [toHover(facts.map((fact) => ({ parts: [fact], level: 1 })))], range: rangeOf(document, found) };
  }

  #descriptors(document: TextDocument): readonly DescriptorInText[] {
    const known = this.#found.get(document) ?? descriptorsIn(document.getText());
    this.#found.set(document, known);
    return known;
  }
}
