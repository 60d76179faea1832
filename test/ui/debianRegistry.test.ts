import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type DockerRegistry, startDockerRegistry } from "../support/peers/dockerRegistry.ts";
import { missing } from "../support/peers/program.ts";
import { ContentStore } from "../support/registry/contentStore.ts";
import { seedRepositories, seedTags } from "../support/registry/seed/seedTags.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** It lists tags as its file system gives them, unsorted, all at once, and sorts its catalog. */
describe(`Debian's docker-registry with 300 repositories and 10,000 tags, in VS Code ${host}`, { skip: missing("docker-registry") }, () => {
  let registry: DockerRegistry;
  let workbench: Workbench;
  const tree = () => workbench.tree("Registries");

  before(async () => {
    const content = new ContentStore();
    seedRepositories(content, 300);
    seedTags(content, "team/busy", 10_000);
    registry = await startDockerRegistry({ content });
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

  test("one repository among 300 is found by a part of its name", async () => {
    await tree().expand(registry.host);
    await tree().waitForRow("bench/repository-000000");
    await workbench.quickInput.openBy(() => tree().clickContextMenu(registry.host, "Filter Repositories…"), /^Filter/);
    await workbench.quickInput.type("busy");
    await tree().waitForRow("1 of 301");
    await workbench.quickInput.accept();
    await tree().waitForRow("team/busy");
  });

  test("one tag among 10,000 is found in three actions, and unfolds to what is behind it", async () => {
    await tree().expand("team/busy");
    const rows = await tree().waitForRows((all) => all.some(({ label }) => label === "v99.9.9"), "the newest version");
    assert.deepEqual(
      rows
        .filter(({ level }) => level === 3)
        .slice(0, 3)
        .map(({ label }) => label),
      ["v99.9.9", "v99.9.8", "v99.9.7"],
    );
    await workbench.quickInput.openBy(() => tree().clickContextMenu("team/busy", "Filter Tags…"), /^Filter/);
    await workbench.quickInput.enter("v42.1.7");
    await tree().waitForRow("1 of 10,000");
    await tree().expand("v42.1.7");
    await tree().waitForRow("Digest");
    await tree().waitForRow("linux/amd64");
    await workbench.screenshot("debian-registry-tag");
    await tree().changeBy(
      () => tree().clickInlineAction("1 of 10,000", "Clear Filter"),
      (all) => all.some(({ label }) => label === "v99.9.9"),
      "all tags",
    );
  });

  test("more is loaded, several are selected, and copied", async () => {
    for (const tag of ["v99.9.9", "v99.9.7"]) await tree().setSelected(tag, true);
    const lines = ["v99.9.7", "v99.9.9"].map((tag) => `${registry.host}/team/busy:${tag}`).join("\n");
    const sorted = (text: string): string =>
      text
        .split("\n")
        .toSorted((a, b) => (a < b ? -1 : 1))
        .join("\n");
    await workbench.copyBy(
      () => workbench.page.keyboard.press("ControlOrMeta+c"),
      (text) => sorted(text) === lines,
      "two references",
    );
    const more = async (): Promise<boolean> => {
      await tree().element.focus();
      await workbench.page.keyboard.press("End");
      return (await tree().labels()).includes("Load more…");
    };
    await eventually(more, Boolean, "the end of the list");
    const before200 = (await tree().waitForRow("Load more…")).index;
    assert.match((await tree().waitForRow("Load more…")).description, /^200 of 10,000$/);
    await tree().changeBy(
      () => tree().select("Load more…"),
      (rows) => rows.some(({ index }) => index > before200),
      "more rows",
    );
  });
});
