import { CodeActionKind, type Connection, type InitializeResult, TextDocuments, TextDocumentSyncKind } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  explainMethod,
  type ExplainParams,
  type ExplainResult,
  resolveMethod,
  type ResolveParams,
  type ResolveResult,
} from "../hosts/protocol.ts";
import { Analyses } from "./analyses.ts";
import { registerEditing } from "./editing.ts";
import { explainRequest } from "./explainRequest.ts";
import { Publisher } from "./publisher.ts";
import { registerReading } from "./reading.ts";
import { resolveRequest } from "./resolveRequest.ts";
import { defaultSettings, readSettings } from "./settings.ts";
import { guarded, type Machine, type ServerState } from "./state.ts";

const serverCapabilities: InitializeResult = {
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    completionProvider: { triggerCharacters: ['"', "'", "[", "/", "=", ".", "{"] },
    hoverProvider: true,
    documentLinkProvider: {},
    documentSymbolProvider: true,
    foldingRangeProvider: true,
    renameProvider: { prepareProvider: true },
    documentFormattingProvider: true,
    inlayHintProvider: true,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, `${CodeActionKind.SourceFixAll}.hostsToml`] },
  },
  serverInfo: { name: "hosts.toml" },
};

/** Answers on `connection` until it closes. */
export function startServer(connection: Connection, machine: Machine): void {
  const documents = new TextDocuments(TextDocument);
  const state: ServerState = {
    connection,
    documents,
    analyses: new Analyses(documents),
    machine,
    settings: defaultSettings,
    hasDetachedNetwork: false,
    takesSnippets: false,
  };
  const initial: { options: unknown } = { options: undefined };
  const publisher = new Publisher(state);

  connection.onInitialize(({ initializationOptions, capabilities }) => {
    initial.options = initializationOptions;
    state.settings = readSettings(initializationOptions);
    state.takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return serverCapabilities;
  });
  connection.onInitialized(() => void lookForDetachedNetwork(state, publisher));
  connection.onDidChangeConfiguration(({ settings }) => {
    state.settings = readSettings(initial.options, settings);
    for (const { uri } of documents.all()) publisher.textChanged(uri);
    void lookForDetachedNetwork(state, publisher);
  });
  connection.onRequest<ResolveResult | null, void>(
    resolveMethod,
    guarded(state, resolveMethod, null, (params: ResolveParams): ResolveResult | null => resolveRequest(state, params)),
  );
  connection.onRequest<ExplainResult | null, void>(
    explainMethod,
    guarded(state, explainMethod, null, (params: ExplainParams): Promise<ExplainResult | null> =>
      explainRequest(state, params, (version) => publisher.containerdConfig(version)),
    ),
  );
  registerReading(state);
  registerEditing(state);
  documents.onDidChangeContent(({ document }) => publisher.textChanged(document.uri));
  documents.onDidSave(({ document }) => publisher.filesChanged(document.uri));
  documents.onDidClose(({ document }) => publisher.closed(document.uri));
  connection.onShutdown(() => publisher.dispose());
  documents.listen(connection);
  connection.listen();
}

/** Looks once whether rootless containerd reaches this machine's loopback addresses, where files may be looked at. */
async function lookForDetachedNetwork(state: ServerState, publisher: Publisher): Promise<void> {
  const { machine, settings, documents } = state;
  if (!settings.fileChecks || machine.detachedNetwork === undefined || state.hasDetachedNetwork) return;
  try {
    await machine.files.stat(machine.detachedNetwork);
    state.hasDetachedNetwork = true;
    for (const { uri } of documents.all()) publisher.textChanged(uri);
  } catch {
    // It does not exist: the hint stays.
  }
}
