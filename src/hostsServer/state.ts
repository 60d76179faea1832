import { framesOf } from "../core/errors.ts";
import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FileReader } from "../core/fileSystem.ts";
import type { Watch } from "../core/watch.ts";
import type { Analyses, Analysis, TextContext } from "./analyses.ts";
import type { EffectiveSettings } from "./settings.ts";

/** What the server needs from the machine. */
export interface ServerMachine {
  readonly files: FileReader;
  readonly watch: Watch;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Where containerd's own configuration lies. */
  readonly containerdConfig: string;
  /** $XDG_CONFIG_HOME, or ~/.config; undefined where the system has no such directory. */
  readonly configHome: string | undefined;
  /** What `NERDCTL_TOML` names, for the user of this process. */
  readonly nerdctlToml?: { readonly path: string; readonly user: "root" | "other" };
  /** A directory that exists where rootless containerd has a network namespace of its own; undefined where unknown. */
  readonly detachedNetwork: string | undefined;
  /** The URI of docs/hosts-toml.md. */
  readonly documentation: string;
}

/** What the handlers share. */
export interface ServerState {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly analyses: Analyses;
  readonly machine: ServerMachine;
  settings: EffectiveSettings;
  /** Whether the client fills in the placeholders of a completion; else it inserts the text as it stands. */
  takesSnippets: boolean;
  /** Whether rootless containerd reaches this machine's loopback addresses. */
  hasDetachedNetwork: boolean;
}

export function analysisOf(state: ServerState, uri: string): Analysis | undefined {
  return state.analyses.get(uri, state.settings.version);
}

/** For requests: undefined for a document, too, that is too large for them. */
export function answerableAnalysisOf(state: ServerState, uri: string): Analysis | undefined {
  const analysis = analysisOf(state, uri);
  return analysis?.isLarge === true ? undefined : analysis;
}

export function textContextOf({ hasDetachedNetwork, settings }: ServerState): TextContext {
  return { detachedNetwork: hasDetachedNetwork, roots: settings.directories };
}

/**
 * A handler that never fails: what goes wrong is logged, without the document's text, and answered with `fallback`, so
 * that one bad request does not make an editor give the server up, and one bad check does not end the process.
 */
export function guarded<Params, Result>(
  { connection }: ServerState,
  name: string,
  fallback: Result,
  handler: (params: Params) => Result | Promise<Result>,
): (params: Params) => Promise<Result> {
  return async (params) => {
    try {
      return await handler(params);
    } catch (error) {
      connection.console.error(`${name}: ${String(error)} ${framesOf(error)}`);
      return fallback;
    }
  };
}
