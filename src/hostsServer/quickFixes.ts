import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextEdit,
} from "vscode-languageserver/node";
import { plainName } from "../core/visibleText.ts";
import { applySettings } from "../hosts/features/validate.ts";
import type { Fix } from "../hosts/features/fixes/context.ts";
import type { Finding, FindingSettings } from "../hosts/findings.ts";
import { type Edit, inFewEdits } from "../hosts/syntax/edits.ts";
import type { LineIndex } from "../hosts/syntax/lines.ts";

/** A text that a request is about. */
export interface FixedText {
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
}

/** Whether a request wants actions of that kind. A kind contains those below it, and the empty one all (LSP 3.17, CodeActionKind). */
export function wantsKind({ only }: CodeActionContext, kind: string): boolean {
  return only === undefined || only.some((each) => each === "" || kind === each || kind.startsWith(`${each}.`));
}

/** What of it is found in the range, save for codes that are switched off; `most` of them, since each fix is tried on all of the text. */
export function findingsToFix<Code extends string>(
  found: readonly Finding<Code>[],
  range: Range,
  lines: LineIndex,
  { settings, most }: { readonly settings: FindingSettings; readonly most: number },
): readonly Finding<Code>[] {
  const [from, to] = [lines.offset(range.start), lines.offset(range.end)];
  const inside = found.filter(({ start, end }) => end >= from && start <= to);
  return applySettings(inside, settings).slice(0, most);
}

export function toQuickFix({ title, edits }: Fix, diagnostic: Diagnostic, fixed: FixedText, isPreferred: boolean): CodeAction {
  return {
    title: plainName(title),
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: { changes: { [fixed.uri]: toTextEdits(edits, fixed) } },
    isPreferred,
  };
}

export function toTextEdits(edits: readonly Edit[], { text, lines }: Omit<FixedText, "uri">): TextEdit[] {
  return inFewEdits(text, edits).map((edit) => ({ range: lines.range(edit), newText: edit.text }));
}
