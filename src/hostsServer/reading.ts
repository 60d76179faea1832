import { pathToFileURL } from "node:url";
import {
  CompletionItemKind,
  type CompletionItem,
  type DocumentLink,
  type DocumentSymbol as LspSymbol,
  type FoldingRange,
  InsertTextFormat,
  MarkupKind,
  SymbolKind,
} from "vscode-languageserver/node";
import { plainName } from "../core/visibleText.ts";
import { complete, withoutPlaceholders } from "../hosts/features/complete.ts";
import type { Completion, CompletionWish } from "../hosts/features/completions.ts";
import { completePaths } from "../hosts/features/completePaths.ts";
import { foldingRanges } from "../hosts/features/folding.ts";
import { hover } from "../hosts/features/hover.ts";
import { inlayHints } from "../hosts/features/inlayHints.ts";
import { knownHosts } from "../hosts/features/knownHosts.ts";
import { contains } from "../hosts/features/locate.ts";
import { links } from "../hosts/features/links.ts";
import { type DocumentSymbol, symbols } from "../hosts/features/symbols.ts";
import { knownRegistriesMethod } from "../hosts/protocol.ts";
import { escapeInString, writeString } from "../hosts/syntax/edits.ts";
import type { LineIndex } from "../hosts/syntax/lines.ts";
import type { Analysis } from "./analyses.ts";
import { answerableAnalysisOf, guarded, type ServerState } from "./state.ts";

/** The requests that tell about a document: completion, hover, links, symbols, folding, hints. */
export function registerReading(state: ServerState): void {
  const { connection } = state;
  const on = <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
    name: string,
    fallback: Result,
    answer: (analysis: Analysis, params: Params) => Result | Promise<Result>,
  ): ((params: Params) => Promise<Result>) =>
    guarded(state, name, fallback, (params: Params) => {
      const analysis = answerableAnalysisOf(state, params.textDocument.uri);
      return analysis === undefined ? fallback : answer(analysis, params);
    });

  connection.onCompletion(on("completion", [], (analysis, { position }) => completions(state, analysis, analysis.lines.offset(position))));
  connection.onHover(
    on("hover", null, ({ model, resolution, lines }, { position }) => {
      const found = hover(model, resolution, lines.offset(position));
      return found === undefined ? null : { contents: { kind: MarkupKind.Markdown, value: found.text }, range: lines.range(found) };
    }),
  );
  connection.onDocumentLinks(
    on("links", [], ({ model, directory, lines }) =>
      links(model, directory).map((link): DocumentLink => ({
        range: lines.range(link),
        target: "url" in link.target ? link.target.url : pathToFileURL(link.target.path).href,
      })),
    ),
  );
  connection.onDocumentSymbol(on("symbols", [], ({ document, lines }) => symbols(document).map((symbol) => toSymbol(symbol, lines))));
  connection.onFoldingRanges(on("folding", [], ({ document, lines }): FoldingRange[] => [...foldingRanges(document, lines)]));
  connection.languages.inlayHint.on(
    on("inlay hints", [], ({ document, resolution, lines }, { range }) => {
      const shown = { start: lines.offset(range.start), end: lines.offset(range.end) };
      return inlayHints(document, resolution)
        .filter(({ at }) => contains(shown, at))
        .slice(0, maxHints)
        .map(({ at, label }) => ({ position: lines.position(at), label, paddingLeft: true }));
    }),
  );
}

/** An editor asks for what it shows; others may ask for all of it. */
const maxHints = 10_000;

function toSymbol({ name, kind, span, selection, children }: DocumentSymbol, lines: LineIndex): LspSymbol {
  return {
    name,
    kind: kind === "table" ? SymbolKind.Namespace : SymbolKind.Property,
    range: lines.range(span),
    selectionRange: lines.range(selection),
    children: children.map((child) => toSymbol(child, lines)),
  };
}

const kinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  snippet: CompletionItemKind.Snippet,
  file: CompletionItemKind.File,
  host: CompletionItemKind.Reference,
};

async function completions(state: ServerState, { model, directory, lines }: Analysis, offset: number): Promise<CompletionItem[]> {
  const { items, wish } = complete(model, offset, directory, state.settings.directories);
  const wished = wish === undefined ? [] : await grant(state, wish, directory);
  const offered = new Set(items.map(({ label }) => label));
  return [...items, ...wished.filter(({ label }) => !offered.has(label))].map((item) => toCompletion(item, lines, state.takesSnippets));
}

function toCompletion(
  { label, kind, text, isSnippet, detail, documentation, ...span }: Completion,
  lines: LineIndex,
  takesSnippets: boolean,
): CompletionItem {
  const plain = isSnippet ? withoutPlaceholders(text) : text;
  const asSnippet = isSnippet && takesSnippets;
  return {
    label: plainName(label),
    kind: kinds[kind],
    filterText: plain,
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: lines.range(span), newText: asSnippet ? text : plain },
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

/** What the document alone cannot answer: files, and registries that the person knows. */
async function grant(
  { machine, settings, connection }: ServerState,
  wish: CompletionWish,
  directory: string,
): Promise<readonly Completion[]> {
  if (wish.kind === "paths") return settings.fileChecks ? completePaths(machine.files, directory, wish.written, wish.span) : [];
  const files = settings.fileChecks ? await knownHosts(machine.files, settings.directories) : [];
  const client: unknown = settings.knownRegistries ? await connection.sendRequest(knownRegistriesMethod) : [];
  const urls = new Set([...files, ...(Array.isArray(client) ? client.filter((item) => typeof item === "string") : [])]);
  const { start, end } = wish.span;
  return [...urls].map((url) => ({
    start,
    end,
    label: url,
    kind: "host",
    text: wish.quoted ? escapeInString(url) : writeString(url),
    isSnippet: false,
  }));
}
