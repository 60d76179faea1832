import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`a folder that is not on this machine, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  const virtual = (file: string): string => path.join(workbench.sandbox.home, "virtual", file);

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      folderUri: "virtual:/project",
      prepare: ({ dockerConfig, folder, home }) => {
        const extensions = path.join(folder, "server/extensions");
        mkdirSync(extensions, { recursive: true });
        symlinkSync(path.join(import.meta.dirname, "../support/virtualFolder"), path.join(extensions, "test.virtual-folder-1.0.0"));
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } }));
        const project = path.join(home, "virtual/project");
        mkdirSync(path.join(project, "certs.d/docker.io"), { recursive: true });
        writeFileSync(path.join(project, "Dockerfile"), `FROM ${registry.host}/tools/runtime:3.1.0\n`);
        writeFileSync(
          path.join(project, "certs.d/docker.io/hosts.toml"),
          '[host."https://mirror.example"]\n  capabilites = ["pull"]\n  ca = "missing.crt"\n',
        );
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  /** VS Code searches no folder like this one for files: a person finds them in the explorer. */
  async function open(...names: readonly string[]): Promise<void> {
    await workbench.runCommand("View: Show Explorer");
    for (const name of names) {
      const row = workbench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).first();
      await click(row);
    }
    const file = names.at(-1) ?? "";
    await workbench.page
      .locator(`.editor-group-container.active .monaco-editor[data-uri^="virtual:"][data-uri$="${file}"]`)
      .first()
      .waitFor();
  }

  test("the registries are there", async () => {
    await workbench.openViewContainer("Registries");
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    await tree.waitForRow("demo/hello");
  });

  test("a hosts.toml is checked as text, and its files are not looked for", async () => {
    const { editor } = workbench;
    await open("certs.d", "hosts.toml");
    const problems = await editor.problems((all) => all.length > 0);
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.text ?? "", /capabilites/);
    await workbench.screenshot(`virtual-hosts-${host}`);
    await workbench.runCommand("View: Close Editor");
  });

  test("an image in a file of it is pinned there", async () => {
    const { editor } = workbench;
    await open("Dockerfile");
    await editor.goToLine(1, 10);
    await workbench.runCommand("Container Registries: Pin Image by Digest");
    await editor.waitForText((text) => /:3\.1\.0@sha256:[0-9a-f]{64}/.test(text), "the digest");
    const isSaved = (): Promise<boolean> => Promise.resolve(readFileSync(virtual("project/Dockerfile"), "utf8").includes("@sha256:"));
    await actUntil(() => editor.save(), isSaved, "the file");
  });

  test("the workspace's settings take the names of registries", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Share Registries With This Workspace…");
    await quickInput.waitFor(/^Share Registries With This Workspace/);
    await quickInput.pick(registry.host);
    await quickInput.accept();
    const settings = (): string => {
      try {
        return readFileSync(virtual("project/.vscode/settings.json"), "utf8");
      } catch {
        return "";
      }
    };
    await eventually(
      () => Promise.resolve(settings()),
      (text) => text.includes(registry.host),
      "the settings",
    );
  });
});
