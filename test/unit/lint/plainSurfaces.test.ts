import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { makeTemporaryFolder } from "../../../scripts/lib/temporaryFolder.mjs";

const root = path.join(import.meta.dirname, "../../..");

/** Ways to put text on a surface of VS Code past the functions that make it plain. */
const refused: readonly string[] = [
  'import { l10n } from "vscode";\nl10n.t("x");',
  'import { window } from "vscode";\nvoid window.showInformationMessage(text);',
  'import { window } from "vscode";\nvoid window["showErrorMessage"](text);',
  'import { window as w } from "vscode";\nvoid w.showWarningMessage(text);',
  'import { window } from "vscode";\nconst { showQuickPick } = window;',
  'import { window } from "vscode";\nwindow.createInputBox();',
  'import { window } from "vscode";\nwindow.createQuickPick();',
  'import { window } from "vscode";\nwindow.createStatusBarItem();',
  'import { window } from "vscode";\nwindow.createOutputChannel("x");',
  'import { window } from "vscode";\nwindow.createTreeView("x", y);',
  'import { window } from "vscode";\nvoid window.withProgress({ title: text }, task);',
  'import { window } from "vscode";\nwindow.createTerminal(text);',
  'import { window } from "vscode";\nwindow.createTerminal({ name: text });',
  'import { window } from "vscode";\nvoid window.showOpenDialog({ title: text });',
  'import { window } from "vscode";\nvoid window.showSaveDialog({ saveLabel: text });',
  'import { CodeLens } from "vscode";\nnew CodeLens(range, { title: text, command: "" });',
  'import { Diagnostic } from "vscode";\nnew Diagnostic(range, text);',
  'import { CodeAction } from "vscode";\nnew CodeAction(text);',
  'import { CompletionItem } from "vscode";\nnew CompletionItem(text);',
  'import { scm } from "vscode";\nscm.createSourceControl("x", text);',
  'import { languages } from "vscode";\nlanguages.createLanguageStatusItem("x", y);',
  'import { MarkdownString } from "vscode";\nnew MarkdownString(text);',
  'import { TreeItem as Item } from "vscode";\nnew Item(text);',
  'import * as vscode from "vscode";\nvscode.env;',
  'import vscode from "vscode";\nvscode.env;',
  'const vscode = await import("vscode");',
  "item.tooltip = text;",
  "item.label = text;",
  'item["description"] = text;',
  "view.message = text;",
  "editor.setDecorations(type, [{ range, hoverMessage: text }]);",
  "show(detail.message.openForSurface());",
  "const { openForSurface } = text;",
  "const options = { after: { contentText: text } };",
];
const allowed: readonly string[] = [
  'import type { TreeItem } from "vscode";\nexport type A = TreeItem;',
  'import { type LogOutputChannel, ThemeIcon } from "vscode";\nnew ThemeIcon("x");',
  'import { window } from "vscode";\nvoid window.showTextDocument(uri);',
  "const row = { label: text, description: text, message: text };",
  "if (item.label === text) run();",
];

describe("the lint rule of plain surfaces", () => {
  test("holds for everything that shows text but src/platform", () => {
    const { overrides } = JSON.parse(readFileSync(path.join(root, ".oxlintrc.json"), "utf8")) as {
      readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, unknown>> }[];
    };
    const files = new Set(overrides.filter(({ rules }) => rules["surfaces/plain"] === "error").flatMap((each) => each.files));
    for (const room of ["src/extension.ts", "src/composition/**", "src/ui/**"]) assert.ok(files.has(room), room);
  });

  test("refuses each way past them, and nothing else", () => {
    const { folder, remove } = makeTemporaryFolder("container-registries-lint-");
    const plugin = path.join(root, "scripts/lint/plainSurfaces.mjs");
    const rules = { "surfaces/plain": "error", "surfaces/no-opening": "error" };
    writeFileSync(path.join(folder, ".oxlintrc.json"), JSON.stringify({ jsPlugins: [plugin], categories: { correctness: "off" }, rules }));
    for (const [kind, sources] of Object.entries({ refused, allowed }))
      for (const [index, source] of sources.entries()) writeFileSync(path.join(folder, `${kind}${index}.ts`), `${source}\n`);
    const oxlint = path.join(root, "node_modules/oxlint/bin/oxlint");
    const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "--format", "json"], { cwd: folder, encoding: "utf8" });
    remove();
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly { readonly filename: string }[] };
    const found = new Set(diagnostics.map(({ filename }) => path.basename(filename)));
    for (const [index, source] of refused.entries()) assert.ok(found.has(`refused${index}.ts`), `${source}\n${stderr}`);
    for (const [index, source] of allowed.entries()) assert.ok(!found.has(`allowed${index}.ts`), source);
  });
});
