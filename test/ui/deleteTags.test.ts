import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedContent } from "../support/registry/seed/seedContent.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`deleting tags and manifests, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let strict: RunningRegistry;
  let frozen: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    strict = await startRegistry({ hostname: "localhost", deletes: "digests" });
    frozen = await startRegistry({ hostname: "localhost", deletes: "none" });
    seedDemo(registry);
    seedContent(strict);
    seedDemo(frozen);
    const auths = Object.fromEntries([registry, strict, frozen].map((each) => [each.host, {}]));
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await Promise.all([registry, strict, frozen].map((each) => each?.close()));
  });

  const unfold = async (of: RunningRegistry, repository: string, tag: string): Promise<void> => {
    const tree = workbench.tree("Registries");
    for (const other of [registry, strict, frozen]) if (other !== of) await tree.collapse(other.host);
    await tree.expand(of.host);
    await tree.waitForRow(repository);
    await tree.expand(repository);
    await tree.waitForRow(tag);
  };
  const focused = async (): Promise<string> =>
    (await workbench.tree("Registries").element.locator(".monaco-list-row.focused .label-name").first().textContent()) ?? "";

  test("the menu of a tag says what goes, deletes it, and leaves the list and the focus where they are", async () => {
    const { notifications, page } = workbench;
    const tree = workbench.tree("Registries");
    await unfold(registry, "demo/hello", "latest");
    const { message, detail, buttons } = await notifications.openDialogBy(() => tree.clickContextMenu("latest", "Delete Tag…"));
    assert.equal(message, `Delete the tag latest of ${registry.host}/demo/hello?`);
    assert.match(detail, /^Its image, sha256:[0-9a-f]{12}, stays as 1\.1\.0\.\nThe registry gives its space back only when/);
    assert.ok(buttons.includes("Delete Tag"));
    await workbench.screenshot("delete-tag-asks");
    registry.requests.clear();
    // It is said for a few seconds only.
    const said = page.locator(".part.statusbar .statusbar-item", { hasText: "Deleted:" }).first();
    await Promise.all([said.waitFor(), notifications.clickDialog("Delete Tag")]);
    await tree.waitForRows((rows) => rows.every(({ label }) => label !== "latest"), "the tree without “latest”");
    await eventually(focused, (label) => label === "1.1.0", "the focus on the row that took its place");
    await workbench.screenshot("delete-tag-done");
    assert.deepEqual([...registry.store.open("demo/hello").tags.keys()].toSorted(), ["1.0.0", "1.1.0"]);
    assert.equal(registry.requests.lines().filter((line) => line.includes("/tags/list")).length, 0);
  });

  test("Delete on the selected tags asks once, by their number", async () => {
    const { notifications, page } = workbench;
    const tree = workbench.tree("Registries");
    await tree.select("1.1.0");
    await tree.setSelected("1.0.0", true);
    const { message, detail } = await notifications.openDialogBy(() => page.keyboard.press("Delete"));
    assert.equal(message, `Delete 2 tags of ${registry.host}/demo/hello?`);
    assert.match(detail, /1\.0\.0: No other tag was found that points to its image/);
    await workbench.screenshot("delete-tags-ask");
    await page.keyboard.press("Escape");
    await page.locator(".monaco-dialog-box").waitFor({ state: "hidden" });
    assert.equal(registry.store.open("demo/hello").tags.size, 2);
  });

  test("what somebody has re-tagged while the question stood stays, and that is said", async () => {
    const { notifications } = workbench;
    const tree = workbench.tree("Registries");
    const { tags } = registry.store.open("demo/hello");
    await tree.select("1.1.0");
    await notifications.openDialogBy(() => tree.clickContextMenu("1.1.0", "Delete Tag…"));
    tags.set("1.1.0", tags.get("1.0.0") ?? "");
    await notifications.clickDialog("Delete Tag");
    await notifications.waitFor(/^1\.1\.0 was not deleted: somebody has made it point to sha256:[0-9a-f]{12} meanwhile\./);
    await workbench.screenshot("delete-tag-moved");
    await notifications.dismissAll();
    assert.equal(tags.size, 2);
  });

  test("a registry that deletes manifests alone names the other tags, the platforms and what is attached", async () => {
    const { notifications } = workbench;
    const tree = workbench.tree("Registries");
    await unfold(strict, "shop/api", "4.2.0");
    await notifications.openDialogBy(() => tree.clickContextMenu("4.2.0", "Delete Tag…"));
    await notifications.clickDialog("Delete Tag");
    const question = async (): Promise<string> => (await notifications.waitForDialog()).message;
    await eventually(question, (text) => text.startsWith("Delete the manifest"), "the second question");
    const { detail, buttons } = await notifications.waitForDialog();
    const { host: name } = strict;
    assert.ok(detail.startsWith(`${name} cannot delete a tag by itself, only what it points to, with all tags that do.`), detail);
    assert.match(detail, /These tags go with it: (?:latest, 4\.2\.0|4\.2\.0, latest)\./);
    assert.match(detail, /no index leads to them: linux\/amd64, linux\/arm64\/v8, windows\/amd64/);
    assert.match(detail, /Attached to it, and of no use without it: (?=.*SBOM)(?=.*Signature)/);
    assert.ok(buttons.includes("Delete Manifest and 2 Tags"), buttons.join());
    await workbench.screenshot("delete-manifest-asks");
    await notifications.clickDialog("Delete Manifest and 2 Tags");
    await tree.waitForRows((rows) => rows.every(({ label }) => label !== "latest" && label !== "4.2.0"), "the tree without both");
    await tree.waitForRow("4.1.0");
    assert.deepEqual(
      [...strict.store.open("shop/api").tags.keys()].filter((tag) => !tag.startsWith("sha256-")),
      ["4.1.0"],
    );
  });

  test("a registry that deletes nothing is quoted, with a way to its page", async () => {
    const { notifications } = workbench;
    const tree = workbench.tree("Registries");
    await unfold(frozen, "demo/hello", "1.0.0");
    await notifications.openDialogBy(() => tree.clickContextMenu("1.0.0", "Delete Manifest…"));
    await notifications.clickDialog("Delete Manifest and Its Tag");
    const { message, buttons } = await notifications.waitFor(/was not deleted\..*REGISTRY_STORAGE_DELETE_ENABLED/);
    assert.match(message, /^sha256:/);
    assert.ok(buttons.includes("Open Its Page"));
    await workbench.screenshot("delete-refused");
    assert.equal(frozen.store.open("demo/hello").tags.size, 3);
  });
});
