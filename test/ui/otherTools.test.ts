import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { missing, run } from "../support/peers/program.ts";
import { type RunningRegistry, startRegistry } from "../support/registry/startRegistry.ts";
import type { Sandbox } from "../support/vscode/sandbox.ts";
import { version as host } from "../support/vscode/versions.ts";
import type { Tree } from "../support/workbench/tree.ts";
import { openWorkbench, type Workbench } from "../support/workbench/workbench.ts";

const [username, password] = ["alice", "correct horse"];

describe(`logins that other tools write while the tree is shown, in VS Code ${host}`, () => {
  let registry: RunningRegistry;
  let workbench: Workbench;
  let tree: Tree;

  before(async () => {
    registry = await startRegistry({ auth: { kind: "basic", accounts: [{ username, password }] } });
    // docker would choose a helper by itself for a file without an entry.
    const prepare = ({ dockerConfig }: Sandbox): void =>
      writeFileSync(path.join(dockerConfig, "config.json"), '{"auths":{"other.example":{}}}');
    workbench = await openWorkbench({ host, prepare });
    await workbench.openViewContainer("Registries");
    tree = workbench.tree("Registries");
    await tree.waitForRow("other.example");
  });
  after(async () => {
    await workbench?.close();
    await registry?.close();
  });

  /** Runs a tool as the person would in a terminal; gives the milliseconds from its end until the tree shows what is wanted. */
  async function msUntilShown(program: string, args: readonly string[], isWanted: () => Promise<unknown>): Promise<number> {
    const env = { ...process.env, ...workbench.sandbox.environment, DOCKER_HOST: "unix:///nonexistent.sock" };
    const { exitCode, stderr } = await run(program, args, { env, input: password });
    const endedAt = performance.now();
    assert.equal(exitCode, 0, stderr);
    await isWanted();
    return performance.now() - endedAt;
  }

  const isShown = (description: string) => (): Promise<unknown> =>
    tree.waitForRows(
      (rows) => rows.some((row) => row.label === registry.host && row.description === description),
      `${registry.host} ${description}`,
    );
  const isGone = (): Promise<unknown> =>
    tree.waitForRows((rows) => rows.every((row) => row.label !== registry.host), `no ${registry.host}`);

  test("docker login and logout show by themselves", { skip: missing("docker") }, async (t) => {
    const login = await msUntilShown(
      "docker",
      ["login", "--username", username, "--password-stdin", registry.host],
      isShown(`as ${username}`),
    );
    const logout = await msUntilShown("docker", ["logout", registry.host], isGone);
    t.diagnostic(`${Math.round(login)} ms, ${Math.round(logout)} ms`);
  });

  test("what podman's file gets shows by itself, and says that it is podman's", { skip: missing("skopeo") }, async (t) => {
    const folder = path.join(workbench.sandbox.home, ".config/containers");
    mkdirSync(folder, { recursive: true });
    const file = ["--authfile", path.join(folder, "auth.json")];
    const login = await msUntilShown(
      "skopeo",
      ["login", ...file, "--tls-verify=false", "--username", username, "--password-stdin", registry.host],
      isShown(`as ${username}, podman`),
    );
    const logout = await msUntilShown("skopeo", ["logout", ...file, registry.host], isGone);
    t.diagnostic(`${Math.round(login)} ms, ${Math.round(logout)} ms`);
  });

  test("an entry that another tool left without a login can be removed", async () => {
    await workbench.notifications.openDialogBy(() => tree.clickContextMenu("other.example", "Log Out"));
    await workbench.notifications.clickDialog("Log Out");
    await workbench.notifications.waitFor("Logged out of other.example.");
    await workbench.welcome("Registries").waitFor();
    assert.deepEqual(JSON.parse(readFileSync(path.join(workbench.sandbox.dockerConfig, "config.json"), "utf8")), { auths: {} });
  });
});
