import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import type { Page } from "playwright-core";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { actUntil, eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`what is done with an image by its row, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  const recorded = (): string => path.join(workbench.sandbox.home, "argv");

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig, home }) => {
        const bin = path.join(home, "bin");
        mkdirSync(bin);
        // Stands in for an engine, and records how it was called.
        const script = `#!/bin/sh\nprintf '%s\\n' "$@" >'${home}/argv.part'\nmv '${home}/argv.part' '${home}/argv'\n`;
        writeFileSync(path.join(bin, "docker"), script, { mode: 0o755 });
        // VS Code takes PATH from a login shell; its terminals read the other file.
        for (const file of [".profile", ".bashrc"]) writeFileSync(path.join(home, file), `PATH="${bin}:$PATH"\n`);
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {}, "contoso.azurecr.io": {} } }));
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  /** The page that opens by what is done. */
  async function openPageBy(act: () => Promise<void>): Promise<Page> {
    const pages = (): readonly Page[] => workbench.page.context().pages();
    const known = pages();
    const added = (): Page | undefined => pages().find((page) => !known.includes(page));
    await actUntil(act, () => Promise.resolve(added() !== undefined), "a page");
    return added() ?? assert.fail();
  }

  test("the command is shown, runs when that is chosen, and reaches the engine word by word", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    await tree.expand(registry.host);
    await tree.waitForRow("demo/hello");
    await tree.expand("demo/hello");
    await tree.waitForRow("1.0.0");
    const pull = async (): Promise<readonly string[]> => {
      await quickInput.openBy(() => tree.clickContextMenu("1.0.0", "Pull in Terminal"), /^Pull an Image from/);
      const rows = await quickInput.waitForRows((all) => all.length > 2, "the offer");
      return rows.map(({ label }) => label);
    };
    const line = `docker pull ${registry.host}/demo/hello:1.0.0`;
    // It speaks plain HTTP: nothing is said of HTTPS.
    assert.deepEqual(await pull(), [line, "Pull in a terminal", "Copy the commands"]);
    await workbench.screenshot("pull-in-terminal-offer");
    await quickInput.cancel();
    assert.equal(existsSync(recorded()), false);

    await pull();
    await quickInput.pick("Copy the commands");
    await workbench.copied((text) => text === line, "the command");

    await pull();
    await quickInput.pick("Pull in a terminal");
    await eventually(() => Promise.resolve(existsSync(recorded())), Boolean, "the engine's arguments");
    assert.equal(readFileSync(recorded(), "utf8"), `pull\n${registry.host}/demo/hello:1.0.0\n`);
    await workbench.screenshot("pull-in-terminal");
  });

  test("its pull command, and a line of a file, are copied", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    const image = `${registry.host}/demo/hello:1.0.0`;
    await workbench.copyBy(
      () => tree.clickContextMenu("1.0.0", "Copy Pull Command"),
      (text) => text === `docker pull ${image}`,
      "the command of the engine that is here",
    );

    await quickInput.openBy(() => tree.clickContextMenu("1.0.0", "Copy As…"), /^Copy an Image of/);
    // There are more than the list shows at a time.
    await quickInput.type("skopeo");
    await eventually(
      async () => (await quickInput.rows()).map(({ label }) => label),
      (labels) => labels.includes(`skopeo copy --src-tls-verify=false docker://${image} docker-archive:hello-1.0.0.tar`),
      "the commands",
    );
    await quickInput.type("docker");
    await workbench.screenshot("copy-as");
    await quickInput.pick(`FROM ${image}`);
    await workbench.copied((text) => text === `FROM ${image}`, "the line of a Dockerfile");
  });

  test("its registry's page opens in the browser", async () => {
    const page = await openPageBy(() => workbench.tree("Registries").clickContextMenu(registry.host, "Open in Browser"));
    await eventually(
      () => Promise.resolve(page.url()),
      // This VS Code's server leads to ports of its machine through itself.
      (url) => new URL(url).pathname === `/proxy/${new URL(`http://${registry.host}`).port}/`,
      "the registry's own address",
    );
    await page.close();
  });

  test("what is escaped in a page's address stays so", async () => {
    const context = workbench.page.context();
    await context.route("https://portal.azure.com/**", (route) => route.fulfill({ body: "" }));
    const { notifications } = workbench;
    const page = await openPageBy(async () => {
      await notifications.openDialogBy(() => workbench.tree("Registries").clickContextMenu("contoso.azurecr.io", "Open in Browser"));
      await notifications.clickDialog("Open");
    });
    await eventually(
      () => Promise.resolve(page.url()),
      (url) => url === "https://portal.azure.com/#browse/Microsoft.ContainerRegistry%2Fregistries",
      "Azure's list of registries",
    );
    await page.close();
  });
});
