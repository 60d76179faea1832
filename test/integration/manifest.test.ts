import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "mocha";
import * as vscode from "vscode";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string; readonly group?: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly scope?: string }>> }[];
  };
}

const extension = vscode.extensions.getExtension<unknown>("container-registries.container-registries");
assert.ok(extension !== undefined, "the extension is installed");
const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(extension.extensionPath, name), "utf8"));
const { contributes } = readJson("package.json") as Manifest;
const declared = contributes.commands.map(({ command }) => command);
const dispatchers = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
const dispatchersNow = (): unknown[] => dispatchers.map((symbol) => (globalThis as Record<symbol, unknown>)[symbol]);

suite("the extension and its manifest", () => {
  test("activates, and leaves the host's HTTP dispatchers alone", async () => {
    const before = dispatchersNow();
    await extension.activate();
    assert.equal(extension.isActive, true);
    // The first client loads the HTTP library; nothing listens on that port.
    await assert.rejects(Promise.resolve(fetch("http://127.0.0.1:1/")));
    const afterActivation = dispatchersNow();
    for (const [index, dispatcher] of before.entries()) if (dispatcher !== undefined) assert.equal(afterActivation[index], dispatcher);
  });

  test("registers the commands that the manifest declares, and no others", async () => {
    await extension.activate();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^containerRegistries\.[a-z]+[A-Za-z]*\.[a-z]/.test(id));
    const own = registered.filter(
      (id) => declared.includes(id) || !/\.(focus|open|toggleVisibility|removeView|resetViewLocation)$/.test(id),
    );
    assert.deepEqual(
      own.filter((id) => !id.startsWith("containerRegistries.tree.") || declared.includes(id)).toSorted(),
      declared.toSorted(),
    );
  });

  test("menus name declared commands only", () => {
    const used = Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    assert.deepEqual(
      used.filter((id) => !declared.includes(id)),
      [],
    );
  });

  // VS Code hands the focused row to a command in the view's title: a command for both would act on a row that nobody meant.
  test("a command of the view's title is none of a row", () => {
    const inTitle = (contributes.menus["view/title"] ?? []).map(({ command }) => command);
    const inRow = (contributes.menus["view/item/context"] ?? []).map(({ command }) => command);
    assert.ok(inTitle.length > 0 && inRow.length > 0);
    assert.deepEqual(
      inTitle.filter((id) => inRow.includes(id) || id.startsWith("containerRegistries.node.")),
      [],
    );
  });

  // What can only be pointed at is out of reach for who works by keyboard.
  test("what a row offers inline is in its menu, too", () => {
    const entries = contributes.menus["view/item/context"] ?? [];
    const isInline = ({ group = "" }: (typeof entries)[number]): boolean => group.startsWith("inline");
    const flagsOf = ({ when = "" }: (typeof entries)[number]): string[] => /\/;(?:\(\?:)?([\w|]+)\)?;\//.exec(when)?.[1]?.split("|") ?? [];
    const offered = new Map<string, string[]>();
    for (const entry of entries.filter((each) => !isInline(each)))
      offered.set(entry.command, [...(offered.get(entry.command) ?? []), ...flagsOf(entry)]);
    const inline = entries.filter(isInline).map((entry) => ({ command: entry.command, flags: flagsOf(entry) }));
    assert.ok(inline.length > 10 && inline.every(({ flags }) => flags.length > 0));
    // A login that has ended is a registry's.
    const isInMenu = (command: string, flag: string): boolean =>
      offered.get(command)?.includes(flag === "ended" ? "registry" : flag) === true;
    assert.deepEqual(
      inline.flatMap(({ command, flags }) => flags.filter((flag) => !isInMenu(command, flag)).map((flag) => `${command} ${flag}`)),
      [],
    );
  });

  test("every text of the manifest has its English, and no text is left over", () => {
    const texts = readJson("package.nls.json") as Record<string, string>;
    const used = [...readFileSync(path.join(extension.extensionPath, "package.json"), "utf8").matchAll(/"%([\w.]+)%"/g)].map(
      ([, key]) => key,
    );
    assert.deepEqual(new Set(used), new Set(Object.keys(texts)));
  });

  // A folder of somebody else is not to say where logins are kept, whom to ask, or what to run.
  test("what touches logins, hosts and programs is set by the person alone", () => {
    const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    const touching = settings.filter(([name]) => /\.(?:credentials|connection|engine|hosts\.directories|statusBar)\b/.test(name));
    assert.ok(touching.length > 4);
    assert.deepEqual(
      touching.filter(([, { scope = "window" }]) => !["machine", "application"].includes(scope)).map(([name]) => name),
      [],
    );
  });

  test("a setting of the wrong type is as good as none", async () => {
    const configuration = vscode.workspace.getConfiguration("containerRegistries");
    await configuration.update("tree.pageSize", "many", vscode.ConfigurationTarget.Global);
    try {
      await vscode.commands.executeCommand("containerRegistries.tree.refresh");
    } finally {
      await configuration.update("tree.pageSize", undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
