import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const accounts = [{ username: "alice", password: "right" }];
const logIn = "Container Registries: Log In…";

describe(`registries without a login, in VS Code ${host}`, () => {
  let open: RunningRegistry;
  let unlisted: RunningRegistry;
  let closed: RunningRegistry;
  let workbench: Workbench;

  const begin = async (typed: string): Promise<void> => {
    await workbench.runCommand(logIn);
    await workbench.quickInput.waitFor("Log In to a Container Registry (1/");
    await workbench.quickInput.type(typed);
  };

  before(async () => {
    open = await startRegistry({ hostname: "localhost" });
    unlisted = await startRegistry({
      hostname: "localhost",
      auth: { kind: "bearer", accounts, anonymousRights: [{ type: "repository", name: "*", actions: ["pull"] }] },
    });
    closed = await startRegistry({ hostname: "localhost", auth: { kind: "basic", accounts } });
    for (const registry of [open, unlisted, closed]) seedDemo(registry);
    workbench = await openWorkbench({ host });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    for (const registry of [open, unlisted, closed]) await registry?.close();
  });

  test("one that is open is browsed by its name", async () => {
    const { quickInput, notifications } = workbench;
    await begin(open.host);
    await quickInput.pick(`Browse ${open.host} without a login`);
    await notifications.waitFor(`${open.host} is browsed without a login: it lists its repositories to anybody.`);
    await notifications.dismissAll();
    const tree = workbench.tree("Registries");
    const { description } = await tree.waitForRow(open.host);
    assert.equal(description, "anonymous");
    await tree.expand(open.host);
    await tree.waitForRow("demo/hello");
    await tree.collapse(open.host);
  });

  test("one without a list has its repositories added, and is in no file", async () => {
    const { quickInput, notifications } = workbench;
    const tree = workbench.tree("Registries");
    await begin("public");
    await quickInput.pick("Public registry, without a login");
    await quickInput.waitFor("Browse a Registry Without a Login (2/2)");
    await quickInput.enter(closed.host);
    await quickInput.waitForMessage("Login needed");
    await quickInput.enter(unlisted.host);
    await notifications.click("It does not list its repositories", "Add Repository…");
    await quickInput.waitFor(`Add a Repository of ${unlisted.host}`);
    await quickInput.enter("demo/hello");
    await quickInput.waitForClosed();
    // The added repository is shown, which unfolds its registry.
    await tree.waitForRow("demo/hello");
    await tree.expand("demo/hello");
    await tree.waitForRow("latest");
    await tree.waitForRow(`${unlisted.host} lists its repositories only after a login.`);
    await workbench.screenshot(`public-registries-${host}`);
    assert.equal(existsSync(path.join(workbench.sandbox.dockerConfig, "config.json")), false);
  });

  test("one that wants a login of everybody says so, with a way back", async () => {
    const { quickInput } = workbench;
    await begin(closed.host);
    await quickInput.pick(`Browse ${closed.host} without a login`);
    await quickInput.waitFor(`Browse ${closed.host} Without a Login`);
    await quickInput.waitForRows((rows) => rows.some(({ label }) => label.startsWith("Login needed")), "why");
    await quickInput.back();
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.cancel();
  });

  test("a login takes the place of nobody's view; the list forgets what it is told to", async () => {
    const { quickInput, notifications } = workbench;
    const tree = workbench.tree("Registries");
    await quickInput.openBy(() => tree.clickContextMenu(unlisted.host, "Log In…"), `Log In to ${unlisted.host} (1/`);
    await quickInput.enter("alice");
    await quickInput.waitFor("(2/");
    await quickInput.enter("right");
    await quickInput.waitFor("(3/3)");
    await quickInput.waitForRows((rows) => rows.some(({ label }) => label === "It can list the repositories."), "what it can do");
    await quickInput.pick("In config.json");
    await notifications.waitFor("It can list the repositories.");
    await notifications.dismissAll();
    await tree.waitForRows(
      (rows) => rows.some(({ label, description }) => label === unlisted.host && description === "as alice"),
      "the login",
    );
    await tree.hover(unlisted.host, /It can list the repositories/);
    await tree.changeBy(
      () => tree.clickContextMenu(open.host, "Remove From List"),
      (rows) => rows.every(({ label }) => label !== open.host),
      "the shorter list",
    );
  });

  test("a login that is under way ends when another one begins", async () => {
    const { quickInput, notifications, page } = workbench;
    await begin("any other");
    await quickInput.pick("Any other registry");
    await quickInput.waitFor("Log In to a Container Registry (2/");
    await click(page.locator('.part.sidebar .actions-container [aria-label="Log In…"]').first());
    await notifications.waitFor("The login that was under way has ended");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await workbench.screenshot(`login-two-${host}`);
    await quickInput.cancel();
  });
});
