import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { versions } from "../support/vscode/versions.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const text = `server = "https://registry-1.docker.io"

[host."https://mirror.example"]
  capabilities = ["pull", "resolve"]
`;

for (const host of versions) {
  describe(`Explain Pull Path in VS Code ${host}`, () => {
    let workbench: Workbench;
    const shown = (): Promise<string> => workbench.page.locator('.monaco-editor[data-uri^="containerd-pull-path"] .view-lines').innerText();
    // Markdown is wrapped at the width of the editor.
    const waitForShown = (wanted: RegExp): Promise<string> =>
      eventually(
        async () => (await shown()).replaceAll(/\s/g, ""),
        (lines) => wanted.test(lines),
        String(wanted),
      );

    before(async () => {
      workbench = await openWorkbench({
        host,
        files: { "certs.d/docker.io/hosts.toml": text },
        userSettings: { "containerRegistries.hosts.containerdVersion": "2.3" },
        size: { width: 1500, height: 800 },
      });
      await workbench.editor.open("certs.d/docker.io/hosts.toml");
    });
    after(() => workbench?.close());

    test("says where containerd looks and what it asks for, from the lens above the file", async () => {
      const { editor, quickInput } = workbench;
      await editor.clickLens("Explain pull path…");
      await quickInput.waitFor("Explain Pull Path (1/2)");
      assert.equal(await quickInput.value(), "docker.io/library/alpine");
      await quickInput.enter("docker.io/library/alpine:3.20");
      await quickInput.waitFor("Explain Pull Path (2/2)");
      await quickInput.pick("Kubernetes");
      await waitForShown(/certs\.d\/docker\.io`—\*\*exists,andisused\*\*/);
      await waitForShown(/HEADhttps:\/\/mirror\.example\/v2\/library\/alpine\/manifests\/3\.20\?ns=docker\.io/);
      await workbench.screenshot(`hosts-explain-${host}`);
    });

    test("follows the file while it is edited, before it is saved", async () => {
      await workbench.editor.setText(text.replace("https://mirror.example", "https://other.example/hub"));
      await waitForShown(/HEADhttps:\/\/other\.example\/hub\/v2\/library\/alpine\/manifests\/3\.20\?ns=docker\.io/);
      await workbench.editor.setText("server = 5\n");
      await waitForShown(/hosts\.toml`isignoredasawhole/);
    });

    test("says at the end which file each client of the machine reads", async () => {
      const shownEditor = workbench.page.locator('.monaco-editor[data-uri^="containerd-pull-path"]');
      const goToEnd = async (): Promise<void> => {
        await shownEditor.locator(".view-line").first().click();
        await workbench.page.keyboard.press("Control+End");
      };
      await actUntil(goToEnd, async () => /\*\*BuildKit:\*\*none\./.test((await shown()).replaceAll(/\s/g, "")), "the end");
      await workbench.screenshot(`hosts-explain-clients-${host}`);
    });
  });
}
