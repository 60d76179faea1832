import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { nodeFileSystem as files } from "../../../../src/node/nodeFileSystem.ts";
import { hostsPlaces } from "../../../../src/services/hostsFiles/wizard.ts";
import { findHostsRoots } from "../../../../src/services/reach/hostsRoots.ts";
import { pullingUser } from "../../../../src/services/reach/rootfulOnly.ts";

void test("where only containerd as root is here, its directory is read, and is the one to write to", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "rootful-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const socket = path.join(folder, "containerd.sock");
  writeFileSync(socket, "");
  mkdirSync(path.join(folder, "rootless/containerd-rootless"), { recursive: true });
  const userOf = (programs: readonly string[], others: { readonly uid?: number; readonly socket?: string; readonly run?: string } = {}) => {
    const { uid = 1000, socket: at = socket, run = "nothing" } = others;
    const find = (program: string): Promise<string | undefined> =>
      Promise.resolve(programs.includes(program) ? `/usr/bin/${program}` : undefined);
    return pullingUser({ files, uid, runtimeDirectory: path.join(folder, run), socket: at }, { find });
  };
  assert.equal(await userOf(["nerdctl", "docker"]), 0);
  assert.equal(await userOf([]), 0, "a node of Kubernetes");
  assert.equal(await userOf(["docker"]), 1000, "Docker's engine brings the containerd");
  assert.equal(await userOf(["nerdctl"], { run: "rootless" }), 1000);
  assert.equal(await userOf(["nerdctl"], { socket: path.join(folder, "none") }), 1000);
  assert.equal(await userOf(["nerdctl"], { uid: 0 }), 0);

  const uid = await userOf(["nerdctl"]);
  const roots = await findHostsRoots(files, { setting: [], environment: { NERDCTL_TOML: "/nowhere" }, homeDirectory: folder, uid });
  assert.deepEqual(roots, ["/etc/containerd/certs.d", "/etc/docker/certs.d"]);
  const places = await hostsPlaces(files, { roots, areSet: false, uid, runtimeDirectory: undefined });
  assert.equal(places[0]?.root, "/etc/containerd/certs.d");
  assert.ok(!places.some(({ root }) => root.startsWith(folder)));
});
