import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedContent } from "../support/registry/seed/seedContent.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`copying an image to another registry, in VS Code ${host}`, () => {
  let source: RunningRegistry;
  let target: RunningRegistry;
  let refusing: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    source = await startRegistry({ hostname: "localhost" });
    target = await startRegistry({ hostname: "localhost" });
    refusing = await startRegistry({ hostname: "localhost", maxBlobBytes: 10 });
    seedContent(source);
    const auths = Object.fromEntries([source, target, refusing].map((each) => [each.host, {}]));
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths })),
    });
    await workbench.openViewContainer("Registries");
    const tree = workbench.tree("Registries");
    await tree.expand(source.host);
    await tree.waitForRow("shop/api");
    await tree.expand("shop/api");
    await tree.waitForRow("4.2.0");
  });
  after(async () => {
    await workbench?.close();
    await Promise.all([source, target, refusing].map((each) => each?.close()));
  });

  const title = /^Copy to Another Repository/;
  const choose = async (to: RunningRegistry, name: string): Promise<void> => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(() => tree.clickContextMenu("4.2.0", "Copy to Another Repository…"), title);
    await quickInput.waitFor(/1\/4/);
    await workbench.screenshot("copy-platforms");
    await quickInput.accept();
    await quickInput.waitFor(/2\/4/);
    await quickInput.pick("With what is attached");
    await quickInput.waitFor(/3\/4/);
    await quickInput.pick(to.host);
    await quickInput.waitFor(/4\/4/);
    await quickInput.enter(name);
  };

  test("says how much it is, sends it all with its signatures, and shows it there", async () => {
    const { notifications } = workbench;
    const tree = workbench.tree("Registries");
    await choose(target, "moved/api:4.2.0");
    const { message, detail, buttons } = await notifications.waitForDialog();
    assert.equal(message, `Copy to ${target.host}/moved/api:4.2.0?`);
    assert.match(detail, /^[\d.]+ (?:KB|bytes) in \d+ layers and configurations, with 9 manifests\./);
    assert.match(detail, /Its digest stays: sha256:[0-9a-f]{12}/);
    assert.ok(buttons.some((button) => /^Copy [\d.]+ (?:KB|bytes)$/.test(button)));
    await workbench.screenshot("copy-asks");
    await notifications.clickDialog(buttons.find((button) => button.startsWith("Copy ")) ?? "");
    await notifications.waitFor(/moved\/api:4\.2\.0 was copied: /);
    await tree.waitForRow("moved/api");
    await workbench.screenshot("copy-done");
    await notifications.dismissAll();
    const digest = source.store.open("shop/api").tags.get("4.2.0");
    assert.equal(target.store.open("moved/api").tags.get("4.2.0"), digest);
    assert.equal(target.store.open("moved/api").tags.has(`${digest?.replace(":", "-")}.sig`), true);
  });

  test("a registry that refuses is named, and may be asked again", async () => {
    const { notifications } = workbench;
    const tree = workbench.tree("Registries");
    await tree.collapse(target.host);
    await choose(refusing, "moved/api:4.2.0");
    const { buttons } = await notifications.waitForDialog();
    await notifications.clickDialog(buttons.find((button) => button.startsWith("Copy ")) ?? "");
    const failed = await notifications.waitFor(/moved\/api:4\.2\.0 was not copied\. /);
    assert.ok(failed.message.includes(refusing.host));
    assert.ok(failed.buttons.includes("Try Again"));
    await workbench.screenshot("copy-refused");
    await notifications.dismissAll();
    assert.equal(refusing.store.open("moved/api").tags.size, 0);
  });
});
