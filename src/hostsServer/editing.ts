import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  LSPErrorCodes,
  type Range,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { plainName } from "../core/visibleText.ts";
import { createHostsOffers } from "../hosts/features/codeActions.ts";
import { fixAll } from "../hosts/features/fixAll.ts";
import { format } from "../hosts/features/format.ts";
import { renameHostAt, renamableAt } from "../hosts/features/rename.ts";
import { type Analysis, joinFindings } from "./analyses.ts";
import { toDiagnostic } from "./diagnostics.ts";
import type { Publishers } from "./documentPublisher.ts";
import { findingsToFix, type FixedText, toQuickFix, toTextEdits, wantsKind } from "./quickFixes.ts";
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
        return "refused" in renamed ? refusal(renamed.refused) : { changes: { [uri]: toTextEdits(renamed.edits, fixedText(analysis)) } };
      },
    ),
  );
  connection.onDocumentFormatting(
    guarded(state, "formatting", null, ({ textDocument, options }) => {
      const analysis = answerableAnalysisOf(state, textDocument.uri);
      const indent = options.insertSpaces ? " ".repeat(options.tabSize) : "\t";
      return analysis === undefined ? null : toTextEdits(format(analysis.model, indent), fixedText(analysis));
    }),
  );
  connection.onCodeAction(
    guarded<CodeActionParams, CodeAction[]>(state, "code actions", [], (params) => {
      const { textDocument, range, context } = params;
      const ofOtherKind = publishers.codeActions(params);
      if (ofOtherKind !== undefined) return ofOtherKind;
      const analysis = answerableAnalysisOf(state, textDocument.uri);
      if (analysis === undefined) return [];
      // An editor that shows a light bulb asks at each move of the caret: too often to try every fix of the document.
      const wantsAll =
        wantsKind(context, fixAllKind) && (context.only !== undefined || context.triggerKind !== CodeActionTriggerKind.Automatic);
      return [
        ...(wantsKind(context, CodeActionKind.QuickFix) ? quickFixes(state, analysis, range) : []),
        ...(wantsAll ? fixAllAction(state, analysis) : []),
      ];
    }),
  );
}

/** An error that an editor shows to the person. */
function refusal(reason: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, plainName(reason));
}

/** For one request: a selection may hold all of a large text. */
const maxQuickFixes = 100;

/** The fixes for what is found in the range, save for codes that are switched off. */
function quickFixes(state: ServerState, analysis: Analysis, range: Range): CodeAction[] {
  const { settings, machine } = state;
  const { uri, model, lines, version, directory } = analysis;
  const context = textContextOf(state);
  const offers = createHostsOffers(model, { version, directory, ...context });
  const found = joinFindings(analysis.textFindings(context), analysis.fileFindings);
  return findingsToFix(found, range, lines, { settings: settings.diagnostics, most: maxQuickFixes }).flatMap((finding) => {
    const diagnostic = toDiagnostic(finding, lines, uri, machine.documentation);
    return offers(finding).map((fix, index) => toQuickFix(fix, diagnostic, fixedText(analysis), index === 0));
  });
}

function fixedText({ uri, document, lines }: Analysis): FixedText {
  return { uri, text: document.text, lines };
}

function fixAllAction(state: ServerState, analysis: Analysis): CodeAction[] {
  const { uri, model, version, directory } = analysis;
  const context = textContextOf(state);
  const found = { model, findings: analysis.textFindings(context) };
  const edit = fixAll(found, { version, directory, ...context }, state.settings.diagnostics);
  if (edit === undefined) return [];
  return [
    { title: "Fix all that leaves no doubt", kind: fixAllKind, edit: { changes: { [uri]: toTextEdits([edit], fixedText(analysis)) } } },
  ];
}
