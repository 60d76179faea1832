import assert from "node:assert/strict";
import { test } from "node:test";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { explainPullPath } from "../../../../src/hosts/features/explain.ts";
import type { ClientMachine } from "../../../../src/hosts/features/explainClients.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

const main = "/etc/containerd/config.toml";

/** The lines about clients for docker.io: the name of each, and what it reads. */
async function clients(
  version: ContainerdVersion,
  content: Readonly<Record<string, string>>,
  more: Partial<ClientMachine> = {},
): Promise<ReadonlyMap<string, string>> {
  const files = memoryFiles(content);
  const config = await loadContainerdConfig(files, main, version);
  const machine = { config, configHome: "/home/me/.config", set: [], nerdctl: "nerdctl", ...more } as const;
  const text = await explainPullPath(files, { reference: "alpine", client: "nerdctl", version, roots: ["/x"], machine });
  return new Map(
    [...text.matchAll(/^- \*\*(.+?):?\*\*(?:, with and without --local:)? (.+)$/gm)].map(([, name = "", line = ""]) => [name, line]),
  );
}

test("each client has a line that says which file wins, or why none is read", async () => {
  const lines = await clients("2.3", {
    "/etc/containerd/certs.d/docker.io/hosts.toml": "",
    "/etc/docker/certs.d/docker.io/ca.crt": "",
    "/home/me/.config/nerdctl/nerdctl.toml": 'hosts_dir = ["/mine"]\n',
    "/mine/_default/hosts.toml": "",
  });
  const reads = "reads `/etc/containerd/certs.d/docker.io/hosts.toml`.";
  assert.equal(lines.get("nerdctl, as root"), reads);
  assert.equal(lines.get("nerdctl, rootless"), "reads `/mine/_default/hosts.toml`.");
  assert.match(lines.get("Kubernetes (containerd's CRI plugin)") ?? "", /^none: .*for one directory.*Name one directory only/);
  assert.match(lines.get("ctr images pull") ?? "", /^none, since/);
  assert.equal(lines.get("ctr images pull --hosts-dir /etc/containerd/certs.d"), reads);
  assert.equal(
    lines.get("Docker Engine 29 or later, with the containerd image store"),
    "none. `/etc/docker/certs.d/docker.io` comes first, and has no hosts.toml.",
  );
  assert.match(lines.get("Docker Engine otherwise") ?? "", /^none\. .*certs\.d\/docker\.io`, and `\/etc\/docker\/daemon\.json`/);
  assert.match(lines.get("BuildKit") ?? "", /^none\. .*buildkitd\.toml`/);
  assert.equal(lines.size, 8);
});

test("Kubernetes reads what its configuration names, and nothing where it is disabled", async () => {
  const configured = 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/k/"\n';
  const file = { "/k/docker.io/hosts.toml": "" };
  const read = await clients("2.3", { ...file, [main]: configured });
  assert.equal(read.get("Kubernetes (containerd's CRI plugin)"), "reads `/k/docker.io/hosts.toml`.");
  const disabled = await clients("2.3", { ...file, [main]: 'disabled_plugins = ["cri"]\n' });
  assert.match(disabled.get("Kubernetes (containerd's CRI plugin)") ?? "", /^none\. This containerd serves no Kubernetes/);
  assert.match((await clients("2.3", {})).get("nerdctl, rootless") ?? "", /^none\. There is no directory for this registry in /);
});

test("the directories of the setting hold for nerdctl and Kubernetes, whatever their own configuration says", async () => {
  const content = {
    "/set/docker.io/hosts.toml": "",
    "/etc/containerd/certs.d/docker.io/hosts.toml": "",
    "/home/me/.config/nerdctl/nerdctl.toml": 'hosts_dir = ["/mine"]\n',
    [main]: 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/k"\n',
  };
  const lines = await clients("2.3", content, { set: ["/set"] });
  for (const client of ["nerdctl, as root", "nerdctl, rootless", "Kubernetes (containerd's CRI plugin)"])
    assert.equal(lines.get(client), "reads `/set/docker.io/hosts.toml`.");
  assert.equal(lines.get("ctr images pull --hosts-dir /etc/containerd/certs.d"), "reads `/etc/containerd/certs.d/docker.io/hosts.toml`.");
});

test("a Kubernetes that brings its own containerd has a line where its directory is", async () => {
  const lines = await clients("2.3", {
    "/var/snap/microk8s/current/args/certs.d/docker.io/hosts.toml": "",
    "/var/lib/rancher/k3s/agent/etc/containerd/certs.d/quay.io/hosts.toml": "",
  });
  assert.equal(lines.get("MicroK8s"), "reads `/var/snap/microk8s/current/args/certs.d/docker.io/hosts.toml`.");
  assert.match(lines.get("k3s") ?? "", /^none\. There is no directory for this registry/);
  assert.equal(lines.has("RKE2"), false);
});

test("NERDCTL_TOML is the configuration of the user who has it", async () => {
  const content = { "/my.toml": 'hosts_dir = ["/mine"]\n', "/mine/docker.io/hosts.toml": "" };
  const reads = "reads `/mine/docker.io/hosts.toml`.";
  const other = await clients("2.3", content, { nerdctlToml: { path: "/my.toml", user: "other" } });
  assert.deepEqual([other.get("nerdctl, rootless") === reads, other.get("nerdctl, as root") === reads], [true, false]);
  const root = await clients("2.3", content, { nerdctlToml: { path: "/my.toml", user: "root" } });
  assert.deepEqual([root.get("nerdctl, rootless") === reads, root.get("nerdctl, as root") === reads], [false, true]);
});

test("its source has no backslashes: what means something in Markdown is code", async () => {
  const files = memoryFiles({
    [main]: 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/a_b:/[x](command:y)`"\n',
    "/x/docker.io/hosts.toml": 'foo = [1\nca = "![a](http://b)"\n',
  });
  const config = await loadContainerdConfig(files, main, "2.3");
  const machine = { config, configHome: "/home/me/.config", set: [], nerdctl: "nerdctl" } as const;
  const text = await explainPullPath(files, { reference: "alpine", client: "nerdctl", version: "2.3", roots: ["/x"], machine });
  assert.ok(!text.includes("\\"), text);
  assert.match(text, /takes `config_path` in \/etc\/containerd\/config\.toml, ``"\/a_b:\/\[x\]\(command:y\)`"``, for one directory/);
});
