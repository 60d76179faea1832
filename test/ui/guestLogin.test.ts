import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import { version as host } from "../support/vscode/versions.ts";
import { eventually } from "../support/workbench/eventually.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const password = "s3cret-of-the-guest";
const accounts = [{ username: "alice", password }];

/** Lists one running instance, and notes what is run in it. */
const limactl = `#!/bin/sh
if [ "$1" = list ]; then
  echo '{"name":"default","status":"Running"}'
else
  echo "$*" >> "$HOME/in-guest"
  sleep 60
fi
`;

describe(`logging in where nerdctl runs in a guest, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  const configFile = (): string => path.join(workbench.sandbox.dockerConfig, "config.json");
  const inGuest = (): string => {
    const file = path.join(workbench.sandbox.home, "in-guest");
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };

  before(async () => {
    registry = await startRegistry({ hostname: "localhost", auth: { kind: "bearer", accounts } });
    workbench = await openWorkbench({
      host,
      userSettings: { "containerRegistries.credentials.store": "file" },
      prepare: ({ home }) => {
        const bin = path.join(home, "bin");
        mkdirSync(bin);
        writeFileSync(path.join(bin, "limactl"), limactl, { mode: 0o755 });
        // VS Code takes PATH from a login shell.
        writeFileSync(path.join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
      },
    });
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  const typeLogin = async (): Promise<void> => {
    await workbench.openViewContainer("Registries");
    const { quickInput } = workbench;
    await workbench.runCommand("Container Registries: Log In…");
    await quickInput.waitFor("Log In to a Container Registry (1/");
    await quickInput.type(registry.host);
    await quickInput.pick(`Log in to ${registry.host}`);
    await quickInput.waitFor(`Log In to ${registry.host} (2/4)`);
    await quickInput.enter("alice");
    await quickInput.waitFor(/\(3\/4\)/);
    await quickInput.enter(password);
    await quickInput.waitFor(/\(4\/4\)/);
  };

  test("it is said before saving, and Escape writes nothing", async () => {
    const { quickInput } = workbench;
    await typeLogin();
    const rows = await quickInput.waitForRows((all) => all.some(({ label }) => label === "Here"), "the places");
    assert.deepEqual(
      rows.map(({ label }) => label).filter((label) => /Here|Only/.test(label)),
      ["Here", "Here and in Lima (default)", "Only in Lima (default)"],
    );
    await workbench.screenshot(`login-guest-${host}`);
    await quickInput.cancel();
    assert.deepEqual([existsSync(configFile()), inGuest()], [false, ""]);
  });

  test("the login goes here and, by a command that asks for the password there, into the guest", async () => {
    const { quickInput, notifications } = workbench;
    await typeLogin();
    await quickInput.pick("Here and in Lima (default)");
    await notifications.waitFor(`Login Succeeded: ${registry.host}.`);
    assert.ok(registry.host in JSON.parse(readFileSync(configFile(), "utf8")).auths);
    const commands = await eventually(() => Promise.resolve(inGuest()), Boolean, "the command in the guest");
    assert.equal(commands, `shell default nerdctl login --username alice ${registry.host}\n`);
  });
});
