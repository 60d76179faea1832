import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import type axe from "axe-core";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { actUntil } from "../support/workbench/eventually.ts";
import { withWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const script = readFileSync(path.join(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");

/** Name of the theme → what the pictures are called. */
const themes = {
  "Dark Modern": "dark",
  "Light Modern": "light",
  "Default High Contrast": "high-contrast",
  "Default High Contrast Light": "high-contrast-light",
} as const;

/** What axe finds wrong in a part of the page: the rule, and the elements by their markup. */
async function violations({ page }: Workbench, selector: string): Promise<ReadonlyMap<string, readonly string[]>> {
  await page.evaluate(script);
  const found = await page.evaluate(async (within) => {
    const { axe: run } = globalThis as unknown as { readonly axe: typeof axe };
    // Keys beside commands are VS Code's, and stay in the page; so is the grey of a choice's second line (4.4 : 1 in its light theme). It puts a row's description right behind its label, without a space in the text: no name of the row could match that.
    const { violations: all } = await run.run(
      { include: [[within]], exclude: [[".monaco-keybinding"], [".quick-input-list-label-meta"]] },
      { rules: { "label-content-name-mismatch": { enabled: false } } },
    );
    return all.map(
      ({ id, nodes }) => [id, nodes.map(({ html, failureSummary = "" }) => `${html.slice(0, 200)} ${failureSummary}`)] as const,
    );
  }, selector);
  return new Map(found);
}

/** The side bar without the titles and tool bars, which are VS Code's. */
const view = ".part.sidebar .pane-body";
const quickPick = ".quick-input-widget";

describe(`what people without a mouse or with a screen reader have, in VS Code ${host}`, () => {
  for (const [theme, name] of Object.entries(themes)) {
    test(`axe finds nothing in the view and in a login that it does not find in VS Code's own, in ${theme}`, async () => {
      const registry = await startRegistry({ hostname: "localhost" });
      seedDemo(registry);
      const options = {
        host,
        files: { "README.md": "", "src/a.ts": "", "test/a.ts": "" },
        userSettings: { "workbench.colorTheme": theme },
        prepare: ({ dockerConfig }: Workbench["sandbox"]) =>
          writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {}, "localhost:1": {} } })),
      };
      try {
        await withWorkbench(`accessibility-${name}`, options, async (workbench) => {
          const { page, quickInput } = workbench;
          const tree = workbench.tree("Registries");
          // VS Code's own, in the same window: its tree of files, and its list of commands.
          await workbench.tree("Files Explorer").waitForRow("src");
          const own = await violations(workbench, view);
          const commandsAreShown = async (): Promise<boolean> => (await quickInput.rows()).length > 3;
          await actUntil(() => page.keyboard.press("F1"), commandsAreShown, "commands");
          const commands = await violations(workbench, quickPick);
          // Files have a description, commands have none.
          await quickInput.type("a.ts");
          await quickInput.waitForRows((rows) => rows.filter(({ description }) => description !== "").length > 1, "files");
          const ownPick = new Map([...commands, ...(await violations(workbench, quickPick))]);
          await quickInput.cancel();
          const assertAsGood = async (what: string, selector = view, floor = own): Promise<void> => {
            await workbench.screenshot(`accessibility-${what}-${name}`);
            const ours = await violations(workbench, selector);
            // A floor that has it would hide our own.
            assert.deepEqual(ours.get("color-contrast") ?? [], [], what);
            assert.deepEqual(
              [...ours].filter(([rule]) => !floor.has(rule)),
              [],
              what,
            );
          };

          await workbench.openViewContainer("Registries");
          await tree.expand("localhost:1");
          await tree.waitForRows((rows) => rows.some(({ label }) => label.startsWith("Connection refused")), "an error");
          await tree.expand(registry.host);
          await tree.expand("demo/hello");
          await tree.waitForRow("1.1.0");
          await tree.expand("1.1.0");
          await tree.waitForRow("Digest");
          await assertAsGood("tree");
          // Each row says what it is, and how it is.
          const spoken = await tree.element
            .locator(".monaco-list-row")
            .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
          for (const wanted of [
            /^localhost:\d+, registry, anonymous$/,
            /^Connection refused by localhost:1\. /,
            /^demo\/hello, repository$/,
            /^1\.1\.0, tag/,
            /^linux\/amd64/,
          ])
            assert.ok(
              spoken.some((label) => wanted.test(label ?? "")),
              `${wanted.source} among ${spoken.join(" | ")}`,
            );

          await quickInput.openBy(() => tree.clickContextMenu("demo/hello", "Filter Tags…"), /^Filter/);
          await quickInput.type("1.0");
          await tree.waitForRows((rows) => rows.some(({ label }) => label === "1 of 3" || label === "2 of 3"), "the filtered rows");
          await assertAsGood("filter");
          await quickInput.cancel();

          await workbench.runCommand("Container Registries: Go to Image…");
          await quickInput.waitFor("Go to Image");
          await quickInput.type("demo");
          await quickInput.waitForRows((rows) => rows.some(({ label }) => label === "demo/hello"), "the repository");
          await assertAsGood("go-to", quickPick, ownPick);
          await quickInput.cancel();

          await workbench.runCommand("Container Registries: Log In…");
          await quickInput.waitFor("(1/");
          await assertAsGood("log-in", quickPick, ownPick);
          await quickInput.cancel();

          // Without a registry.
          writeFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), "{}");
          await workbench.welcome("Registries").getByRole("button").first().waitFor();
          await assertAsGood("welcome");
        });
      } finally {
        await registry.close();
      }
    });
  }
});
