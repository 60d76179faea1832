import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  LSPErrorCodes,
  type RenameParams,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { plainName } from "../core/visibleText.ts";
import { createHostsOffers } from "../hosts/features/codeActions.ts";
import { fixAll } from "../hosts/features/fixAll.ts";
import { type Edit, inFewEdits } from "../hosts/syntax/edits.ts";
import { format } from "../hosts/features/format.ts";
import { renameHostAt, renamableAt } from "../hosts/features/rename.ts";
import { applySettings } from "../hosts/features/validate.ts";
import { type Analysis, joinFindings } from "./analyses.ts";
import { toDiagnostic } from "./diagnostics.ts";
import type { Publishers } from "./documentPublisher.ts";
import { answerableAnalysisOf, guarded, type ServerState, textContextOf } from "./state.ts";

const fixAllKind = `${CodeActionKind.SourceFixAll}.hostsToml`;

/** The requests that change a document: rename, formatting, quick fixes. */
export function registerEditing(state: ServerState, publishers: Publishers): void {
  const { connection } = state;
  connection.onPrepareRename(
    guarded(state, "prepare rename", null, ({ textDocument, position }) => {
      const analysis = answerableAnalysisOf(state, textDocument.uri);
      const found = analysis === undefined ? undefined : renamableAt(analysis.model, analysis.lines.offset(position));
      return analysis === undefined || found === undefined ? null : { range: analysis.lines.range(found), placeholder: found.name };
    }),
  );
  connection.onRenameRequest(
    guarded<RenameParams, WorkspaceEdit | ResponseError>(
      state,
      "rename",
      refusal("The rename failed."),
      ({ textDocument: { uri }, position, newName }) => {
        const analysis = answerableAnalysisOf(state, uri);
        if (analysis === undefined) return refusal("This file is too large to be edited with understanding, or it is not open.");
        const renamed = renameHostAt(analysis.model, analysis.lines.offset(position), newName);
        return "refused" in renamed ? refusal(renamed.refused) : { changes: { [uri]: toTextEdits(renamed.edits, analysis) } };
      },
    ),
  );
  connection.onDocumentFormatting(
    guarded(state, "formatting", null, ({ textDocument, options }) => {
      const analysis = answerableAnalysisOf(state, textDocument.uri);
      const indent = options.insertSpaces ? " ".repeat(options.tabSize) : "\t";
      return analysis === undefined ? null : toTextEdits(format(analysis.model, indent), analysis);
    }),
  );
  connection.onCodeAction(
    guarded<CodeActionParams, CodeAction[]>(state, "code actions", [], (params) => {
      const { textDocument, range, context } = params;
      const ofOtherKind = publishers.codeActions(params);
      if (ofOtherKind !== undefined) return ofOtherKind;
      const analysis = answerableAnalysisOf(state, textDocument.uri);
      if (analysis === undefined) return [];
      const wants = (kind: string): boolean =>
        context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
      const span = { start: analysis.lines.offset(range.start), end: analysis.lines.offset(range.end) };
      // An editor that shows a light bulb asks at each move of the caret: too often to try every fix of the document.
      const wantsAll = wants(fixAllKind) && (context.only !== undefined || context.triggerKind !== CodeActionTriggerKind.Automatic);
      return [
        ...(wants(CodeActionKind.QuickFix) ? quickFixes(state, analysis, span) : []),
        ...(wantsAll ? fixAllAction(state, analysis) : []),
      ];
    }),
  );
}

/** An error that an editor shows to the person. */
function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, plainName(reason));
}

function toTextEdits(edits: readonly Edit[], { document, lines }: Analysis): TextEdit[] {
  return inFewEdits(document.text, edits).map((edit) => ({ range: lines.range(edit), newText: edit.text }));
}

/** For one request: a selection may hold all of a large text. */
const maxQuickFixes = 100;

/** The fixes for what is found in the span, save for codes that are switched off. */
function quickFixes(state: ServerState, analysis: Analysis, span: { readonly start: number; readonly end: number }): CodeAction[] {
  const { settings, machine } = state;
  const { uri, model, lines, version, directory } = analysis;
  const context = textContextOf(state);
  const offers = createHostsOffers(model, { version, directory, ...context });
  const inside = joinFindings(analysis.textFindings(context), analysis.fileFindings).filter(
    ({ start, end }) => end >= span.start && start <= span.end,
  );
  return applySettings(inside, settings.diagnostics)
    .slice(0, maxQuickFixes)
    .flatMap((finding) =>
      offers(finding).map((fix, index): CodeAction => ({
        title: plainName(fix.title),
        kind: CodeActionKind.QuickFix,
        diagnostics: [toDiagnostic(finding, lines, uri, machine.documentation)],
        edit: { changes: { [uri]: toTextEdits(fix.edits, analysis) } },
        isPreferred: index === 0,
      })),
    );
}

function fixAllAction(state: ServerState, analysis: Analysis): CodeAction[] {
  const { uri, model, version, directory } = analysis;
  const context = textContextOf(state);
  const found = { model, findings: analysis.textFindings(context) };
  const edit = fixAll(found, { version, directory, ...context }, state.settings.diagnostics);
  if (edit === undefined) return [];
  return [{ title: "Fix all that leaves no doubt", kind: fixAllKind, edit: { changes: { [uri]: toTextEdits([edit], analysis) } } }];
}
