import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`another tag for an image, in VS Code ${host}`, () => {
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
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    await tree.waitForRow("demo/hello");
    await tree.expand("demo/hello");
    await tree.waitForRow("1.0.0");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  const focused = async (): Promise<string> =>
    (await workbench.tree("Registries").element.locator(".monaco-list-row.focused .label-name").first().textContent()) ?? "";

  test("a new tag is written at once, and has its row", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    const { tags } = registry.store.open("demo/hello");
    await quickInput.openBy(() => tree.clickContextMenu("1.0.0", "Re-tag…"), /^Re-tag demo\/hello:1\.0\.0/);
    await workbench.screenshot("retag-asks");
    await quickInput.enter("1.0.0-approved");
    await tree.waitForRow("1.0.0-approved");
    await eventually(focused, (label) => label === "1.0.0-approved", "the focus on the new row");
    await workbench.screenshot("retag-done");
    assert.equal(tags.get("1.0.0-approved"), tags.get("1.0.0"));
  });

  test("a tag that points elsewhere is moved after a yes to its name", async () => {
    const { quickInput, notifications } = workbench;
    const tree = workbench.tree("Registries");
    const { tags } = registry.store.open("demo/hello");
    await quickInput.openBy(() => tree.clickContextMenu("1.0.0", "Re-tag…"), /^Re-tag demo\/hello:1\.0\.0/);
    await quickInput.enter("latest");
    const { message, detail, buttons } = await notifications.waitForDialog();
    assert.equal(message, `Move the tag latest of ${registry.host}/demo/hello?`);
    assert.match(detail, /^Now it points to sha256:[0-9a-f]{12}, and then to sha256:[0-9a-f]{12}\./);
    assert.ok(buttons.includes("Move Tag"));
    await workbench.screenshot("retag-moves");
    await notifications.clickDialog("Move Tag");
    await eventually(
      () => Promise.resolve(tags.get("latest")),
      (digest) => digest === tags.get("1.0.0"),
      "the tag at the other image",
    );
    // Its row says so, too.
    await tree.waitForRows((rows) => rows.some(({ label }) => label === "latest"), "its row");
  });
});
