import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type HostsModel, modelOf } from "../hosts/resolve/model.ts";
import { type Resolution, resolveModel } from "../hosts/resolve/resolveHosts.ts";
import type { HostsDocument } from "../hosts/syntax/document.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument } from "../hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../hosts/versions.ts";
import { directoryOf } from "./paths.ts";

/** An open document, read once for each of its versions. */
export interface Analysis {
  readonly uri: string;
  readonly documentVersion: number;
  readonly version: ContainerdVersion;
  readonly directory: string;
  readonly document: HostsDocument;
  readonly lines: LineIndex;
  readonly model: HostsModel;
  readonly resolution: Resolution;
}

/** Remembers the last analysis of each open document. */
export class Analyses {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #last = new Map<string, Analysis>();

  constructor(documents: TextDocuments<TextDocument>) {
    this.#documents = documents;
  }

  /** Undefined for a document that is not open. */
  get(uri: string, version: ContainerdVersion): Analysis | undefined {
    const source = this.#documents.get(uri);
    if (source === undefined) return undefined;
    const last = this.#last.get(uri);
    if (last?.documentVersion === source.version && last.version === version) return last;
    const analysis = analyse(source, version);
    this.#last.set(uri, analysis);
    return analysis;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }
}

function analyse(source: TextDocument, version: ContainerdVersion): Analysis {
  const text = source.getText();
  const document = scanDocument(text);
  const model = modelOf(document, version);
  const directory = directoryOf(source.uri);
  return {
    uri: source.uri,
    documentVersion: source.version,
    version,
    directory,
    document,
    lines: new LineIndex(text),
    model,
    resolution: resolveModel(model, { directory, version }),
  };
}
