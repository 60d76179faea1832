import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, suiteSetup, suiteTeardown, test } from "mocha";
import * as vscode from "vscode";

const sandbox = process.env["TEST_SANDBOX"];
assert.ok(sandbox !== undefined);
const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("containerRegistries.hosts");

async function open(directory: string, content: string): Promise<vscode.TextDocument> {
  const folder = path.join(sandbox as string, directory);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "hosts.toml"), content);
  return vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder, "hosts.toml")));
}

/** The findings of a document as `code@line:column`, once they are as expected or the test's time is over. */
async function findings(document: vscode.TextDocument, expected: readonly string[]): Promise<void> {
  const now = (): string[] =>
    vscode.languages
      .getDiagnostics(document.uri)
      .map(({ code, range }) => `${typeof code === "object" ? code.value : code}@${range.start.line + 1}:${range.start.character + 1}`)
      .toSorted();
  const wanted = [...expected].toSorted();
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (JSON.stringify(now()) !== JSON.stringify(wanted)) return;
      subscription.dispose();
      clearTimeout(timer);
      resolve();
    };
    const subscription = vscode.languages.onDidChangeDiagnostics(check);
    const timer = setTimeout(resolve, 15_000);
    check();
  });
  assert.deepEqual(now(), wanted);
}

suite("hosts.toml in the editor", () => {
  // Not that of the machine on which the tests run.
  suiteSetup(() => configuration().update("containerdVersion", "2.3", vscode.ConfigurationTarget.Global));
  suiteTeardown(() => configuration().update("containerdVersion", undefined, vscode.ConfigurationTarget.Global));

  test("is a language of its own below certs.d, and only there", async () => {
    assert.equal((await open("certs.d/docker.io", "")).languageId, "hosts-toml");
    assert.notEqual((await open("elsewhere", "")).languageId, "hosts-toml");
  });

  test("containerd's own config.toml is a language of its own, with findings", async () => {
    const folder = path.join(sandbox, "etc", "containerd");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "config.toml"), "version = 3\nroot = x\n");
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path.join(folder, "config.toml")));
    assert.equal(document.languageId, "containerd-config");
    await findings(document, ["config-syntax@2:8"]);
  });

  test("says what is wrong, where it is wrong", async () => {
    const document = await open(
      "certs.d/faulty.example",
      'server = 5\n[host."https://mirror.example"]\ncapabilites = ["pull"]\ncapabilities = ["pul"]\nskip_verify = tru\n',
    );
    await findings(document, ["wrong-type@1:10", "unknown-key@3:1", "unknown-capability@4:17", "toml-syntax@5:15"]);
  });

  test("follows the text as it is typed, and the severity that the person chose", async () => {
    const document = await open("certs.d/typed.example", '[host."https://mirror.example"]\nskip-verify = true\n');
    await findings(document, ["unknown-key@2:1"]);
    await configuration().update("diagnostics", { "unknown-key": "off" }, vscode.ConfigurationTarget.Global);
    await findings(document, []);
    await configuration().update("diagnostics", undefined, vscode.ConfigurationTarget.Global);
    await findings(document, ["unknown-key@2:1"]);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 0, 1, 11), "capabilities");
    edit.replace(document.uri, new vscode.Range(1, 14, 1, 18), '["pull"]');
    await vscode.workspace.applyEdit(edit);
    await findings(document, []);
  });
});

/** What a built-in command answers, once the language server gives an answer at all. */
async function ask<T>(command: string, ...args: unknown[]): Promise<T> {
  const result = await vscode.commands.executeCommand<T>(command, ...args);
  assert.ok(result !== undefined && result !== null, `${command} answers`);
  return result;
}

const textOf = (contents: readonly (vscode.MarkdownString | vscode.MarkedString)[]): string =>
  contents.map((each) => (typeof each === "string" ? each : each.value)).join("\n");

