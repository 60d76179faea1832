import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { versions } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "correct horse/battery:staple";
const accounts = [{ username: "alice", password }];

for (const host of versions) {
  describe(`logging in, in VS Code ${host}`, () => {
    let registry: RunningRegistry;
    let workbench: Workbench;
    const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
    const logIn = "Container Registries: Log In…";

    /** Types a host into the list of providers, and waits for the user name's field. */
    const startAt = async (typed: string): Promise<void> => {
      const { quickInput } = workbench;
      await workbench.runCommand(logIn);
      await quickInput.waitFor("Log In to a Container Registry (1/3)");
      await quickInput.type(typed);
      await quickInput.pick(`Log in to ${typed}`);
      await quickInput.waitFor(`Log In to ${registry.host} (2/3)`);
    };

    before(async () => {
      registry = await startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts } });
      seedDemo(registry);
      workbench = await openWorkbench({ host, userSettings: { "containerRegistries.credentials.store": "file" } });
      await workbench.openViewContainer("Registries");
    });
    after(async () => {
      await workbench?.close();
      await registry?.close();
    });

    test("Escape at any step writes nothing", async () => {
      const { quickInput } = workbench;
      await workbench.runCommand(logIn);
      await quickInput.waitFor("Log In to a Container Registry (1/3)");
      await quickInput.cancel();
      await startAt(registry.host);
      await quickInput.enter("alice");
      await quickInput.waitFor(/\(3\/3\)/);
      await quickInput.type(password);
      await quickInput.cancel();
      assert.equal(existsSync(configFile()), false);
    });

    test("a host that is none, or where nothing answers, is said at its field", async () => {
      const { quickInput } = workbench;
      await workbench.runCommand(logIn);
      await quickInput.waitFor("Log In to a Container Registry (1/3)");
      await quickInput.type("any other");
      await quickInput.pick("Any other registry");
      await quickInput.waitFor("Log In to a Container Registry (2/4)");
      await quickInput.type("two words");
      await quickInput.waitForMessage("A host cannot contain spaces.");
      await quickInput.enter("localhost:1");
      await quickInput.waitForMessage("Connection refused by localhost:1.");
      await workbench.screenshot(`login-host-${host}`);
      await quickInput.enter(registry.host);
      await quickInput.waitFor(`Log In to ${registry.host} (3/4)`);
      await quickInput.back();
      await quickInput.waitFor("Log In to a Container Registry (2/4)");
      assert.equal(await quickInput.value(), registry.host);
      await quickInput.cancel();
    });

    test("a wrong password keeps the person on the field; the right one is saved as docker saves it", async () => {
      const { quickInput, notifications } = workbench;
      await startAt(registry.host);
      await quickInput.enter("alice");
      await quickInput.waitFor(/\(3\/3\)/);
      assert.equal(await quickInput.isPassword(), true);
      registry.requests.clear();
      await quickInput.enter("wrong");
      await quickInput.waitForMessage(/not accepted/);
      assert.equal(
        registry.requests.lines().filter((line) => line.includes("/token")).length,
        1,
        "one failed authentication for one Enter",
      );
      await workbench.screenshot(`login-refused-${host}`);
      assert.equal(existsSync(configFile()), false);
      await quickInput.enter(password);
      const { message, severity } = await notifications.waitFor("Login Succeeded");
      assert.equal(severity, "info");
      assert.ok(message.includes(configFile()), message);
      await workbench.screenshot(`login-succeeded-${host}`);

      const auth = Buffer.from(`alice:${password}`).toString("base64");
      assert.equal(
        readFileSync(configFile(), "utf8"),
        `{\n\t"auths": {\n\t\t"${registry.host}": {\n\t\t\t"auth": "${auth}"\n\t\t}\n\t}\n}`,
      );
      assert.equal(statSync(configFile()).mode & 0o777, 0o600);
      assert.deepEqual(readdirSync(workbench.sandbox.dockerConfig), ["config.json"]);
      await notifications.dismissAll();
    });

    test("the tree shows what the login opens", async () => {
      const tree = workbench.tree("Registries");
      await eventually(
        () => tree.element.locator(".monaco-list-row.selected .label-name").allInnerTexts(),
        ([label]) => label === registry.host,
        "the registry to be selected",
      );
      await tree.expand(registry.host);
      await tree.waitForRow("demo/hello");
    });

    test("a login that the registry has taken back offers a new one in its place", async () => {
      const tree = workbench.tree("Registries");
      const stale = Buffer.from("alice:old").toString("base64");
      const saved = readFileSync(configFile(), "utf8");
      writeFileSync(configFile(), JSON.stringify({ auths: { [registry.host]: { auth: stale } } }));
      const refusal = `The user name or password was not accepted at ${registry.host}. It says: “incorrect username or password”.`;
      await tree.waitForRow(refusal);
      await workbench.screenshot(`login-stored-refused-${host}`);
      // The stored login was tried, and its user name is known.
      await workbench.quickInput.openBy(() => tree.clickInlineAction(refusal, "Log In…"), `Log In to ${registry.host} (2/2)`);
      await workbench.quickInput.waitForMessage(`The stored login of alice was tried first. ${refusal}`);
      await workbench.screenshot(`login-stored-tried-${host}`);
      await workbench.quickInput.back();
      await workbench.quickInput.waitFor(`Log In to ${registry.host} (1/2)`);
      assert.equal(await workbench.quickInput.value(), "alice");
      await workbench.quickInput.accept();
      await workbench.quickInput.waitFor(/\(2\/2\)/);
      await workbench.quickInput.enter(password);
      await workbench.notifications.waitFor("Login Succeeded");
      await tree.waitForRow("demo/hello");
      assert.equal(JSON.parse(readFileSync(configFile(), "utf8")).auths[registry.host].auth, JSON.parse(saved).auths[registry.host].auth);
      await workbench.notifications.dismissAll();
    });

    test("Log Out undoes it, after a confirmation", async () => {
      const tree = workbench.tree("Registries");
      const { message } = await workbench.notifications.openDialogBy(() => tree.clickContextMenu(registry.host, "Log Out"));
      assert.equal(message, `Log out of ${registry.host}?`);
      await workbench.screenshot(`logout-${host}`);
      await workbench.notifications.clickDialog("Log Out");
      await workbench.notifications.waitFor(`Logged out of ${registry.host}.`);
      await workbench.welcome("Registries").waitFor();
      assert.deepEqual(JSON.parse(readFileSync(configFile(), "utf8")), { auths: {} });
    });

    test("no secret is in the log", () => {
      const log = workbench.log("Container Registries");
      assert.ok(log.length > 0);
      for (const secret of [password, Buffer.from(`alice:${password}`).toString("base64")]) assert.ok(!log.includes(secret));
    });
  });
}
