import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  createMessageConnection,
  type MessageConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

export interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly unknown[];
}

interface Waiting {
  readonly version: number;
  readonly resolve: (published: Published) => void;
}

/** One change of a text: `text` in place of `range` (LSP's positions) makes it `whole`. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
  readonly whole: string;
}

interface InitializeResult {
  readonly capabilities: { readonly textDocumentSync?: { readonly change?: number } };
}

const incremental = 2;

/** A language server as a process of its own over stdio, with one document, asked by an editor that takes what is pushed. */
export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #uri: string;
  #waiting: Waiting | undefined;
  #version = 0;
  #takesRanges = false;

  constructor({ program, args }: ServerCommand, uri: string) {
    // The channel is for reportHeap.mjs; nothing else uses it.
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "ignore", "ipc"] });
    if (child.stdin === null || child.stdout === null) throw new Error(`${program} has no pipes`);
    this.#child = child;
    this.#uri = uri;
    this.#connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    this.#connection.onNotification("textDocument/publishDiagnostics", (published: Published) => this.#take(published));
    this.#connection.onRequest("workspace/configuration", ({ items }: { readonly items: readonly unknown[] }) => items.map(() => null));
    this.#connection.onRequest("client/registerCapability", () => null);
    this.#connection.onRequest("window/workDoneProgress/create", () => null);
    this.#connection.listen();
  }

  /** `folder` is the `file:` URL of the folder that the editor has open. */
  async initialize(folder: string): Promise<void> {
    this.#connection.onRequest("workspace/workspaceFolders", () => [{ uri: folder, name: "bench" }]);
    const { capabilities } = await this.#connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: folder,
      workspaceFolders: [{ uri: folder, name: "bench" }],
      capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
    });
    this.#takesRanges = capabilities.textDocumentSync?.change === incremental;
    await this.#connection.sendNotification("initialized", {});
  }

  /** Resolves with the number of diagnostics when those of this text have come. */
  open(text: string): Promise<number> {
    const version = ++this.#version;
    return this.#send(version, "textDocument/didOpen", { textDocument: { uri: this.#uri, languageId: "toml", version, text } });
  }

  /** Resolves as `open` does. Sends what the server asked for: the change, or the whole text. */
  edit({ range, text, whole }: Edit): Promise<number> {
    const version = ++this.#version;
    return this.#send(version, "textDocument/didChange", {
      textDocument: { uri: this.#uri, version },
      contentChanges: [this.#takesRanges ? { range, text } : { text: whole }],
    });
  }

  /** The number of code actions for all of the text, as an editor asks for them when all of it is selected. */
  async codeActions(text: string): Promise<number> {
    const end = { line: text.split("\n").length, character: 0 };
    const actions = await this.#connection.sendRequest<readonly unknown[] | null>("textDocument/codeAction", {
      textDocument: { uri: this.#uri },
      range: { start: { line: 0, character: 0 }, end },
      context: { diagnostics: [] },
    });
    return actions?.length ?? 0;
  }

  /** Bytes of the heap in use after a garbage collection, of a Node that was started with reportHeap.mjs. */
  async heapInUse(): Promise<number> {
    const answer = once(this.#child, "message") as Promise<[number]>;
    this.#child.send("heap");
    return (await answer)[0];
  }

  /** Ends it as an editor does. */
  async end(): Promise<void> {
    const gone = once(this.#child, "exit");
    await this.#connection.sendRequest("shutdown");
    await this.#connection.sendNotification("exit");
    await gone;
    this.#connection.dispose();
  }

  async stop(): Promise<void> {
    this.#connection.dispose();
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  async #send(version: number, method: string, params: object): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<Published>();
    this.#waiting = { version, resolve };
    await this.#connection.sendNotification(method, params);
    return (await promise).diagnostics.length;
  }

  /** What comes for an older version is no answer. */
  #take(published: Published): void {
    const waiting = this.#waiting;
    if (waiting === undefined || published.uri !== this.#uri || (published.version ?? waiting.version) < waiting.version) return;
    this.#waiting = undefined;
    waiting.resolve(published);
  }
}
