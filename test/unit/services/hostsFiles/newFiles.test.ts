import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import type { FileSystem } from "../../../../src/core/fileSystem.ts";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { commandLine } from "../../../../src/core/shellQuote.ts";
import { type NewFile, planInstall, prepareInstall } from "../../../../src/services/hostsFiles/newFiles.ts";
import { writeNewFiles } from "../../../../src/services/hostsFiles/writeNewFiles.ts";
import { MemoryFileSystem } from "../../credentials/support/memoryFileSystem.ts";

const folder = mkdtempSync(path.join(tmpdir(), "container-registries-new-"));
after(() => rmSync(folder, { recursive: true }));

test("makes the files and their directories, readable by everybody", async () => {
  const file = path.join(folder, "certs.d/reg.example:5000/hosts.toml");
  assert.equal(await writeNewFiles([{ path: file, content: "# ü\n" }], nodeFileSystem), "written");
  assert.equal(readFileSync(file, "utf8"), "# ü\n");
  assert.equal(statSync(file).mode & 0o777, 0o644);
  await assert.rejects(writeNewFiles([{ path: file, content: "other" }], nodeFileSystem), { code: "exists-already" });
  assert.equal(readFileSync(file, "utf8"), "# ü\n");
});

const pair = [
  { path: "/certs.d/r:5000/ca.crt", content: "the authority\n" },
  { path: "/certs.d/r:5000/hosts.toml", content: 'ca = "ca.crt"\n' },
];

/** Fails the nth call of an operation with a system error. */
function failing(files: MemoryFileSystem, operation: keyof FileSystem, nth: number, code: string): void {
  const calls = { left: nth };
  files.before = (called) => {
    if (called === operation && --calls.left === 0) throw Object.assign(new Error(code), { code });
  };
}

const failures: readonly (readonly [operation: keyof FileSystem, nth: number])[] = [
  ["makeDirectory", 1],
  ["createFile", 1],
  ["createFile", 2],
  ["rename", 1],
  ["rename", 2],
];

for (const [operation, nth] of failures) {
  test(`writes all or nothing: ${operation}, call ${nth}`, async () => {
    for (const code of ["EACCES", "EPERM", "EROFS"]) {
      const files = new MemoryFileSystem().mkdir("/certs.d");
      failing(files, operation, nth, code);
      assert.equal(await writeNewFiles(pair, files), "denied");
      assert.deepEqual([...files.nodes.keys()], ["/", "/certs.d"]);
    }
    const files = new MemoryFileSystem().write("/certs.d/r:5000/me.crt", "mine");
    failing(files, operation === "makeDirectory" ? "stat" : operation, nth, "ENOSPC");
    await assert.rejects(writeNewFiles(pair, files), { code: "not-written", params: { path: pair[nth - 1]?.path ?? "" } });
    assert.deepEqual(files.files, ["/certs.d/r:5000/me.crt"]);
  });
}

const replacing = [
  { path: "/certs.d/a/hosts.toml", content: "new a\n", replaces: "old a\n" },
  { path: "/certs.d/b/hosts.toml", content: "new b\n", replaces: "old b\n" },
  { path: "/certs.d/c/hosts.toml", content: "new c\n" },
];
const withOld = (): MemoryFileSystem =>
  new MemoryFileSystem().write("/certs.d/a/hosts.toml", "old a\n").write("/certs.d/b/hosts.toml", "old b\n");
const textsOf = (files: MemoryFileSystem): readonly (string | undefined)[] => files.files.map((each) => files.text(each));

test("a file is replaced by the one that was shown beside it", async () => {
  const files = withOld();
  assert.equal(await writeNewFiles(replacing, files), "written");
  assert.deepEqual(textsOf(files), ["new a\n", "new b\n", "new c\n"]);
  assert.equal(files.files.length, 3);
});

test("a file that is another one by now is left as it is, and all the others with it", async () => {
  for (const other of ["/certs.d/a/hosts.toml", "/certs.d/b/hosts.toml"]) {
    const files = withOld().write(other, "theirs\n");
    const before = textsOf(files);
    await assert.rejects(writeNewFiles(replacing, files), { code: "changed-meanwhile", params: { path: other } });
    assert.deepEqual(textsOf(files), before);
  }
});

