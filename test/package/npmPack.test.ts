import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { npmCommand, root } from "../../scripts/lib/setup.mjs";

/** Without the build before it, which has been made. */
function npmPack(
  folder: string,
  ...options: readonly string[]
): { readonly filename: string; readonly files: readonly { path: string }[] } {
  const [npm, npmArgs, shell] = npmCommand();
  const args = [...npmArgs, "pack", "--json", "--ignore-scripts", "--pack-destination", folder, ...options];
  const [packed] = JSON.parse(execFileSync(npm, args, { cwd: root, shell, stdio: ["ignore", "pipe", "ignore"] }).toString()) as [
    ReturnType<typeof npmPack>,
  ];
  return packed;
}

test("npm pack takes the language server with its check, which runs from the tarball alone", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "npm-pack-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { filename, files } = npmPack(folder);
  const names = files.map(({ path }) => path);
  for (const name of [
    "package.json",
    "README.md",
    "LICENSE",
    "dist/hostsServer.js",
    "dist/shared/yaml.js",
    "docs/hosts-toml.md",
    "schemas/hosts.schema.json",
  ]) {
    assert.ok(names.includes(name), name);
  }
  assert.deepEqual(
    names.filter(
      (name) => !/^(?:package\.json|README\.md|LICENSE|docs\/|schemas\/|dist\/hostsServer\.js$|dist\/server\/|dist\/shared\/)/.test(name),
    ),
    [],
  );
  execFileSync("tar", ["-xzf", join(folder, filename), "-C", folder]);
  const hosts = join(folder, "certs.d/docker.io");
  mkdirSync(hosts, { recursive: true });
  writeFileSync(join(hosts, "hosts.toml"), "foo = 1\n");
  const { status, stdout } = spawnSync(process.execPath, [join(folder, "package/dist/hostsServer.js"), "--check", "certs.d"], {
    cwd: folder,
  });
  assert.equal(status, 1);
  assert.match(stdout.toString(), /^certs\.d\/docker\.io\/hosts\.toml:1:1: warning: .*\[unknown-key\]\n$/);
});
