import { CodeActionKind, type Connection, type InitializeResult, TextDocuments, TextDocumentSyncKind } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  configSourceMethod,
  type ConfigSourceParams,
  explainMethod,
  type ExplainParams,
  type ExplainResult,
  resolveMethod,
  type ResolveParams,
  type ResolveResult,
} from "../hosts/protocol.ts";
import { Analyses } from "./analyses.ts";
import { registerEditing } from "./editing.ts";
import { configSourceRequest } from "./configSourceRequest.ts";
import { ConfigPublisher } from "./configPublisher.ts";
import { explainRequest } from "./explainRequest.ts";
import { ContainerdConfigs } from "./containerdConfigs.ts";
import { Publishers } from "./documentPublisher.ts";
import { HostsPublisher } from "./hostsPublisher.ts";
import { MisnamedPublisher } from "./misnamedPublisher.ts";
import { registerReading } from "./reading.ts";
import { RegistriesPublisher } from "./registriesPublisher.ts";
import { resolveRequest } from "./resolveRequest.ts";
import { defaultSettings, effectiveSettings } from "./settings.ts";
import { guarded, type ServerMachine, type ServerState } from "./state.ts";

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
export function startServer(connection: Connection, machine: ServerMachine): void {
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
  const configs = new ContainerdConfigs(machine, () => publishers.allFilesChanged());
  const publishers = new Publishers(documents, {
    hosts: new HostsPublisher(state, configs),
    hostsYaml: new MisnamedPublisher(state),
    containerd: new ConfigPublisher(state),
    k3s: new RegistriesPublisher(state),
  });

  connection.onInitialize(({ initializationOptions, capabilities }) => {
    initial.options = initializationOptions;
    state.settings = effectiveSettings(initializationOptions);
    state.takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return serverCapabilities;
  });
  connection.onInitialized(() => void lookForDetachedNetwork(state, publishers));
  connection.onDidChangeConfiguration(({ settings }) => {
    state.settings = effectiveSettings(initial.options, settings);
    publishers.allTextsChanged();
    void lookForDetachedNetwork(state, publishers);
  });
  connection.onRequest<ResolveResult | null, void>(
    resolveMethod,
    guarded(state, resolveMethod, null, (params: ResolveParams): ResolveResult | null => resolveRequest(state, params)),
  );
  connection.onRequest<ExplainResult | null, void>(
    explainMethod,
    guarded(state, explainMethod, null, (params: ExplainParams): Promise<ExplainResult | null> =>
      explainRequest(state, params, (version) => configs.get(version)),
    ),
  );
  connection.onRequest<boolean, void>(
    configSourceMethod,
    guarded(state, configSourceMethod, false, (params: ConfigSourceParams): Promise<boolean> => configSourceRequest(state, params)),
  );
  registerReading(state);
  registerEditing(state, publishers);
  documents.onDidChangeContent(({ document }) => publishers.textChanged(document));
  documents.onDidSave(({ document }) => publishers.filesChanged(document));
  documents.onDidClose(({ document }) => publishers.closed(document));
  connection.onShutdown(() => {
    publishers.dispose();
    configs.dispose();
  });
  documents.listen(connection);
  connection.listen();
}

/** Looks once whether rootless containerd reaches this machine's loopback addresses, where files may be looked at. */
async function lookForDetachedNetwork(state: ServerState, publishers: Publishers): Promise<void> {
  const { machine, settings } = state;
  if (!settings.fileChecks || machine.detachedNetwork === undefined || state.hasDetachedNetwork) return;
  try {
    await machine.files.stat(machine.detachedNetwork);
    state.hasDetachedNetwork = true;
    publishers.allTextsChanged();
  } catch {
    // It does not exist: the hint stays.
  }
}
