import type { TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isLarge, validateLarge } from "../hosts/features/largeText.ts";
import { validateModel } from "../hosts/features/validate.ts";
import type { Finding } from "../hosts/findings.ts";
import { type HostsModel, modelOf } from "../hosts/resolve/model.ts";
import { type Resolution, resolveModel } from "../hosts/resolve/resolveHosts.ts";
import type { HostsDocument } from "../hosts/syntax/document.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument, scanProblems } from "../hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../hosts/versions.ts";
import { documentKind } from "./documentKind.ts";
import { directoryOf, fileNameOf } from "./paths.ts";

/** An open document, read once for each of its versions; what is asked for seldom is computed when it is asked for. */
export class Analysis {
  readonly uri: string;
  readonly documentVersion: number;
  readonly version: ContainerdVersion;
  readonly directory: string;
  readonly document: HostsDocument;
  /** What the files gave that this text points to; none before they have been looked at. */
  fileFindings: readonly Finding[] = [];
  readonly fileName: string;
  /** Nothing but its syntax is looked at. */
  readonly isLarge: boolean;
  #lines: LineIndex | undefined;
  #model: HostsModel | undefined;
  #resolution: Resolution | undefined;
  #textFindings: { readonly context: TextContext; readonly all: readonly Finding[] } | undefined;

  constructor(source: TextDocument, version: ContainerdVersion) {
    this.uri = source.uri;
    this.documentVersion = source.version;
    this.version = version;
    this.directory = directoryOf(source.uri);
    this.fileName = fileNameOf(source.uri);
    const text = source.getText();
    this.isLarge = isLarge(text);
    this.document = this.isLarge ? scanProblems(text) : scanDocument(text);
  }

  get model(): HostsModel {
    this.#model ??= modelOf(this.document, this.version);
    return this.#model;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.document.text);
    return this.#lines;
  }

  get resolution(): Resolution {
    this.#resolution ??= resolveModel(this.model, this);
    return this.#resolution;
  }

  /** What the text gives, before a person's settings. */
  textFindings(context: TextContext): readonly Finding[] {
    const last = this.#textFindings;
    if (last?.context.detachedNetwork === context.detachedNetwork && last.context.roots === context.roots) return last.all;
    const { version, directory, fileName } = this;
    const all = this.isLarge
      ? validateLarge(this.document, version)
      : validateModel(this.model, { version, directory, fileName, ...context });
    this.#textFindings = { context, all };
    return all;
  }
}

/** What the findings of a text depend on besides itself and its place. */
export interface TextContext {
  readonly detachedNetwork: boolean;
  /** The directories of the settings; another list is taken for another value. */
  readonly roots: readonly string[];
}

/** Both, without what text and files say twice. */
export function joinFindings(ofText: readonly Finding[], ofFiles: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ code, start }: Finding): string => `${code} ${start}`;
  const known = new Set(ofText.map(keyOf));
  return [...ofText, ...ofFiles.filter((finding) => !known.has(keyOf(finding)))];
}

/** Remembers the last analysis of each open document. */
export class Analyses {
  readonly #documents: TextDocuments<TextDocument>;
  readonly #last = new Map<string, Analysis>();

  constructor(documents: TextDocuments<TextDocument>) {
    this.#documents = documents;
  }

  /** Undefined for a document that is not open, or is no hosts.toml. */
  get(uri: string, version: ContainerdVersion): Analysis | undefined {
    const source = this.#documents.get(uri);
    if (source === undefined || documentKind(source) !== "hosts") return undefined;
    const last = this.#last.get(uri);
    if (last?.documentVersion === source.version && last.version === version) return last;
    const analysis = new Analysis(source, version);
    this.#last.set(uri, analysis);
    return analysis;
  }

  forget(uri: string): void {
    this.#last.delete(uri);
  }
}
