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
      files: {
        ".vscode/settings.json": JSON.stringify({ "containerRegistries.registries": names }),
        "app/Dockerfile": `FROM ${own.host}/supply-chain/signed:1.0 AS build\nFROM build\n`,
      },
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
    const offered = await quickInput.waitForRows(({ length }) => length > 0, "what is offered");
    assert.deepEqual(
      offered.map(({ label }) => label),
      [shared.host, `${own.host}/tools/runtime`],
    );
    await workbench.screenshot("workspace-add");
    await quickInput.accept();
    await tree.waitForRow(shared.host);
    await tree.waitForRows((rows) => rows.every(({ label }) => label !== offer), "the offer to go");
    assert.deepEqual([...own.requests.lines(), ...shared.requests.lines()], []);
    await tree.expand(shared.host);
    await tree.waitForRow("demo/hello");
  });

  test("what its files mention of a registry is offered where a repository is added", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(() => tree.clickContextMenu(own.host, "Add Repository…"), /^Add a Repository of/);
    const labels = await eventually(
      async () => (await quickInput.rows()).map(({ label }) => label),
      (all) => all.length > 0,
      "what is mentioned",
    );
    assert.deepEqual(labels, ["supply-chain/signed", "Another Repository…"]);
    await workbench.screenshot("workspace-mentions");
    await quickInput.pick("supply-chain/signed");
    await tree.expand(own.host);
    // The other registry's rows, which are drawn already, have the same names.
    const isDrawn = (rows: readonly { label: string }[]): boolean => rows.filter(({ label }) => label === "demo/hello").length === 2;
    const rows = (await tree.waitForRows(isDrawn, "the rows of both registries")).map(({ label }) => label);
    const first = rows.indexOf(own.host) + 1;
    // What was added stands before what the registry lists.
    assert.deepEqual(rows.slice(first, first + 2), ["supply-chain/signed", "tools/runtime"]);
    await tree.collapse(own.host);
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
      [own.host, shared.host, `${own.host}/supply-chain/signed`, `${own.host}/tools/runtime`, "no name"],
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
