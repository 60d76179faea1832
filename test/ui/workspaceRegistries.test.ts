import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const offer = "Add From This Workspace…";

describe(`registries that a workspace names, in VS Code ${host}`, () => {
  let own: RunningRegistry;
  let shared: RunningRegistry;
  let workbench: Workbench;
  const settings = (): string => path.join(workbench.sandbox.workspace, ".vscode/settings.json");

  before(async () => {
    own = await startRegistry({ hostname: "localhost" });
    shared = await startRegistry({ hostname: "localhost" });
    for (const each of [own, shared]) seedDemo(each);
    const names = [shared.host, `${own.host}/tools/runtime`, "no name"];
    workbench = await openWorkbench({
      host,
      files: { ".vscode/settings.json": JSON.stringify({ "containerRegistries.registries": names }) },
      prepare: ({ dockerConfig }) => writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [own.host]: {} } })),
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await own?.close();
    await shared?.close();
  });

  test("they are offered, and asked for nothing before they are added and unfolded", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    assert.equal((await tree.waitForRow(offer)).description, `${shared.host}, ${own.host}/tools/runtime`);
    await workbench.screenshot("workspace-offer");
    await quickInput.openBy(() => tree.select(offer), /^Add Registries of This Workspace/);
    const labels = (await quickInput.rows()).map(({ label }) => label);
    assert.deepEqual(labels, [shared.host, `${own.host}/tools/runtime`]);
    await workbench.screenshot("workspace-add");
    await quickInput.accept();
    await tree.waitForRow(shared.host);
    await tree.waitForRows((rows) => rows.every(({ label }) => label !== offer), "the offer to go");
    assert.deepEqual([...own.requests.lines(), ...shared.requests.lines()], []);
    await tree.expand(shared.host);
    await tree.waitForRow("demo/hello");
  });

  test("the person's own are written to the workspace by their names alone", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Share Registries With This Workspace…");
    await quickInput.waitFor(/^Share Registries With This Workspace/);
    const rows = await eventually(
      () => quickInput.rows(),
      (all) => all.length >= 4,
      "the names",
    );
    assert.deepEqual(
      rows.map(({ label }) => label),
      [own.host, shared.host, `${own.host}/tools/runtime`, "no name"],
    );
    await workbench.screenshot("workspace-share");
    await quickInput.pick(own.host);
    await quickInput.accept();
    const written = (): unknown => (existsSync(settings()) ? JSON.parse(readFileSync(settings(), "utf8")) : undefined);
    const isWritten = (value: unknown): boolean =>
      JSON.stringify(value) ===
      JSON.stringify({ "containerRegistries.registries": [own.host, shared.host, `${own.host}/tools/runtime`, "no name"] });
    await eventually(() => Promise.resolve(written()), isWritten, "the workspace's settings");
  });
});
