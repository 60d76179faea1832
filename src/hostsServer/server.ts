import { type Connection, TextDocuments, TextDocumentSyncKind } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applySettings, validate } from "../hosts/features/validate.ts";
import { RESOLVE_REQUEST, type ResolveParams, type ResolveResult } from "../hosts/protocol.ts";
import { LineIndex } from "../hosts/syntax/lines.ts";
import { scanDocument } from "../hosts/syntax/scan.ts";
import { toDiagnostic } from "./diagnostics.ts";
import { directoryOf } from "./paths.ts";
import { resolveRequest } from "./resolveRequest.ts";
import { DEFAULT_SETTINGS, readSettings, type Settings } from "./settings.ts";

/** Answers on `connection` until it closes. */
export function startServer(connection: Connection): void {
  const state: { settings: Settings } = { settings: DEFAULT_SETTINGS };
  const documents = new TextDocuments(TextDocument);

  const publish = (document: TextDocument): void => {
    const text = document.getText();
    const lines = new LineIndex(text);
    const findings = applySettings(validate(scanDocument(text), { version: state.settings.version, directory: directoryOf(document.uri) }), state.settings.diagnostics);
    const diagnostics = findings.map((finding) => toDiagnostic(finding, lines, document.uri));
    void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
  };

  connection.onInitialize(({ initializationOptions }) => {
    state.settings = readSettings(initializationOptions);
    return { capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental }, serverInfo: { name: "hosts.toml" } };
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    state.settings = readSettings(settings);
    for (const document of documents.all()) publish(document);
  });
  connection.onRequest<ResolveResult | null, void>(RESOLVE_REQUEST, (params: ResolveParams): ResolveResult | null => {
    const document = documents.get(params.textDocument.uri);
    return document === undefined ? null : resolveRequest(document, params, state.settings.version);
  });
  documents.onDidChangeContent(({ document }) => publish(document));
  documents.onDidClose(({ document }) => void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] }));
  documents.listen(connection);
  connection.listen();
}
