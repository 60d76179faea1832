import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { hoverCard } from "../support/workbench/hover.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** containerd before 2.2 drops the file for `referrers`. */
const text = '[host."https://mirror.example"]\n  capabilities = ["pull", "referrers"]\n';

describe(`the containerd version, in VS Code ${host}`, () => {
  let workbench: Workbench;
  const status = async (): Promise<string> => {
    const { page } = workbench;
    const item = page.locator('.statusbar-item[id="status.languageStatus"]');
    const hover = await hoverCard(page, item, page.locator(".hover-language-status .element", { hasText: "containerd" }).first());
    const said = (await hover.innerText()).replaceAll(/\s+/g, " ").trim();
    await page.mouse.move(1, 1);
    return said;
  };
  const findings = (expected: number): Promise<string[]> =>
    eventually(
      () => workbench.editor.squiggles(),
      (all) => all.length === expected,
      `${expected} squiggles`,
    );

  before(async () => {
    workbench = await openWorkbench({
      host,
      files: { "certs.d/docker.io/hosts.toml": text, "mirrors.toml": text },
      prepare: ({ folder, home }) => {
        const bin = path.join(home, "bin");
        mkdirSync(bin);
        writeFileSync(
          path.join(bin, "containerd"),
          `#!/bin/sh\necho "$@" >> ${folder}/asked\necho "containerd github.com/containerd/containerd/v2 v2.1.3 f2c3"\n`,
          { mode: 0o755 },
        );
        // VS Code takes PATH from a login shell.
        writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
      },
      environment: { SHELL: "/bin/sh" },
    });
    await workbench.editor.open("certs.d/docker.io/hosts.toml");
  });
  after(() => workbench?.close());

  test("is that of the installed containerd, which is asked once", async () => {
    await findings(1);
    await eventually(status, (said) => said.startsWith("containerd 2.1 containerd 2.1.3 is installed"), "the version that is installed");
    await workbench.screenshot(`hosts-version-${host}`);
    assert.equal(readFileSync(path.join(workbench.sandbox.folder, "asked"), "utf8"), "--version\n");
  });

  test("can be another one, and the findings follow", async () => {
    await workbench.runCommand("Container Registries: Select containerd Version for hosts.toml…");
    await workbench.quickInput.waitFor("containerd Version");
    await workbench.screenshot(`hosts-version-pick-${host}`);
    await workbench.quickInput.pick("2.3");
    await findings(0);
    await workbench.runCommand("Container Registries: Select containerd Version for hosts.toml…");
    await workbench.quickInput.pick("Automatic");
    await findings(1);
  });

  test("any file can be treated as a hosts.toml", async () => {
    await workbench.editor.open("mirrors.toml");
    await workbench.editor.waitForLanguage((name) => name !== "containerd hosts.toml");
    await workbench.runCommand("Container Registries: Treat as containerd hosts.toml");
    await workbench.editor.waitForLanguage((name) => name === "containerd hosts.toml");
    await findings(1);
  });
});
