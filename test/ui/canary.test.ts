import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { missing, run } from "../support/peers/program.ts";
import { seedDemo } from "../support/registry/seed/seedDemo.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { filesThatHold, formsOf, holds, ProcessHunt } from "../support/secretHunt.ts";
import type { Sandbox } from "../support/vscode/sandbox.ts";
import { versions } from "../support/vscode/versions.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const username = "alice";
/** Such that every encoding changes it. */
const canary = (): string => `canary ${randomBytes(9).toString("hex")}/é?`;
const secrets = { accepted: canary(), refused: canary() };
const forms = { accepted: formsOf(secrets.accepted), refused: formsOf(secrets.refused) };
const withoutPass = missing("docker-credential-pass", "pass", "gpg");
const keychain = "In the keychain, with docker-credential-pass";

const helperRecord = "helper-record";

/**
 * Has the helper write down the arguments and the environment of each of its runs, in the sandbox, which is searched for the passwords:
 * who only looks at processes now and then may miss one.
 */
function recordHelper({ folder, home }: Sandbox): void {
  const bin = path.join(folder, "bin");
  const lines = [
    "#!/bin/sh",
    `{ tr '\\0' ' ' < /proc/$$/cmdline; echo; cat /proc/$$/environ; echo; } >> '${path.join(folder, helperRecord)}'`,
    'PATH="${PATH#*:}" exec docker-credential-pass "$@"',
  ];
  mkdirSync(bin);
  writeFileSync(path.join(bin, "docker-credential-pass"), `${lines.join("\n")}\n`, { mode: 0o755 });
  // VS Code takes PATH from a login shell.
  writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
}

for (const host of versions) {
  describe(`where a password goes, in VS Code ${host}`, { skip: !ProcessHunt.isPossible && "needs /proc" }, () => {
    let registries: readonly RunningRegistry[];
    let workbench: Workbench;
    let hunt: ProcessHunt;

    before(async () => {
      const options = { hostname: "localhost", auth: { kind: "bearer", accounts: [{ username, password: secrets.accepted }] } } as const;
      registries = await Promise.all([startRegistry(options), startRegistry(options)]);
      for (const registry of registries) seedDemo(registry);
      hunt = new ProcessHunt();
      const prepare = (sandbox: Sandbox): void => {
        writeFileSync(path.join(sandbox.dockerConfig, "config.json"), '{"auths":{"other.example":{}}}');
        if (withoutPass === false) recordHelper(sandbox);
      };
      workbench = await openWorkbench({ host, prepare });
      await workbench.openViewContainer("Registries");
      // Then the extension runs, and its log is there.
      await workbench.tree("Registries").waitForRow("other.example");
      await logEverything();
    });
    after(async () => {
      hunt?.stop();
      await withEnvironment("gpgconf", ["--kill", "gpg-agent"]).catch(() => {});
      await workbench?.close();
      for (const registry of registries ?? []) await registry.close();
    });

    const hostAt = (index: 0 | 1): string => registries[index]?.host ?? "";

    function withEnvironment(program: string, args: readonly string[]): ReturnType<typeof run> {
      return run(program, args, { env: { ...process.env, ...workbench.sandbox.environment } });
    }

    /** A log says most at its lowest level. */
    async function logEverything(): Promise<void> {
      const { quickInput } = workbench;
      await workbench.runCommand("Developer: Set Log Level...");
      await quickInput.pick("Container Registries");
      await quickInput.pick("Trace");
      await quickInput.waitForClosed();
    }

    async function logIn(registry: string, place: string): Promise<void> {
      const { quickInput, notifications } = workbench;
      await workbench.runCommand("Container Registries: Log In…");
      await quickInput.waitFor("Log In to a Container Registry (1/");
      await quickInput.type(registry);
      await quickInput.pick(`Log in to ${registry}`);
      await quickInput.waitFor(`Log In to ${registry} (2/`);
      await quickInput.enter(username);
      await quickInput.waitFor(/\(3\//);
      await quickInput.enter(secrets.refused);
      await quickInput.waitForMessage(/not accepted/);
      await quickInput.enter(secrets.accepted);
      await quickInput.waitFor(/\(4\/4\)/);
      await quickInput.pick(place);
      await notifications.waitFor("Login Succeeded");
      await notifications.dismissAll();
      await browse(registry);
    }

    async function browse(registry: string): Promise<void> {
      const tree = workbench.tree("Registries");
      await tree.waitForRow(registry);
      await tree.expand(registry);
      await tree.waitForRow("demo/hello");
      await tree.expand("demo/hello");
      await tree.waitForRows((rows) => rows.some(({ level }) => level === 3), "tags");
      await tree.collapse(registry);
    }

    async function logOut(registry: string): Promise<void> {
      await workbench.notifications.openDialogBy(() => workbench.tree("Registries").clickContextMenu(registry, "Log Out"));
      await workbench.notifications.clickDialog("Log Out");
      await workbench.notifications.waitFor(`Logged out of ${registry}.`);
      // A menu that is opened while the tree is drawn anew goes with the row that it belongs to.
      await workbench.tree("Registries").waitForRows((rows) => rows.every(({ label }) => label !== registry), `${registry} to go`);
      await workbench.notifications.dismissAll();
    }

    /** Everything that VS Code keeps, on the server and in the browser, and everything that was started. */
    async function assertIsOnlyIn(files: readonly string[]): Promise<void> {
      const { sandbox, page } = workbench;
      assert.deepEqual(filesThatHold(sandbox.folder, forms.accepted), files);
      assert.deepEqual(filesThatHold(sandbox.folder, forms.refused), []);
      const browser = Buffer.from(JSON.stringify(await page.context().storageState({ indexedDB: true })));
      assert.ok(browser.includes("vscode-web"), "nothing of VS Code is in the browser's storage");
      for (const wanted of [forms.accepted, forms.refused]) {
        assert.ok(!holds(browser, wanted), "in the browser's storage");
        assert.deepEqual(hunt.programsThatHold(wanted), []);
      }
    }

    const configFile = (): string => path.relative(workbench.sandbox.folder, path.join(workbench.sandbox.dockerConfig, "config.json"));

    test("a login to config.json leaves it there alone", async () => {
      await logIn(hostAt(0), "In config.json");
      await assertIsOnlyIn([configFile()]);
      assert.ok(workbench.log("Container Registries").includes(hostAt(0)), "the log says nothing of what happened");
    });

    test("a login to a helper leaves it in the helper's store alone", { skip: withoutPass }, async () => {
      const key = await withEnvironment("gpg", [
        "--batch",
        "--passphrase",
        "",
        "--quick-generate-key",
        "test@registry.example",
        "default",
        "default",
        "never",
      ]);
      assert.equal(key.exitCode, 0, key.stderr);
      assert.equal((await withEnvironment("pass", ["init", "test@registry.example"])).exitCode, 0);
      await logIn(hostAt(1), keychain);
      const record = readFileSync(path.join(workbench.sandbox.folder, helperRecord), "utf8");
      for (const action of ["store", "get"]) assert.match(record, new RegExp(`docker-credential-pass ${action} $`, "m"));
      await assertIsOnlyIn([configFile()]);
      await logOut(hostAt(1));
    });

    test("a logout leaves it nowhere", async () => {
      await logOut(hostAt(0));
      await assertIsOnlyIn([]);
    });
  });
}
