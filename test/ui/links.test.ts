import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

describe(`links to images, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let other: RunningRegistry;
  let workbench: Workbench;
  const links = (): string => path.join(workbench.sandbox.home, "links");

  before(async () => {
    registry = await startRegistry({ hostname: "localhost" });
    other = await startRegistry({ hostname: "localhost" });
    for (const each of [registry, other]) seedDemo(each);
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig, folder }) => {
        const extensions = path.join(folder, "server/extensions");
        mkdirSync(extensions, { recursive: true });
        symlinkSync(path.join(import.meta.dirname, "../support/links"), path.join(extensions, "test.links-1.0.0"));
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify({ auths: { [registry.host]: {} } }));
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
    await other?.close();
  });

  /** Follows a link, as a browser does that asks to open it in VS Code. */
  async function follow(link: string): Promise<void> {
    rmSync(`${links()}.address`, { force: true });
    writeFileSync(`${links()}.new`, link);
    renameSync(`${links()}.new`, links());
    await eventually(() => Promise.resolve(existsSync(`${links()}.address`)), Boolean, "the link's address");
    const page = await workbench.page.context().newPage();
    await page.goto(readFileSync(`${links()}.address`, "utf8"));
    await workbench.page.bringToFront();
    await page.close();
  }

  const linkTo = (reference: string): string =>
    `vscode://container-registries.container-registries/open?ref=${encodeURIComponent(reference)}`;
  const dialog = () => workbench.page.locator(".monaco-dialog-box");
  const answer = async (button: string): Promise<void> => {
    await click(dialog().getByRole("button", { name: button, exact: true }));
    await dialog().waitFor({ state: "hidden" });
  };

  test("asks first, and nothing is asked of the registry before", async () => {
    registry.requests.clear();
    await follow(linkTo(`${registry.host}/demo/hello:1.0.0`));
    await dialog().waitFor();
    await workbench.screenshot("link");
    assert.match(await dialog().innerText(), /Open localhost:\d+\/demo\/hello:1\.0\.0\?\s+A link wants to open it\./);
    assert.deepEqual(registry.requests.lines(), []);
    await answer("Cancel");
    await workbench.openViewContainer("Registries");
    await workbench.tree("Registries").waitForRow(registry.host);
    assert.deepEqual(registry.requests.lines(), []);
  });

  test("opens the tree at the tag after a yes", async () => {
    await follow(linkTo(`${registry.host}/demo/hello:1.0.0`));
    await dialog().waitFor();
    await answer("Open");
    await workbench.tree("Registries").waitForRow("1.0.0");
  });

  test("says of a registry that is new what a yes does, once", async () => {
    await follow(linkTo(`${other.host}/demo/hello:1.1.0`));
    await dialog().waitFor();
    assert.match(await dialog().innerText(), /is not among your registries.*Nothing is written to config\.json/s);
    assert.deepEqual(other.requests.lines(), []);
    await answer("Open");
    await workbench.tree("Registries").waitForRow(other.host);
    await workbench.tree("Registries").waitForRow("1.1.0");
  });

  test("what is no reference is said to be none", async () => {
    await follow(linkTo("[a](command:b) $(flame)"));
    await workbench.notifications.waitFor(/The link does not say which image to open/);
  });

  test("“Copy As…” offers the link", async () => {
    const { quickInput } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(() => tree.clickContextMenu("1.0.0", "Copy As…"), /^Copy an Image of/);
    await quickInput.type("Link that opens");
    await quickInput.waitForRows(
      (rows) => rows.some(({ isChosen, label, detail }) => isChosen && `${label} ${detail}`.includes("Link that opens")),
      "the link",
    );
    await quickInput.accept();
    await workbench.copied(
      (text) => /^[a-z-]+:\/\/container-registries\.container-registries\/open\?ref=localhost%3A\d+%2Fdemo%2Fhello%3A1\.0\.0$/.test(text),
      "the link",
    );
  });
});
