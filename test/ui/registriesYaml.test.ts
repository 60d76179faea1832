import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { versions } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const faulty = `# for every node
mirrors:
  docker.io:
    endpoints:
      - https://mirror.example.com
  "https://quay.io":
    endpoint:
      - mirror.example.com:5000
configs:
  mirror.example.com:
    insecure_skip_verify: true
`;

for (const host of versions) {
  describe(`editing a registries.yaml in VS Code ${host}`, () => {
    let workbench: Workbench;
    before(async () => {
      workbench = await openWorkbench({ host, files: { "rancher/k3s/registries.yaml": faulty } });
    });
    after(() => workbench?.close());

    test("mistakes are underlined, and the Problems view says what they do", async () => {
      const { editor } = workbench;
      await editor.open("rancher/k3s/registries.yaml");
      await editor.waitForLanguage((name) => name === "k3s registries.yaml");
      const wanted = [/endpoints.* line 4 /, /No pull goes through.* line 6 /, /belongs below `tls`.* line 11 /];
      await editor.problems((all) => wanted.every((each) => all.some(({ text }) => each.test(text.replaceAll("\n", " ")))));
      await workbench.screenshot(`registries-yaml-${host}`);
    });

    test("it is colored as YAML is", async () => {
      const kindOf = async (text: string): Promise<string> => {
        const token = workbench.editor.element.locator(".view-line span[class*='mtk']", { hasText: text }).last();
        return /mtk\d+/.exec((await token.getAttribute("class")) ?? "")?.[0] ?? "";
      };
      const kinds = await Promise.all(["# for every node", "mirrors", "https://mirror.example.com"].map(kindOf));
      assert.equal(new Set([...kinds, ""]).size, 4);
    });

    test("a quick fix writes the key that was meant", async () => {
      const { editor, page } = workbench;
      await editor.goToLine(4, 6);
      await editor.openQuickFixes("Change to endpoint");
      // The row has the focus.
      await page.keyboard.press("Enter");
      await editor.waitForText((text) => /^ {4}endpoint:$/m.test(text), "the key");
    });

    test("a lens above it leads to the hosts.toml files that it stands for", async () => {
      const { page, quickInput } = workbench;
      await page.locator(".codelens-decoration a", { hasText: "Show as hosts.toml files…" }).click();
      await quickInput.waitFor("New hosts.toml (1/3)");
      assert.ok((await quickInput.value()).endsWith("rancher/k3s/registries.yaml"));
      await quickInput.cancel();
    });
  });
}
