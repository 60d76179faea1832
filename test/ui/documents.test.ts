import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { actUntil } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`what a registry has, as documents, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig }) =>
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  /** The lines on the screen without their spaces, and so without the line's end. */
  const shown = (isWanted: (text: string) => boolean, what: string): Promise<string> =>
    workbench.editor.waitForText((text) => isWanted(text.replaceAll(/\s/g, "")), what);

  /** Follows the link at a place by the keyboard. */
  async function follow(line: number, column: number): Promise<void> {
    const uri = (): Promise<string | null> => workbench.editor.element.getAttribute("data-uri");
    const from = await uri();
    // Links come a moment after the text, and until then there is none to open.
    const open = async (): Promise<void> => {
      await workbench.editor.goToLine(line, column);
      await workbench.runCommand("Open Link");
    };
    await actUntil(open, async () => (await uri()) !== from, "what the link leads to");
  }

  test("a tag's manifest is shown as the registry sent it, and leads to its members and their configuration", async () => {
    const tree = workbench.tree("Registries");
    const { manifests, tags } = registry.store.open("team/app/web");
    const digest = tags.get("5.0.0") ?? "";
    const index = Buffer.from(manifests.get(digest)?.bytes ?? "").toString("utf8");
    await tree.expand(registry.host);
    await tree.waitForRow("team/app/web");
    await tree.expand("team/app/web");
    await tree.waitForRow("5.0.0");
    const isOpen = async (): Promise<boolean> => (await workbench.page.locator(".part.editor .monaco-editor[data-uri]").count()) > 0;
    await actUntil(() => tree.clickContextMenu("5.0.0", "Open Manifest"), isOpen, "a document");
    await shown((text) => text.startsWith('{"schemaVersion":2') && text.includes("image.index"), "the index");
    await workbench.editor.waitForLanguage((name) => name === "JSON");
    await workbench.screenshot(`document-index-${host}`);
    const at = index.indexOf("sha256:") + 3;
    const lines = index.slice(0, at).split("\n");
    await follow(lines.length, (lines.at(-1)?.length ?? 0) + 1);
    await shown((text) => text.includes('"config":{'), "the manifest");
    const member = /sha256:[0-9a-f]{64}/.exec(index)?.[0] ?? "";
    const manifest = Buffer.from(manifests.get(member)?.bytes ?? "").toString("utf8");
    const config = manifest.slice(0, manifest.indexOf("sha256:", manifest.indexOf('"config"')) + 3).split("\n");
    await follow(config.length, (config.at(-1)?.length ?? 0) + 1);
    await shown((text) => text.includes('"architecture":"amd64"') && text.includes('"rootfs"'), "the configuration");
    await workbench.screenshot(`document-config-${host}`);
  });

  test("nobody can change it", async () => {
    const { editor } = workbench;
    const text = await editor.text();
    await editor.element.locator(".native-edit-context, .inputarea").focus();
    await editor.type("x");
    await workbench.page.locator(".monaco-editor-overlaymessage").first().waitFor();
    assert.equal(await editor.text(), text);
  });

  test("what the registry no longer has is said in its place", async () => {
    const tree = workbench.tree("Registries");
    const { manifests, tags } = registry.store.open("demo/hello");
    const digest = tags.get("1.0.0") ?? "";
    await tree.expand("demo/hello");
    await tree.waitForRow("1.0.0");
    await tree.expand("1.0.0");
    await tree.waitForRow("Digest");
    manifests.delete(digest);
    const isSaid = async (): Promise<boolean> =>
      (await workbench.notifications.list()).some(({ message }) => /Not found at localhost/.test(message));
    await actUntil(() => tree.clickContextMenu("1.0.0", "Open Manifest"), isSaid, "that it is not found");
  });
});