for (const [operation, nth] of [
  ["createFile", 2],
  ["makeDirectory", 1],
  ["rename", 1],
  ["rename", 2],
  ["rename", 3],
] as const) {
  test(`puts back what was replaced: ${operation}, call ${nth}`, async () => {
    for (const code of ["ENOSPC", "EACCES"]) {
      const files = withOld();
      failing(files, operation, nth, code);
      const result = writeNewFiles(replacing, files);
      if (code === "EACCES") assert.equal(await result, "denied");
      else await assert.rejects(result, { code: "not-written" });
      assert.deepEqual(textsOf(files), ["old a\n", "old b\n"]);
      assert.deepEqual(files.files, ["/certs.d/a/hosts.toml", "/certs.d/b/hosts.toml"]);
    }
  });
}

test("a replaced file keeps its mode, and a link goes on being one", async () => {
  const [target, link] = [path.join(folder, "target.toml"), path.join(folder, "link.toml")];
  writeFileSync(target, "old\n", { mode: 0o600 });
  symlinkSync(target, link);
  await writeNewFiles([{ path: link, content: "new\n", replaces: "old\n" }], nodeFileSystem);
  assert.equal(readFileSync(target, "utf8"), "new\n");
  assert.equal(statSync(target).mode & 0o777, 0o600);
  assert.ok(lstatSync(link).isSymbolicLink());
});

test("what somebody else makes meanwhile is left as it is", async () => {
  const files = new MemoryFileSystem();
  files.before = (operation, at) => {
    if (operation === "rename" && at.endsWith("ca.crt")) files.write("/certs.d/r:5000/hosts.toml", "# theirs\n");
  };
  await assert.rejects(writeNewFiles(pair, files), { code: "exists-already" });
  assert.deepEqual(files.files, ["/certs.d/r:5000/hosts.toml"]);
  assert.equal(files.text("/certs.d/r:5000/hosts.toml"), "# theirs\n");
});

test("the command for a terminal replaces what the person was shown, and nothing else", async () => {
  const temporary = path.join(folder, "temporary");
  const directory = path.join(folder, "theirs");
  const target = path.join(directory, "hosts.toml");
  mkdirSync(temporary);
  mkdirSync(directory);
  const run = async (file: NewFile): Promise<void> => {
    const install = planInstall([{ path: path.join(directory, "ca.crt"), content: "ca" }, file], temporary);
    await prepareInstall(install, nodeFileSystem);
    execFileSync("/bin/sh", ["-c", commandLine("posix", install.commands).replaceAll("sudo ", "")], { stdio: "ignore" });
  };
  writeFileSync(target, "# root's\n", { mode: 0o600 });
  await assert.rejects(run({ path: target, content: "# new\n" }), "it came to be meanwhile");
  await assert.rejects(run({ path: target, content: "# new\n", replaces: "# shown\n" }), "it is another one by now");
  assert.equal(readFileSync(target, "utf8"), "# root's\n");
  assert.deepEqual(readdirSync(directory), ["hosts.toml"]);
  await run({ path: target, content: "# new\n", replaces: "# root's\n" });
  assert.equal(readFileSync(target, "utf8"), "# new\n");
  assert.equal(statSync(target).mode & 0o777, 0o600);
});

test("the command for a terminal installs what was asked for, and shows none of it", async () => {
  const temporary = path.join(folder, "temporary it's");
  mkdirSync(temporary);
  const target = path.join(folder, "with 'quotes' and $HOME", "reg.example:5000");
  const files = [
    { path: path.join(target, "ca.crt"), content: "the authority\n" },
    { path: path.join(target, "hosts.toml"), content: 'x-token = "s3cret"\n' },
  ];
  const install = planInstall(files, temporary);
  assert.deepEqual(readdirSync(temporary), []);
  await prepareInstall(install, nodeFileSystem);
  const command = commandLine("posix", install.commands);
  assert.ok(!command.includes("s3cret"));
  const [made = ""] = readdirSync(temporary);
  assert.equal(statSync(path.join(temporary, made)).mode & 0o777, 0o700);
  execFileSync("/bin/sh", ["-c", command.replaceAll("sudo ", "")]);
  for (const file of files) assert.equal(readFileSync(file.path, "utf8"), file.content);
  assert.equal(statSync(path.join(target, "hosts.toml")).mode & 0o777, 0o644);
  assert.deepEqual(readdirSync(temporary), []);
});
