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
