import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { version as host } from "../support/vscode/versions.ts";
import { click } from "../support/workbench/click.ts";
import { eventually, eventuallyWithin } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

/** A token that says itself that it is over. */
function tokenUntil(seconds: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: seconds })}.`;
}

const loginWith = (secret: string) => ({ auth: Buffer.from(`alice:${secret}`).toString("base64") });

describe(`the first minutes, in VS Code ${host}`, () => {
  let workbench: Workbench;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
  const statusBar = () => workbench.page.locator(".part.statusbar .statusbar-item", { hasText: /expired/ });

  before(async () => {
    // Wide enough for the pictures of a tour.
    workbench = await openWorkbench({ host, size: { width: 1600, height: 900 } });
  });
  after(() => workbench?.close());

  test("the empty view says what to do, and leads to a tour with pictures", async () => {
    const { page } = workbench;
    const tour = page.locator(".gettingStartedContainer");
    await workbench.openViewContainer("Registries");
    const welcome = workbench.welcome("Registries");
    await welcome.getByRole("button", { name: "Log In…" }).waitFor();
    await workbench.screenshot("first-run-welcome");
    // VS Code says that a folder is trusted a moment after its window has opened.
    await eventually(
      () => welcome.innerText(),
      (text) => !text.includes("not trusted"),
      "a view for a folder that is trusted",
    );
    // VS Code 1.112 shows a tour of its own where it has not read the extensions' tours yet.
    const isOurs = async (): Promise<boolean> => {
      await click(welcome.locator("a", { hasText: "Get Started" }));
      return eventuallyWithin(3_000, () => tour.getByText("Log in once for every tool").isVisible());
    };
    await eventually(isOurs, Boolean, "the tour");
    for (const step of ["Log in", "Browse", "Fix a hosts.toml"]) await tour.getByRole("heading", { name: step, exact: true }).waitFor();
    // The picture of the step is there, not only its place.
    const isDrawn = (): Promise<boolean> =>
      tour
        .getByAltText("A login that says why the registry did not accept a password")
        .evaluate((image) => (image as unknown as { readonly naturalWidth: number }).naturalWidth > 100);
    await eventually(isDrawn, Boolean, "the picture");
    await workbench.screenshot("first-run-tour");
  });

  test("the status bar says that a login is over, and nothing otherwise", async () => {
    assert.equal(await statusBar().count(), 0);
    const auths = { "old.example": loginWith(tokenUntil(1_600_000_000)), "new.example": loginWith(tokenUntil(4_000_000_000)) };
    writeFileSync(configFile(), JSON.stringify({ auths }));
    await statusBar().waitFor();
    assert.match(await statusBar().innerText(), /old\.example: login expired/);
    await workbench.screenshot("first-run-expired");
    writeFileSync(configFile(), JSON.stringify({ auths: { "new.example": auths["new.example"] } }));
    await statusBar().waitFor({ state: "detached" });
  });
});

describe(`a folder that is not trusted, in VS Code ${host}`, () => {
  let workbench: Workbench;
  const marker = (): string => path.join(workbench.sandbox.home, "helper-ran");

  before(async () => {
    workbench = await openWorkbench({
      host,
      workspaceTrust: true,
      userSettings: { "security.workspace.trust.startupPrompt": "never" },
      files: { ".vscode/settings.json": JSON.stringify({ "containerRegistries.registries": ["shared.example"] }) },
      prepare: ({ dockerConfig, home }) => {
        const bin = path.join(home, "bin");
        mkdirSync(bin);
        writeFileSync(path.join(bin, "docker-credential-lab"), `#!/bin/sh\ntouch '${home}/helper-ran'\necho '{}'\n`, { mode: 0o755 });
        writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
        writeFileSync(path.join(dockerConfig, "config.json"), '{"credsStore":"lab"}');
      },
    });
  });
  after(() => workbench?.close());

  test("no credential helper is run before the folder is trusted, and nothing that its settings name is offered", async () => {
    const { page } = workbench;
    await workbench.openViewContainer("Registries");
    const tree = workbench.tree("Registries");
    const helper = "Ask docker-credential-lab…";
    await tree.expand(helper);
    await tree.waitForRows(
      (rows) => rows.some(({ label }) => /docker-credential-lab is not run, since this folder is not trusted/.test(label)),
      "the reason",
    );
    await workbench.screenshot("untrusted-helper");
    assert.deepEqual(
      (await tree.labels()).filter((label) => label.includes("Workspace")),
      [],
    );
    assert.equal(existsSync(marker()), false);

    // The commands about trust come with it; the palette shows those that were there when it opened.
    await page.locator(".part.statusbar", { hasText: "Restricted Mode" }).waitFor();
    await workbench.runCommand("Workspaces: Manage Workspace Trust");
    // The button goes with the click.
    await click(page.locator(".workspace-trust-editor").getByRole("button", { name: "Trust", exact: true }));
    await tree.waitForRow("Add From This Workspace…");
    await tree.waitForRow("It knows no other registries");
    assert.equal(existsSync(marker()), true);
  });
});
