import assert from "node:assert/strict";
import { test } from "node:test";
import type { FileReader } from "../../../../src/core/fileSystem.ts";
import type { PullClient } from "../../../../src/hosts/resolve/lookup.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { pullRoots } from "../../../../src/services/hostsFiles/pullRoots.ts";
import { memoryFiles } from "../../hosts/resolve/memoryFiles.ts";

/** A machine with this /etc/containerd/config.toml, or none. */
function machineWith(config: string | undefined): FileReader {
  return memoryFiles(config === undefined ? {} : { "/etc/containerd/config.toml": config });
}

const system = ["/etc/containerd/certs.d", "/etc/docker/certs.d"];
const rootless = ["/home/me/.config/containerd/certs.d", "/home/me/.config/docker/certs.d"];
const nerdctls = { roots: rootless, areSet: false };

const roots = (
  client: PullClient,
  version: ContainerdVersion,
  directory?: string,
  config?: string,
  machine = nerdctls,
): Promise<readonly string[]> => pullRoots({ client, version, directory }, machine, machineWith(config));

test("Kubernetes looks where containerd's configuration says, and by default nowhere before 2.2", async () => {
  const version3 = '[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/a:/b"\n';
  const version2 = 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\nconfig_path = "/a/"\n';
  assert.deepEqual(await roots("kubernetes", "2.1"), []);
  assert.deepEqual(await roots("kubernetes", "2.1", undefined, "version = 2\n"), []);
  assert.deepEqual(await roots("kubernetes", "2.3", undefined, "no TOML"), []);
  assert.deepEqual(await roots("kubernetes", "2.0", undefined, version3), ["/a", "/b"]);
  assert.deepEqual(await roots("kubernetes", "1.7", "/etc/containerd/certs.d/docker.io", version2), ["/a"]);
});

test("Kubernetes takes several directories for one where the transfer service pulls, as it does by default since 2.2", async () => {
  const local = "version = 3\n[plugins.'io.containerd.cri.v1.images']\nuse_local_image_pull = true\n";
  assert.deepEqual(await roots("kubernetes", "2.3"), [system.join(":")]);
  assert.deepEqual(await roots("kubernetes", "2.3", undefined, local), system);
});

test("the others look where nerdctl does, and everybody where the setting says", async () => {
  assert.deepEqual(await roots("nerdctl", "2.3", `${rootless[0]}/docker.io`), rootless);
  assert.deepEqual(await roots("ctr", "2.3"), rootless);
  assert.deepEqual(await roots("kubernetes", "2.1", "/mine/docker.io", undefined, { roots: ["/mine"], areSet: true }), ["/mine"]);
});

test("a file of another machine's set-up is looked at within its own root", async () => {
  for (const client of ["nerdctl", "kubernetes", "ctr"] as const)
    assert.deepEqual(await roots(client, "2.1", "/infra/certs.d/docker.io"), ["/infra/certs.d"]);
});
