import type { CodeAction, CodeActionParams, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { DocumentKind } from "../hosts/languages.ts";
import { documentKind } from "./documentKind.ts";

/** Publishes what is found in the open documents of one kind. */
export interface DocumentPublisher {
  /** The document was opened or edited, or the settings are others. */
  textChanged(uri: string): void;
  /** Something that the document is judged by may have changed on the disk: the document was saved, or containerd's configuration is another. */
  filesChanged(uri: string): void;
  closed(uri: string): void;
  dispose(): void;
  /** Quick fixes. May reject. */
  codeActions?(params: CodeActionParams): Promise<CodeAction[]>;
}

/** The publishers by the kind of document. A kind without one has no findings. */
export type PublishersByKind = Readonly<Partial<Record<DocumentKind, DocumentPublisher>>>;

/** Sends each document to the publisher of its kind. */
export class Publishers {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #byKind: PublishersByKind;

  constructor(documents: TextDocuments<TextDocument>, byKind: PublishersByKind) {
    this.#documents = documents;
    this.#byKind = byKind;
  }

  textChanged(document: TextDocument): void {
    this.#byKind[documentKind(document)]?.textChanged(document.uri);
  }

  /** For all open documents: what is said of every text has changed. */
  allTextsChanged(): void {
    for (const document of this.#documents.all()) this.textChanged(document);
  }

  filesChanged(document: TextDocument): void {
    this.#byKind[documentKind(document)]?.filesChanged(document.uri);
  }

  /** For all open documents: containerd's configuration on the disk has changed. */
  allFilesChanged(): void {
    for (const document of this.#documents.all()) this.filesChanged(document);
  }

  closed(document: TextDocument): void {
    this.#byKind[documentKind(document)]?.closed(document.uri);
  }

  /** Undefined where the kind of the document has no actions here. */
  codeActions(params: CodeActionParams): Promise<CodeAction[]> | undefined {
    const document = this.#documents.get(params.textDocument.uri);
    return document === undefined ? undefined : this.#byKind[documentKind(document)]?.codeActions?.(params);
  }

  dispose(): void {
    for (const publisher of Object.values(this.#byKind)) publisher.dispose();
  }
}
