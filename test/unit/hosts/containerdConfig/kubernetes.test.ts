import assert from "node:assert/strict";
import { test } from "node:test";
import { kubernetesReading } from "../../../../src/hosts/containerdConfig/kubernetes.ts";
import { loadContainerdConfig } from "../../../../src/hosts/containerdConfig/loadConfig.ts";
import { whyNotRead } from "../../../../src/hosts/containerdConfig/whyNotRead.ts";
import type { ContainerdVersion } from "../../../../src/hosts/versions.ts";
import { memoryFiles } from "../resolve/memoryFiles.ts";

const main = "/etc/containerd/config.toml";
const certs = "/etc/containerd/certs.d";
const v3 = (registry: string, images = ""): string =>
  `version = 3\n[plugins."io.containerd.cri.v1.images"]\n${images}\n[plugins."io.containerd.cri.v1.images".registry]\n${registry}\n`;
const v2 = (registry: string): string => `version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n${registry}\n`;
const two = `config_path = "${certs}:/etc/docker/certs.d"`;
const mirrors = '[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["https://m"]';
const tls = '[plugins."io.containerd.grpc.v1.cri".registry.configs."r".tls]\nca_file = "/x"';

/** A config.toml, the release, what it comes to, and why the files below /etc/containerd/certs.d are not read. */
const cases: readonly (readonly [config: string | undefined, version: ContainerdVersion, kind: string, why: RegExp | undefined])[] = [
  [undefined, "2.1", "not-set", /^config_path is not set\. Set it: config_path = "[^"]*" in \[plugins\."io\.containerd\.cri\.v1\.images"/],
  [
    undefined,
    "2.2",
    "joined",
    /takes its default config_path, "[^"]*", for one directory, .*Name one directory only: config_path = "\/etc\/containerd\/certs\.d" in/,
  ],
  ["version = 2\n", "1.7", "not-set", / in \[plugins\."io\.containerd\.grpc\.v1\.cri"\.registry\]\.$/],
  ["", "1.7", "not-set", / in \[plugins\.cri\.registry\]\.$/],
  ["version = 2\n", "2.3", "joined", /its default config_path.*io\.containerd\.grpc\.v1\.cri/],
  [v3(two), "2.0", "roots local", undefined],
  [v3(two), "2.1", "joined", /takes config_path in \/etc\/containerd\/config\.toml, /],
  [v2(two), "1.7", "roots local", undefined],
  [v2(two), "2.3", "joined", /for one directory/],
  [v3(`config_path = "${certs}/"`), "2.3", "roots transfer", undefined],
  [v3(`config_path = "${certs}//."`), "2.3", "roots transfer", undefined],
  [v3('config_path = "/other"'), "2.3", "roots transfer", /^config_path in \/etc\/containerd\/config\.toml is "\/other"\.$/],
  [v3(two, "use_local_image_pull = true"), "2.3", "roots local use_local_image_pull", undefined],
  [v3(two, "use_local_image_pull = false"), "2.3", "joined", /for one directory/],
  [v3(two, "discard_unpacked_layers = true"), "2.3", "roots local discard_unpacked_layers", undefined],
  [v3(two, "disable_snapshot_annotations = false"), "2.3", "roots local disable_snapshot_annotations", undefined],
  [v3(two, "max_concurrent_downloads = 5"), "2.3", "roots local max_concurrent_downloads", undefined],
  [v3(two, "max_concurrent_downloads = 3"), "2.3", "joined", /for one directory/],
  [v3(two, "image_pull_with_sync_fs = true"), "2.3", "roots local image_pull_with_sync_fs", undefined],
  [v3("", "max_concurrent_downloads = 5"), "2.3", "roots local max_concurrent_downloads", undefined],
  [v2(`${two}\n${tls}`), "2.3", "roots local registry.configs", undefined],
  [v2(`${two}\n${tls}`), "1.7", "conflict", /has registry\.configs beside config_path.*nothing can be pulled at all/],
  [v2(`${two}\n${mirrors}`), "1.7", "conflict", /has registry\.mirrors beside config_path/],
  [v2(`${two}\n${mirrors}`), "2.3", "conflict", /has registry\.mirrors beside config_path/],
  [v2(mirrors), "2.3", "mirrors", /has registry\.mirrors, which containerd uses instead/],
  [v2(mirrors), "1.7", "mirrors", /has registry\.mirrors, which containerd uses instead/],
  [v3('config_path = ["/a"]'), "2.3", "wrong-type", /is not a string/],
  ['disabled_plugins = ["cri"]\n', "1.7", "disabled", undefined],
  ['disabled_plugins = ["cri"]\n', "2.3", "disabled", undefined],
  ['version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n', "1.7", "disabled", undefined],
  ['version = 2\ndisabled_plugins = ["cri"]\n', "2.3", "broken", /must give plugins their full names/],
  [
    v2(`config_path = "${certs}"`).replace("version = 2", "version = 3"),
    "2.1",
    "not-set",
    /The config_path in \[plugins\."io\.containerd\.grpc\.v1\.cri"\.registry\] of .* is ignored: .* Set it: .* in \[plugins\."io\.containerd\.cri\.v1\.images"/,
  ],
  [v2(`config_path = "${certs}"`).replace("version = 2", "version = 3"), "2.2", "joined", /is ignored: /],
  [v2(`config_path = "${certs}"`).replace("version = 2", "version = 3"), "2.3", "roots transfer", undefined],
  [v2(`config_path = "${certs}"`).replace("version = 2\n", ""), "1.7", "not-set", /is ignored/],
  ["version = 3\n", "1.7", "broken", /does not start: .* has a version that this release does not know/],
  ["no TOML", "2.3", "broken", /does not start: .* is not TOML/],
];

for (const [config, version, expected, why] of cases) {
  test(`Kubernetes with containerd ${version} and ${JSON.stringify(config)}`, async () => {
    const files = memoryFiles(config === undefined ? {} : { [main]: config });
    const loaded = await loadContainerdConfig(files, main, version);
    const reading = kubernetesReading(loaded, version);
    const pull = reading.kind === "roots" ? [reading.pull.way, reading.pull.because] : [];
    assert.equal([reading.kind, ...pull].filter((each) => each !== undefined).join(" "), expected);
    const not = whyNotRead(loaded, version, certs);
    if (why === undefined) assert.equal(not, undefined);
    else assert.match(not?.reason ?? "", why);
  });
}

test("what it cannot read, it does not know, and offers the command that can", async () => {
  const files = memoryFiles({ [main]: "version = 3\n" });
  const denied = { ...files, readFile: () => Promise.reject(Object.assign(new Error("EACCES"), { code: "EACCES" })) };
  const not = whyNotRead(await loadContainerdConfig(denied, main, "2.3"), "2.3", certs);
  assert.deepEqual(not, {
    isKnown: false,
    reason: `${main} cannot be read by this user. The command sudo containerd config dump shows what containerd reads.`,
  });
});
