import { PassThrough } from "node:stream";
import {
  createConnection,
  createMessageConnection,
  type Diagnostic,
  type MessageConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../../src/hostsServer/server.ts";
import type { ServerMachine } from "../../src/hostsServer/state.ts";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";
import { noWatch } from "../support/noWatch.ts";

export interface PublishedDiagnostics {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A machine without files. */
const noMachine: ServerMachine = {
  files: memoryFiles({}),
  watch: noWatch,
  now: () => Date.now(),
  containerdConfig: "/etc/containerd/config.toml",
  configHome: undefined,
  detachedNetwork: undefined,
  documentation: "file:///docs/hosts-toml.md",
};

/** A language client on in-memory streams, with a server of its own on their other end. */
export class TestClient {
  readonly connection: MessageConnection;
  readonly #published: PublishedDiagnostics[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(machine: Partial<ServerMachine> = {}) {
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    startServer(createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
      ...noMachine,
      ...machine,
    });
    this.connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishedDiagnostics) => {
      this.#published.push(params);
      for (const wake of this.#waiting.splice(0)) wake();
    });
    this.connection.listen();
  }

  async initialize(initializationOptions: unknown = {}, capabilities: object = {}): Promise<Record<string, unknown>> {
    const result = await this.connection.sendRequest<{ capabilities: Record<string, unknown> }>("initialize", {
      processId: null,
      rootUri: null,
      capabilities,
      initializationOptions,
    });
    await this.connection.sendNotification("initialized", {});
    return result.capabilities;
  }

  open(uri: string, text: string, version = 1, languageId = "hosts-toml"): Promise<void> {
    return this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version, text },
    });
  }

  change(uri: string, text: string, version: number): Promise<void> {
    return this.connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** The next diagnostics that were not yet taken, in the order in which the server sent them. */
  async diagnostics(): Promise<PublishedDiagnostics> {
    for (;;) {
      const next = this.#published.shift();
      if (next !== undefined) return next;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    this.connection.dispose();
  }
}

/** Runs `body` with a client of its own and stops it afterwards. */
export async function withClient(body: (client: TestClient) => Promise<void>, machine: Partial<ServerMachine> = {}): Promise<void> {
  const client = new TestClient(machine);
  try {
    await body(client);
  } finally {
    await client.stop();
  }
}
