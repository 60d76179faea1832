import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import type { QuickPickRow } from "../support/workbench/quickInput.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "correct horse/battery:staple";
const auth = Buffer.from(`alice:${password}`).toString("base64");
/** What Docker Desktop leaves behind. */
const left = { auths: { "other.example": {}, "third.example": {} }, credsStore: "desktop" };
/** A helper that fails at everything, and quotes what it is given. */
const hostile = `#!/bin/sh
[ "$1" = list ] && { printf '\\033[31m$(trash) [x](command:y) the vault is sealed'; exit 1; }
cat >&2
exit 1
`;

describe(`where a login is kept, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
  const config = (): Record<string, Record<string, object>> =>
    JSON.parse(readFileSync(configFile(), "utf8")) as Record<string, Record<string, object>>;
  const choices = async (): Promise<readonly QuickPickRow[]> => {
    await workbench.quickInput.waitFor(/\(4\/4\)/);
    return workbench.quickInput.waitForRows((rows) => rows.length > 1, "the places");
  };

  const enterLogin = async (): Promise<void> => {
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor(/^Log In to a Container Registry/);
    await quickInput.type(registry.host);
    await quickInput.pick(`Log in to ${registry.host}`);
    await quickInput.waitFor(/\(2\/4\)/);
    await quickInput.enter("alice");
    await quickInput.waitFor(/\(3\/4\)/);
    await quickInput.enter(password);
  };

  const logOut = async (): Promise<void> => {
    await workbench.notifications.openDialogBy(() => workbench.tree("Registries").clickContextMenu(registry.host, "Log Out"));
    await workbench.notifications.clickDialog("Log Out");
    await workbench.notifications.waitFor(`Logged out of ${registry.host}.`);
    await workbench.notifications.dismissAll();
  };

  before(async () => {
    registry = await startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts: [{ username: "alice", password }] } });
    seedDemo(registry);
    workbench = await openWorkbench({
      host,
      prepare: ({ dockerConfig, home }) => {
        writeFileSync(path.join(dockerConfig, "config.json"), JSON.stringify(left));
        mkdirSync(path.join(home, "bin"));
        writeFileSync(path.join(home, "bin/docker-credential-sealed"), hostile, { mode: 0o755 });
        // VS Code takes PATH from a login shell.
        writeFileSync(path.join(home, ".profile"), `PATH="${path.join(home, "bin")}:$PATH"\n`);
      },
    });
    await workbench.openViewContainer("Registries");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  test("past a store that is gone by a mapping, which goes with the login", async () => {
    await enterLogin();
    const rows = await choices();
    const first = rows.findIndex(({ label }) => label.startsWith("In config.json"));
    const notes = rows
      .slice(0, first)
      .map(({ label, detail }) => `${label} ${detail}`)
      .join(" ");
    assert.match(notes, /docker-credential-desktop is not installed, or not on the PATH that VS Code sees\./);
    assert.match(notes, /other\.example, third\.example\./);
    assert.deepEqual(
      rows.slice(first).map(({ label }) => label),
      ["In config.json, without docker-credential-desktop", "In config.json, for this registry alone"],
    );
    await workbench.screenshot(`login-store-gone-${host}`);
    await workbench.quickInput.pick("In config.json, for this registry alone");
    await workbench.notifications.waitFor("Login Succeeded");
    await workbench.notifications.dismissAll();
    assert.deepEqual(config(), {
      auths: { ...left.auths, [registry.host]: { auth } },
      credsStore: "desktop",
      credHelpers: { [registry.host]: "" },
    });
    await logOut();
    assert.deepEqual(config(), left);
  });

  test("a store that is gone goes when the person says so", async () => {
    await enterLogin();
    await choices();
    await workbench.quickInput.pick("In config.json, without docker-credential-desktop");
    await workbench.notifications.waitFor("Login Succeeded");
    await workbench.notifications.dismissAll();
    assert.deepEqual(config(), { auths: { ...left.auths, [registry.host]: { auth } } });
    await logOut();
    assert.deepEqual(config(), { auths: left.auths });
  });

  test("older logins under other keys are shown one by one, and go by the person's yes", async () => {
    const old = { auth: Buffer.from("old:p").toString("base64") };
    const { host: at } = registry;
    const auths = { [`https://${at}/v1/`]: old, [`${at}/team`]: old, [`${at}/demo`]: { auth } };
    writeFileSync(configFile(), JSON.stringify({ auths: { ...auths, "docker.io": old } }));
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor(/^Log In to a Container Registry/);
    await quickInput.type(at);
    await quickInput.pick(`Log in to ${at}`);
    // The older login was tried, and its user name is known.
    await quickInput.waitForMessage(/not accepted/);
    await quickInput.back();
    await quickInput.waitFor(/\(2\/5\)/);
    await quickInput.enter("alice");
    await quickInput.waitFor(/\(3\/\d\)/);
    await quickInput.enter(password);
    await quickInput.waitFor(/\(4\/5\)/);
    await quickInput.pick("In config.json");
    await quickInput.waitFor(/\(5\/5\)/);
    const rows = await quickInput.waitForRows((all) => all.length === 3, "the older logins");
    assert.deepEqual(
      rows.map(({ label }) => label),
      Object.keys(auths),
    );
    await workbench.screenshot(`login-older-${host}`);
    await quickInput.pick(`${at}/team`);
    await quickInput.accept();
    await workbench.notifications.waitFor("Login Succeeded");
    await workbench.notifications.dismissAll();
    assert.deepEqual(config(), { auths: { [at]: { auth }, [`${at}/demo`]: { auth }, "docker.io": old } });
  });

  test("Log Out asks which login it is for, where there is one to a part of the registry", async () => {
    await workbench.quickInput.openBy(() => workbench.tree("Registries").clickContextMenu(registry.host, "Log Out"), "Log Out");
    await workbench.quickInput.pick(`${registry.host}/demo`);
    const { message } = await workbench.notifications.waitForDialog();
    assert.equal(message, `Log out of ${registry.host}/demo?`);
    await workbench.notifications.clickDialog("Log Out");
    await workbench.notifications.waitFor(`Logged out of ${registry.host}/demo.`);
    await workbench.notifications.dismissAll();
    assert.deepEqual(Object.keys(config()["auths"] ?? {}), ["docker.io", registry.host]);
    await logOut();
    assert.deepEqual(Object.keys(config()["auths"] ?? {}), ["docker.io"]);
  });

  test("Log Out says that a login is still there which its helper cannot erase, and leaves its entry", async () => {
    const stored = { auths: { [registry.host]: {} }, credsStore: "sealed" };
    writeFileSync(configFile(), JSON.stringify(stored));
    const tree = workbench.tree("Registries");
    await tree.waitForRows(
      (rows) => rows.some(({ label, description }) => label === registry.host && /sealed/.test(description)),
      "the helper's login",
    );
    await workbench.notifications.openDialogBy(() => tree.clickContextMenu(registry.host, "Log Out"));
    await workbench.notifications.clickDialog("Log Out");
    await workbench.notifications.waitFor(
      new RegExp(`The login to ${registry.host} is still there: docker-credential-sealed failed at “erase”`),
    );
    await workbench.screenshot(`logout-helper-fails-${host}`);
    await workbench.notifications.dismissAll();
    assert.deepEqual(config(), stored);
  });

  test("a helper that fails is told in its own words, as text, and never with the secret", async () => {
    writeFileSync(configFile(), JSON.stringify({ auths: {}, credsStore: "sealed" }));
    await enterLogin();
    const places = await choices();
    const labels = places.map(({ label }) => label);
    assert.equal(labels[0], "docker-credential-sealed failed at “list” (exit code 1).");
    const said = places[0]?.detail ?? "";
    assert.ok(said.includes("the vault is sealed") && said.includes("$ (trash) [x] (command:y)") && said.includes("\\u{1B}"), said);
    assert.deepEqual(labels.slice(2), ["In config.json, for this registry alone", "With docker-credential-sealed"]);
    await workbench.screenshot(`login-helper-fails-${host}`);
    await workbench.quickInput.pick("With docker-credential-sealed");
    const rows = await workbench.quickInput.waitForRows(
      (all) => /docker-credential-sealed failed at “store”/.test(all[0]?.label ?? "") && all.some(({ label }) => label === "Try again"),
      "the ways out",
    );
    assert.ok(rows.every(({ label, detail }) => !`${label} ${detail}`.includes("battery")));
    await workbench.quickInput.cancel();
    assert.deepEqual(config(), { auths: {}, credsStore: "sealed" });
    assert.ok(!workbench.log("Container Registries").includes("battery"));
  });
});
