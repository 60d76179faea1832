import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`the files of an image, in VS Code ${host}`, () => {
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

  test("a tag's files unfold, a file opens, and its layer is said", async () => {
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    await tree.waitForRow("team/app/web");
    await tree.expand("team/app/web");
    await tree.waitForRow("5.0.0");
    await tree.clickContextMenu("5.0.0", "Explore Files");
    await workbench.quickInput.pick("linux/arm64");
    const files = workbench.tree("Image Files");
    await files.waitForRow("etc");
    await workbench.screenshot(`image-files-${host}`);
    await files.expand("etc");
    await files.waitForRow("os-release");
    await files.select("os-release");
    await workbench.editor.waitForText((text) => text.includes("Demo Linux"), "the file");
    await files.hover("os-release", /From layer 1: ADD rootfs\.tar\.gz/);
    await files.expand("Layers");
    await workbench.screenshot(`image-files-open-${host}`);
  });

  test("a file is found by parts of its path", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Find File in Image…");
    await quickInput.waitFor("Find File");
    await quickInput.type("app web");
    await quickInput.pick("web");
    await workbench.editor.waitForText((text) => text.includes("#!/bin/sh"), "the script");
    await workbench.screenshot(`image-files-found-${host}`);
  });

  test("the view closes", async () => {
    await workbench.runCommand("Container Registries: Close Image Files");
    await workbench.tree("Image Files").element.waitFor({ state: "detached" });
  });
});
