import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { demoImage } from "../support/registry/seed/demoImage.ts";
import { amd64, ImageBuilder } from "../support/registry/seed/imageBuilder.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

function settings(repositories: string): string {
  return JSON.stringify({ "containerRegistries.tree.repositories": repositories });
}

describe(`repositories in folders, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    // A repository that is a folder, too, and one far down.
    for (const repository of ["team/app", "deep/er/and/deeper/one", "deep/er/and/deeper/two"])
      new ImageBuilder(registry.store, repository).image(demoImage("app", "1.0.0", 0), amd64, "1.0.0");
    workbench = await openWorkbench({
      host,
      files: { ".vscode/settings.json": settings("folders") },
      prepare: ({ dockerConfig }) =>
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  /** The rows below the registry, each level two spaces further in. */
  const lines = async (): Promise<readonly string[]> =>
    (await workbench.tree("Registries").rows())
      .filter(({ level }) => level > 1)
      .map(({ level, label, description }) => `${"  ".repeat(level - 2)}${label}${description === "" ? "" : ` | ${description}`}`);
  /** How often the registry was asked for its repositories. */
  const lists = (): number => registry.requests.lines().filter((line) => line.includes("/_catalog")).length;
  const waitForLines = (expected: readonly string[], what: string) =>
    eventually(lines, (shown) => JSON.stringify(shown) === JSON.stringify(expected), what);
  const waitForFocus = (label: string) =>
    eventually(
      () => workbench.tree("Registries").element.locator(".monaco-list-row.focused .label-name").innerText(),
      (text) => text === label,
      `the focus on ${label}`,
    );

  const folded = ["deep/er/and/deeper | 2", "demo | 1", "supply-chain | 1", "team | 4", "tools | 1"];

  test("folders that hold nothing but another are one row", async () => {
    const tree = workbench.tree("Registries");
    await tree.waitForRow(registry.host);
    await tree.expand(registry.host);
    await waitForLines(folded, "the folders");
    await tree.expand("team");
    await tree.expand("deep/er/and/deeper");
    await waitForLines(
      [folded[0] ?? "", "  one", "  two", ...folded.slice(1, 4), "  app | 2", "  app", "  untagged", "tools | 1"],
      "what is in them",
    );
    await workbench.screenshot("folders");
  });

  test("a repository that is a folder, too, has its tags and the folder its repositories", async () => {
    const tree = workbench.tree("Registries");
    const row = (spoken: string) => tree.element.locator(`.monaco-list-row[aria-label^="${spoken}"]`);
    await row("app, folder, repositories: 2").waitFor();
    const twistie = row("team/app, repository").locator(".monaco-tl-twistie");
    await click(twistie);
    await tree.waitForRow("1.0.0");
    await workbench.screenshot("folders-both");
    await click(twistie);
  });

  test("a filter unfolds the folders of what it finds, and marks it", async () => {
    const tree = workbench.tree("Registries");
    await workbench.quickInput.openBy(
      () => tree.clickContextMenu("demo", "Filter Repositories…"),
      `Filter the Repositories of ${registry.host}`,
    );
    await workbench.quickInput.type("p/w");
    await waitForLines(["1 of 9 | filter: p/w", "team/app | 1", "  web"], "the repository that matches");
    await workbench.quickInput.type("team/app/");
    await waitForLines(["2 of 9 | filter: team/app/", "team/app | 2", "  api", "  web"], "what is in one folder");
    await eventually(
      () => tree.element.locator(".label-name .highlight").allInnerTexts(),
      (all) => JSON.stringify(all) === JSON.stringify(["team/app"]),
      "the mark",
    );
    await workbench.screenshot("folders-filter");
    await workbench.quickInput.accept();
    await workbench.quickInput.waitForClosed();
    await waitForFocus("api");
    await tree.changeBy(
      () => tree.clickInlineAction("2 of 9", "Clear Filter"),
      (rows) => rows.every(({ label }) => label !== "2 of 9"),
      "the list without a filter",
    );
    await waitForLines(
      [folded[0] ?? "", "  one", "  two", ...folded.slice(1, 4), "  app | 2", "  app", "  untagged", "tools | 1"],
      "the folders as they were",
    );
  });

  test("“Go to Image…” unfolds the way, and a refresh keeps it", async () => {
    const { quickInput, page } = workbench;
    const tree = workbench.tree("Registries");
    await tree.collapse(registry.host);
    await quickInput.openBy(async () => {
      await tree.element.focus();
      await page.keyboard.press("Control+g");
    }, "Go to Image");
    const name = `${registry.host}/team/app/web`;
    await quickInput.type(`docker pull ${name}`);
    await eventually(
      () => quickInput.focusedRow(),
      (row) => row === `Open ${name}`,
      "the row that Enter takes",
    );
    await quickInput.accept();
    await waitForFocus("web");
    const count = lists();
    await workbench.runCommand("Container Registries: Refresh");
    await eventually(
      () => Promise.resolve(lists()),
      (asked) => asked > count,
      "the list anew",
    );
    await eventually(lines, (shown) => shown.includes("    web"), "the way after a refresh");
  });

  test("the setting changes the tree at once, and asks for nothing", async () => {
    const tree = workbench.tree("Registries");
    const asked = lists();
    const file = path.join(workbench.sandbox.workspace, ".vscode/settings.json");
    writeFileSync(file, settings("flat"));
    await tree.waitForRow("team/app/api");
    writeFileSync(file, settings("folders"));
    await tree.waitForRow("deep/er/and/deeper");
    assert.equal(lists(), asked);
  });
});
