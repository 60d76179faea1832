import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { FileSystem } from "../../../src/core/fileSystem.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { prepareInstall, writeNewFiles } from "../../../src/services/hostsNewFile.ts";

const folder = mkdtempSync(path.join(tmpdir(), "container-registries-new-"));
after(() => rmSync(folder, { recursive: true }));

test("makes the files and their directories, readable by everybody", async () => {
  const file = path.join(folder, "certs.d/reg.example:5000/hosts.toml");
  assert.equal(await writeNewFiles([{ path: file, content: "# ü\n" }], nodeFileSystem), "written");
  assert.equal(readFileSync(file, "utf8"), "# ü\n");
  assert.equal(statSync(file).mode & 0o777, 0o644);
  await assert.rejects(writeNewFiles([{ path: file, content: "other" }], nodeFileSystem), { code: "EEXIST" });
  assert.equal(readFileSync(file, "utf8"), "# ü\n");
});

test("says where it may not write", async () => {
  for (const code of ["EACCES", "EPERM", "EROFS"]) {
    const refused: FileSystem = { ...nodeFileSystem, makeDirectory: () => Promise.reject(Object.assign(new Error(code), { code })) };
    assert.equal(await writeNewFiles([{ path: "/etc/x/hosts.toml", content: "" }], refused), "denied");
  }
});

test("the command for a terminal installs what was asked for, and shows none of it", async () => {
  const temporary = path.join(folder, "temporary it's");
  mkdirSync(temporary);
  const target = path.join(folder, "with 'quotes' and $HOME", "reg.example:5000");
  const files = [
    { path: path.join(target, "ca.crt"), content: "the authority\n" },
    { path: path.join(target, "hosts.toml"), content: 'x-token = "s3cret"\n' },
  ];
  const command = await prepareInstall(files, temporary, nodeFileSystem);
  assert.ok(!command.includes("s3cret"));
  const [made = ""] = readdirSync(temporary);
  assert.equal(statSync(path.join(temporary, made)).mode & 0o777, 0o700);
  execFileSync("/bin/sh", ["-c", command.replaceAll("sudo ", "")]);
  for (const file of files) assert.equal(readFileSync(file.path, "utf8"), file.content);
  assert.equal(statSync(path.join(target, "hosts.toml")).mode & 0o777, 0o644);
});
