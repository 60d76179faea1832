import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { createPodmanStore, type PodmanStore } from "../support/peers/podmanStore.ts";
import { missing } from "../support/peers/program.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const host = "1.139";

describe(`images of this machine, in VS Code ${host}`, { skip: missing("podman") }, () => {
  let store: PodmanStore;
  let registry: RunningRegistry;
  let workbench: Workbench;

  before(async () => {
    store = await createPodmanStore("localhost/hello-world:latest");
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      environment: store.environment,
      userSettings: { "containerRegistries.engine": "podman" },
      prepare: ({ dockerConfig }) =>
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
    store?.remove();
  });

  test("a local image is pushed from the palette, and the tree shows its tag", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Push Image…");
    await quickInput.pick(registry.host);
    await quickInput.pick("localhost/hello-world:latest");
    await quickInput.waitForMessage(/Name of the image in the registry/);
    await quickInput.enter("team/pushed:1.0");
    const rows = await eventually(
      () => quickInput.rows(),
      (all) => all.some(({ label }) => label.includes("in a terminal")),
      "the summary",
    );
    const shown = rows.map(({ label }) => label).join("\n");
    assert.match(shown, new RegExp(`podman tag localhost/hello-world:latest ${registry.host}/team/pushed:1\\.0`));
    assert.match(shown, new RegExp(`podman push '?--tls-verify=false'? ${registry.host}/team/pushed:1\\.0`));
    assert.match(shown, /up to the registry's settings/);
    await workbench.screenshot("push-image-summary");
    await quickInput.pick("Tag and push in a terminal");
    const tree = workbench.tree("Registries");
    await tree.waitForRow("team/pushed");
    await tree.waitForRow("1.0");
    assert.deepEqual([...registry.store.open("team/pushed").tags.keys()], ["1.0"]);
    await workbench.screenshot("push-image-done");
  });
});
