import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type Demo, startDemo } from "../../scripts/lib/demo.mjs";
import { CleanUp } from "../../scripts/lib/processes.mjs";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** What the demo's README tells the person to type. */
function readInstructions(file: string): {
  readonly open: string;
  readonly closed: string;
  readonly user: string;
  readonly password: string;
} {
  const text = readFileSync(file, "utf8");
  const find = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? assert.fail(`the README has no ${pattern.source}`);
  return {
    open: find(/`([^`]+)` needs no login/),
    closed: find(/registry `([^`]+)`/),
    user: find(/user `([^`]+)`/),
    password: find(/password `([^`]+)`/),
  };
}

for (const host of ["1.139", "1.112"] as const) {
  describe(`the demo's README, followed in VS Code ${host}`, () => {
    const cleanUp = new CleanUp();
    let demo: Demo;
    let workbench: Workbench;
    let readme: ReturnType<typeof readInstructions>;
    const readConfig = (): unknown => JSON.parse(readFileSync(path.join(demo.dockerConfig, "config.json"), "utf8"));

    before(async () => {
      demo = await startDemo(cleanUp);
      workbench = await openWorkbench({ host, folder: demo.workspace, userSettings: demo.settings, environment: demo.environment });
      readme = readInstructions(path.join(demo.workspace, "README.md"));
    });
    after(async () => {
      await workbench?.close();
      await cleanUp.run();
    });

    test("1: the open registry unfolds to its tags", async () => {
      await workbench.openViewContainer("Registries");
      const tree = workbench.tree("Registries");
      await tree.waitForRow(readme.open);
      await tree.expand(readme.open);
      await tree.waitForRow("demo/hello");
      await tree.expand("demo/hello");
      await tree.waitForRow("latest");
    });

    test("2 and 3: Log In… in the title asks for the registry, though another one's row has the focus", async () => {
      const { page, quickInput, notifications } = workbench;
      await workbench.tree("Registries").select("latest");
      await page.locator(".part.sidebar .title-actions").getByRole("button", { name: "Log In…" }).click();
      await quickInput.waitFor("Log In to a Container Registry (1/3)");
      await quickInput.type(readme.closed);
      await quickInput.pick(`Log in to ${readme.closed}`);
      await quickInput.waitFor(`Log In to ${readme.closed} (2/3)`);
      await quickInput.enter(readme.user);
      await quickInput.waitFor(/\(3\/3\)/);
      await quickInput.enter("wrong");
      await quickInput.waitForMessage(/not accepted/i);
      await quickInput.enter(readme.password);
      await notifications.waitFor("Login Succeeded");
      await workbench.screenshot(`demo-logged-in-${host}`);
      const auth = Buffer.from(`${readme.user}:${readme.password}`).toString("base64");
      assert.deepEqual(readConfig(), { auths: { [readme.open]: {}, [readme.closed]: { auth } } });
      await notifications.dismissAll();
    });

    test("4: the mistakes of the one hosts.toml are underlined, and the other has none", async () => {
      const { editor } = workbench;
      await editor.open("certs.d/registry.example.com/hosts.toml");
      await editor.problems((problems) => problems.length > 0);
      // The Problems view and the editor draw one after the other.
      await eventually(
        () => editor.squiggles(),
        (squiggles) => squiggles.length > 0,
        "a squiggle",
      );
      await workbench.screenshot(`demo-hosts-toml-${host}`);
    });

    test("5: Log Out undoes the login", async () => {
      const { notifications } = workbench;
      await workbench.openViewContainer("Registries");
      await workbench.tree("Registries").clickContextMenu(readme.closed, "Log Out");
      await notifications.waitForDialog();
      await notifications.clickDialog("Log Out");
      await notifications.waitFor(`Logged out of ${readme.closed}.`);
      assert.deepEqual(readConfig(), { auths: { [readme.open]: {} } });
    });
  });
}