suite("what the language of hosts.toml offers", () => {
  suiteSetup(() => configuration().update("containerdVersion", "2.3", vscode.ConfigurationTarget.Global));
  suiteTeardown(() => configuration().update("containerdVersion", undefined, vscode.ConfigurationTarget.Global));

  const mirror =
    '# kept\n[host."https://mirror.example"]\n  capabilities=["pull"]\n\n[host."https://mirror.example".header]\n  x-team = "a"\n';

  test("hover, symbols, folding, links and inlay hints", async () => {
    const document = await open("certs.d/read.example", mirror);
    await findings(document, []);
    const hovers = await ask<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, new vscode.Position(2, 4));
    assert.match(textOf(hovers.flatMap(({ contents }) => contents)), /used for|pull/i);
    const symbols = await ask<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", document.uri);
    assert.ok(
      symbols.some(({ name }) => name.includes("mirror.example")),
      JSON.stringify(symbols.map(({ name }) => name)),
    );
    assert.ok((await ask<vscode.FoldingRange[]>("vscode.executeFoldingRangeProvider", document.uri)).length > 0);
    const links = await ask<vscode.DocumentLink[]>("vscode.executeLinkProvider", document.uri);
    assert.ok(links.some(({ target }) => target?.authority === "mirror.example"));
    const hints = await ask<vscode.InlayHint[]>("vscode.executeInlayHintProvider", document.uri, new vscode.Range(0, 0, 6, 0));
    assert.deepEqual(
      hints.map(({ label }) => label),
      ["→ https://mirror.example/v2"],
    );
  });

  test("completion of fields and of values", async () => {
    const document = await open("certs.d/complete.example", '[host."https://mirror.example"]\n  capabilities = ["pull", ""]\n  \n');
    const at = async (line: number, character: number): Promise<string[]> => {
      const { items } = await ask<vscode.CompletionList>(
        "vscode.executeCompletionItemProvider",
        document.uri,
        new vscode.Position(line, character),
      );
      return items.map(({ label }) => (typeof label === "string" ? label : label.label));
    };
    assert.ok((await at(2, 2)).includes("skip_verify"));
    const values = await at(1, 26);
    assert.ok(values.some((label) => label.includes("resolve")) && !values.some((label) => label.includes("pull")), values.join());
  });

  test("renaming a host takes its sub-tables along, and formatting keeps comments", async () => {
    const document = await open("certs.d/edit.example", mirror);
    await findings(document, []);
    const renamed = await ask<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      new vscode.Position(1, 12),
      "https://other.example",
    );
    await vscode.workspace.applyEdit(renamed);
    assert.equal(document.getText().match(/https:\/\/other\.example/g)?.length, 2, document.getText());
    const edits = await ask<vscode.TextEdit[]>("vscode.executeFormatDocumentProvider", document.uri, { tabSize: 2, insertSpaces: true });
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^# kept\n[^]*capabilities = \["pull"\]/);
  });

  test("quick fixes, and all that leaves no doubt when the file is saved", async () => {
    const document = await open("certs.d/fix.example", '[host."https://mirror.example"]\ncapabilites = ["pull"]\n');
    await findings(document, ["unknown-key@2:1"]);
    const line = new vscode.Range(1, 0, 1, 5);
    const actions = await ask<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      line,
      vscode.CodeActionKind.QuickFix.value,
    );
    assert.ok(
      actions.some(({ edit }) => edit !== undefined),
      JSON.stringify(actions.map(({ title }) => title)),
    );
    await vscode.workspace
      .getConfiguration("editor")
      .update("codeActionsOnSave", { "source.fixAll.hostsToml": "explicit" }, vscode.ConfigurationTarget.Global);
    try {
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((builder) => builder.insert(new vscode.Position(2, 0), "# changed\n"));
      await document.save();
      assert.match(document.getText(), /^capabilities = \["pull"\]$/m);
    } finally {
      await vscode.workspace.getConfiguration("editor").update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test("files below the configured directories are looked at, and those of other machines are not", async () => {
    const text = '[host."https://mirror.example"]\nca = "missing.crt"\n';
    await configuration().update("directories", [path.join(sandbox, "here/certs.d")], vscode.ConfigurationTarget.Global);
    try {
      await findings(await open("here/certs.d/files.example", text), ["file-not-found@2:6"]);
      await findings(await open("certs.d/files.example", text), []);
    } finally {
      await configuration().update("directories", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
