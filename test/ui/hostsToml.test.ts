import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { versions } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { hoverAt } from "../support/workbench/hover.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const faulty = `server = "https://registry-1.docker.io" # the registry itself

[host."https://mirror.example.com"]
  capabilites = ["pull", "resolve"]
  skip_verify = "yes"

[host."https://cache.example.com"]
  capabilities = ["pull", "reslove"]
`;

for (const host of versions) {
  describe(`editing a hosts.toml in VS Code ${host}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({
        host,
        files: {
          "certs.d/docker.io/hosts.toml": faulty,
          "certs.d/docker.io/host.toml": faulty,
          "certs.d/docker.io/hosts.yaml": "host:\n  - https://m.example\n",
          "certs.d/docker.io/owner/app/hosts.toml": 'server = "https://registry-1.docker.io"\n',
        },
        userSettings: { "containerRegistries.hosts.containerdVersion": "2.3" },
      });
    });
    after(() => workbench?.close());

    test("mistakes are underlined, and the Problems view says what they do", async () => {
      const { editor } = workbench;
      await editor.open("certs.d/docker.io/hosts.toml");
      await editor.waitForLanguage((name) => name === "containerd hosts.toml");
      const wanted = [/capabilites.* line 4 /, /skip_verify.* line 5 /, /reslove.* line 8 /];
      await editor.problems((all) => wanted.every((each) => all.some(({ text }) => each.test(text.replaceAll("\n", " ")))));
      await workbench.screenshot(`hosts-toml-${host}`);
    });

    test("a file that nobody reads says so, by its name or its place", async () => {
      const { editor } = workbench;
      const misplaced: readonly (readonly [file: string, language: string, says: RegExp])[] = [
        ["certs.d/docker.io/host.toml", "containerd hosts.toml", /must be named hosts\.toml, not host\.toml\./],
        ["certs.d/docker.io/hosts.yaml", "hosts.yaml (read by nobody)", /not hosts\.yaml, and hold TOML instead of YAML\./],
        ["certs.d/docker.io/owner/app/hosts.toml", "containerd hosts.toml", /"app" below "docker\.io" is a namespace/],
      ];
      for (const [file, language, says] of misplaced) {
        await editor.open(file);
        await editor.waitForLanguage((shown) => shown === language);
        await editor.problems((all) => all.some(({ text }) => says.test(text.replaceAll("\n", " "))));
        await workbench.screenshot(`hosts-misplaced-${file.replaceAll(/\W/g, "-")}-${host}`);
        await workbench.runCommand("View: Close Editor");
      }
      await editor.open("certs.d/docker.io/hosts.toml");
    });

    test("comments, keys, addresses and words can be told apart", async () => {
      const texts = ["# the registry itself", "capabilities", "capabilites", "resolve", "https://mirror.example.com", "host"] as const;
      const kinds = (): Promise<readonly string[]> => Promise.all(texts.map((text) => workbench.editor.kindOf(text)));
      const areTold = ([comment, key, wrongKey, value, address, word]: readonly string[]): boolean =>
        wrongKey === key && address === value && new Set([comment, key, value, word, ""]).size === 5;
      // Colors come a moment after the text.
      await eventually(kinds, areTold, "the colors");
    });

    test("the code of a finding leads to its paragraph", async () => {
      const { page, editor } = workbench;
      await click(page.locator(".markers-panel .monaco-list-row a", { hasText: "unknown-key" }).first());
      await editor.waitForText((text) => text.includes("### unknown-key"), "the paragraph");
      const line =
        readFileSync(new URL("../../docs/hosts-toml.md", import.meta.url), "utf8")
          .split("\n")
          .indexOf("### unknown-key") + 1;
      await page.locator(String.raw`#status\.editor\.selection`, { hasText: `Ln ${line},` }).waitFor();
      await workbench.screenshot(`hosts-toml-paragraph-${host}`);
      await workbench.runCommand("View: Close Editor");
      await page.locator('.part.editor .monaco-editor[data-uri$="hosts.toml"]').waitFor();
    });

    test("a hover says what a field means", async () => {
      const { page } = workbench;
      await hoverAt(workbench, 8, 5, /capabilities.*pull.*fetches manifests/s);
      await workbench.screenshot(`hosts-toml-hover-${host}`);
      await page.keyboard.press("Escape");
    });

    test("completion offers the fields", async () => {
      const { page, editor } = workbench;
      await editor.goToLine(8, 38);
      await page.keyboard.press("Enter");
      await page.keyboard.type("over");
      await editor.waitForText((text) => text.includes("over"), "what was typed");
      const suggestion = page.locator(".suggest-widget .monaco-list-row", { hasText: "override_path" }).first();
      await suggestion.waitFor();
      await workbench.screenshot(`hosts-toml-completion-${host}`);
      const take = async (): Promise<void> => {
        if (!(await suggestion.isVisible())) await page.keyboard.press("Control+Space");
        await suggestion.click();
      };
      await actUntil(take, async () => /^\s*override_path = /m.test(await editor.text()), "the completed field");
    });

    test("a quick fix fixes a name that is not known", async () => {
      const { editor } = workbench;
      await editor.goToLine(4, 6);
      await editor.openQuickFixes("capabilities");
      await workbench.screenshot(`hosts-toml-quick-fix-${host}`);
      await editor.takeQuickFix("capabilities", async () => /^\s*capabilities = \["pull", "resolve"\]/m.test(await editor.text()));
    });

    test("a fixed line has no finding any more", async () => {
      const { editor } = workbench;
      await editor.setText(
        faulty.replace("capabilites", "capabilities").replace('  skip_verify = "yes"\n', "").replace("reslove", "resolve"),
      );
      await eventually(
        () => editor.squiggles(),
        (squiggles) => squiggles.length === 0,
        "no squiggle",
      );
    });
  });
}
