import assert from "node:assert/strict";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`rows by keys, and several at a time, in VS Code ${host}`, () => {
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

  test("Ctrl+C copies the row that has the focus, whatever is selected", async () => {
    const tree = workbench.tree("Registries");
    const copy = async (row: string): Promise<void> => {
      await tree.focus(row);
      await workbench.page.keyboard.press("ControlOrMeta+c");
    };
    await tree.setSelected("latest", true);
    await workbench.copyBy(
      () => copy("1.0.0"),
      (text) => text === `${registry.host}/demo/hello:1.0.0`,
      "the reference of the focused row",
    );
    // What is selected is as it was.
    assert.equal(await tree.row("latest").getAttribute("aria-selected"), "true");
    assert.equal(await tree.row("1.0.0").getAttribute("aria-selected"), "false");

    await workbench.copyBy(
      () => copy(registry.host),
      (text) => text === registry.host,
      "the registry's name",
    );
  });

  test("of several rows, each has its line", async () => {
    const tree = workbench.tree("Registries");
    const lines = ["1.1.0", "1.0.0"].map((tag) => `${registry.host}/demo/hello:${tag}`);
    await tree.setSelected("latest", false);
    for (const tag of ["1.1.0", "1.0.0"]) await tree.setSelected(tag, true);
    const isBoth = (text: string): boolean => text.split("\n").toSorted().join() === lines.toSorted().join();
    await workbench.copyBy(() => workbench.page.keyboard.press("ControlOrMeta+c"), isBoth, "both references, by the key");
    await workbench.screenshot("rows-selected");
    await workbench.page.evaluate(() => navigator.clipboard.writeText(""));
    await workbench.copyBy(() => tree.clickContextMenu("1.0.0", "Copy Reference"), isBoth, "both references, by the menu");
  });

  test("F2 and Delete want one row, and do nothing to several of different kinds", async () => {
    const { page } = workbench;
    const tree = workbench.tree("Registries");
    await tree.setSelected("demo/hello", true);
    // It is one of those that are selected.
    await tree.focus("1.0.0");
    const said = page.locator(".part.statusbar .statusbar-item", { hasText: "Select one row for this" });
    for (const key of ["F2", "Delete"]) {
      await actUntil(
        () => page.keyboard.press(key),
        () => said.first().isVisible(),
        `what ${key} says`,
      );
      await said.first().waitFor({ state: "hidden" });
    }
    assert.equal(await page.locator(".monaco-dialog-box").isVisible(), false);
    await tree.setSelected("demo/hello", false);
  });

  test("F2 gives a registry a name and a color, and the settings keep them", async () => {
    const { quickInput, page } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(async () => {
      await tree.focus(registry.host);
      await page.keyboard.press("F2");
    }, /^Name and Color of localhost/);
    await quickInput.enter("Development");
    await quickInput.waitFor(/^Name and Color of localhost.*2/);
    await workbench.screenshot("registry-color");
    await quickInput.pick("Green");
    const row = await tree.waitForRow("Development");
    assert.match(row.description, new RegExp(`^${registry.host}`));
    // Both are offered as they are now; an empty name and no color take them back.
    await quickInput.openBy(async () => {
      await tree.focus("Development");
      await page.keyboard.press("F2");
    }, /^Name and Color of localhost/);
    assert.equal(await quickInput.value(), "Development");
    await quickInput.enter("");
    await quickInput.waitFor(/^Name and Color of localhost.*2/);
    await eventually(
      () => quickInput.focusedRow(),
      (focused) => focused === "Green",
      "the color of now",
    );
    await quickInput.pick("No Color");
    await tree.waitForRow(registry.host);
  });

  test("Delete takes a filter off, and asks before a login goes", async () => {
    const { page, quickInput } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(() => tree.clickContextMenu("demo/hello", "Filter Tags…"), /^Filter/);
    await quickInput.enter("1.0.0");
    await tree.waitForRow("1 of 3");
    // It is brought into sight as it stood: what is behind it is asked for when somebody unfolds it.
    assert.equal((await tree.waitForRow("1.0.0")).expanded, false);
    const pressDelete = async (row: string): Promise<void> => {
      await tree.focus(row);
      await page.keyboard.press("Delete");
    };
    await tree.changeBy(
      () => pressDelete("1 of 3"),
      (rows) => rows.some(({ label }) => label === "latest"),
      "all tags",
    );

    const config = path.join(workbench.sandbox.dockerConfig, "config.json");
    const { message } = await workbench.notifications.openDialogBy(() => pressDelete(registry.host));
    assert.match(message, new RegExp(registry.host));
    await workbench.screenshot("delete-asks");
    await page.keyboard.press("Escape");
    await page.locator(".monaco-dialog-box").waitFor({ state: "hidden" });
    assert.deepEqual(JSON.parse(readFileSync(config, "utf8")), { auths: { [registry.host]: {} } });
  });

  test("Enter on a config.json that others may read takes it away from them", async () => {
    const tree = workbench.tree("Registries");
    const config = path.join(workbench.sandbox.dockerConfig, "config.json");
    writeFileSync(config, JSON.stringify({ auths: { [registry.host]: { auth: Buffer.from("alice:pass").toString("base64") } } }));
    chmodSync(config, 0o644);
    const row = `Others on this machine may read the logins in ${config} (mode 0644).`;
    await tree.waitForRow(row);
    await workbench.screenshot("mode-row");
    const fix = async (): Promise<void> => {
      await tree.focus(row);
      await workbench.page.keyboard.press("Enter");
    };
    await tree.changeBy(fix, (rows) => rows.length > 0 && rows.every(({ label }) => label !== row), "the tree without that row");
    assert.equal(statSync(config).mode & 0o777, 0o600);
  });
});
