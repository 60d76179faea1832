import { type DocumentFilter, type Position, type TextDocument } from "vscode";
import { fileKindOf, imageLanguages } from "../../services/references/fileKind.ts";
import { findImages } from "../../services/references/findImages.ts";
import type { ImageMention } from "../../services/references/imageMention.ts";

/** The documents in which images are looked for. */
export const imageDocuments: readonly DocumentFilter[] = [
  ...imageLanguages.map((language): DocumentFilter => ({ language })),
  { pattern: "**/{Dockerfile,Dockerfile.*,*.dockerfile,Containerfile,Containerfile.*}" },
  { pattern: "**/{.devcontainer.json,.devcontainer/**/devcontainer.json}" },
];

interface FoundImages {
  readonly version: number;
  readonly images: Promise<readonly ImageMention[]>;
}

/** The images that documents name, found once for each version of a document. */
export class DocumentImages {
  readonly #found = new WeakMap<TextDocument, FoundImages>();

  of(document: TextDocument): Promise<readonly ImageMention[]> {
    const known = this.#found.get(document);
    if (known?.version === document.version) return known.images;
    const kind = fileKindOf(document.uri.path, document.languageId);
    const images = kind === undefined ? Promise.resolve([]) : findImages(document.getText(), kind);
    this.#found.set(document, { version: document.version, images });
    return images;
  }

  async at(document: TextDocument, position: Position): Promise<ImageMention | undefined> {
    const offset = document.offsetAt(position);
    return (await this.of(document)).find(({ start, end }) => start <= offset && offset <= end);
  }
}
