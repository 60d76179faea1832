import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../unit/hosts/resolve/memoryFiles.ts";
import { type TestClient, withClient } from "./client.ts";

const uri = "file:///etc/containerd/certs.d/docker.io/hosts.toml";
const settings = { fileChecks: true, directories: ["/etc/containerd/certs.d"], containerdVersion: "2.3" };
const mirror = '[host."https://m"]\n';
const main = "/etc/containerd/config.toml";
const dropIn = "/etc/containerd/conf.d/a.toml";

/** A machine whose files change, and are watched, by hand. */
function changingMachine(files: Readonly<Record<string, string>>) {
  const content: Record<string, string> = { ...files };
  const reads: string[] = [];
  const watched = new Map<string, () => void>();
  const reader = memoryFiles(content);
  return {
    reads,
    watched,
    change: (path: string, text: string): void => {
      content[path] = text;
      watched.get(path)?.();
    },
    machine: {
      files: {
        ...reader,
        readFile: (path: string) => {
          reads.push(path);
          return reader.readFile(path);
        },
      },
      watch: {
        watchFile(path: string, onDidChange: () => void) {
          watched.set(path, onDidChange);
          return { dispose: () => void (watched.get(path) === onDidChange && watched.delete(path)) };
        },
      },
    },
  };
}

/** The next diagnostics with, or without, the finding about config.toml. */
async function until(client: TestClient, fires: boolean): Promise<void> {
  for (;;) {
    const { diagnostics } = await client.diagnostics();
    if (diagnostics.some(({ code }) => code === "directory-not-configured") === fires) return;
  }
}

test("containerd's configuration is read once for many edits, and again when a drop-in of it changes", async () => {
  const { machine, reads, watched, change } = changingMachine({
    [main]: 'version = 3\nimports = ["conf.d/*.toml"]\n',
    [dropIn]: 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/elsewhere"\n',
  });
  await withClient(async (client) => {
    await client.initialize(settings);
    await client.open(uri, mirror);
    await until(client, true);
    for (let version = 2; version < 5; version++) {
      await client.change(uri, `${mirror}# ${version}\n`, version);
      await client.diagnostics();
      await client.diagnostics();
    }
    assert.deepEqual(reads, [main, dropIn]);
    assert.deepEqual([...watched.keys()], [main, "/etc/containerd/conf.d", dropIn]);
    change(dropIn, 'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\nconfig_path = "/etc/containerd/certs.d"\n');
    await until(client, false);
    assert.deepEqual(reads, [main, dropIn, main, dropIn]);
  }, machine);
});
