import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "r1ght word";

describe(`what was typed into a login is kept, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");

  before(async () => {
    registry = await startRegistry({ hostname: "localhost", auth: { kind: "basic", accounts: [{ username: "alice", password }] } });
    workbench = await openWorkbench({ host, userSettings: { "containerRegistries.credentials.store": "file" } });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("the password of a pasted address leaves the host's field, and a refused one stands selected", async () => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/3)");
    await quickInput.type("any other");
    await quickInput.pick("Any other registry");
    await quickInput.waitFor("Log In to a Container Registry (2/4)");
    await quickInput.type(`http://alice:wr0ng@${registry.host}`);
    await eventually(
      () => quickInput.value(),
      (value) => value === registry.host,
      "the host alone",
    );
    await workbench.screenshot(`login-pasted-address-${host}`);
    await quickInput.accept();
    await quickInput.waitFor(`Log In to ${registry.host} (3/4)`);
    await eventually(
      () => quickInput.value(),
      (value) => value === "alice",
      "the name of the address",
    );
    await quickInput.accept();
    await quickInput.waitFor("(4/4)");
    assert.deepEqual([await quickInput.value(), await quickInput.isPassword()], ["wr0ng", true]);
    await quickInput.accept();
    await quickInput.waitForMessage(/not accepted/);
    const selection = await quickInput.widget
      .locator(".quick-input-box input")
      .evaluate((field: HTMLInputElement) => [field.value, field.selectionStart, field.selectionEnd]);
    assert.deepEqual(selection, ["wr0ng", 0, 5]);
    await workbench.screenshot(`login-selected-${host}`);
  });

  test("a login that cannot be written is kept until it can", async () => {
    const { quickInput, notifications } = workbench;
    const lock = `${configFile()}.lock`;
    mkdirSync(lock);
    await workbench.page.keyboard.type(password);
    await quickInput.accept();
    const waysOut = await eventually(
      () => quickInput.rows(),
      (rows) => rows.some(({ label }) => label === "Try again"),
      "the way out",
    );
    const why = waysOut.map(({ label, detail }) => `${label} ${detail}`).join(" ");
    assert.ok(why.includes(lock), why);
    await workbench.screenshot(`login-not-written-${host}`);
    await quickInput.back();
    // The list of the ways out has the same title.
    await eventually(() => quickInput.isPassword(), Boolean, "the password's field");
    assert.equal(await quickInput.value(), password);
    rmdirSync(lock);
    assert.equal(existsSync(configFile()), false);
    await quickInput.accept();
    await notifications.waitFor("Login Succeeded");
    const { auths } = JSON.parse(readFileSync(configFile(), "utf8")) as { readonly auths: Record<string, object> };
    assert.deepEqual(auths[registry.host], { auth: Buffer.from(`alice:${password}`).toString("base64") });
  });
});
