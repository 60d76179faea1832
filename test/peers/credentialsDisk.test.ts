import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { basicCredential } from "../support/networkClient.ts";
import { missing } from "../support/peers/program.ts";
import { openCredentialStore } from "../support/credentialStore.ts";

const writer = fileURLToPath(new URL("credentialsWriter.ts", import.meta.url));
const notRoot = process.getuid?.() !== 0 && "needs root, to mount a file system and to become another user";
const nobody = 65_534;
const config = '{"auths":{"old.example":{"auth":"dTpw"}}}';

/** A directory that is removed after the test, once `leave` has run. */
function directoryFor(t: TestContext, leave: (path: string) => unknown = () => {}): string {
  const path = mkdtempSync(join(tmpdir(), "credentials-"));
  t.after(() => {
    leave(path);
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

/** A memory file system of the test's own, with config.json in it. */
function mounted(t: TestContext, size: string): string {
  const directory = directoryFor(t, (path) => execFileSync("umount", [path], { stdio: "ignore" }));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", directory], { stdio: "ignore" });
  writeFileSync(join(directory, "config.json"), config);
  return directory;
}

/** Logs in once, in another process; gives what went wrong there, or "". */
async function logIn(path: string, identity: { readonly uid?: number; readonly gid?: number } = {}): Promise<string> {
  const child = spawn(process.execPath, [writer, path, "new", "1", "1"], { stdio: ["ignore", "ignore", "pipe"], ...identity });
  const chunks: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString("utf8");
}

void describe("a config.json that cannot be written keeps its bytes", { skip: missing("mount") }, () => {
  void test("full disk", { skip: notRoot }, async (t) => {
    const directory = mounted(t, "64k");
    const fill = (name: string, bytes: number): void => {
      try {
        writeFileSync(join(directory, name), Buffer.alloc(bytes));
      } catch {
        // Full, as intended.
      }
    };
    fill("filler", 128 * 1024);
    // The lock fits into what is left, or not: both ways are tried.
    assert.match(await logIn(join(directory, "config.json")), /disk-full/);
    rmSync(join(directory, "filler"));
    fill("filler", 56 * 1024);
    assert.match(await logIn(join(directory, "config.json")), /disk-full|^$/);
    rmSync(join(directory, "filler"));
    assert.deepEqual(readdirSync(directory), ["config.json"]);
    assert.ok(readFileSync(join(directory, "config.json"), "utf8").includes("old.example"));
    assert.equal(await logIn(join(directory, "config.json")), "");
  });

  void test("file system mounted read-only", { skip: notRoot }, async (t) => {
    const directory = mounted(t, "64k");
    execFileSync("mount", ["-o", "remount,ro", directory], { stdio: "ignore" });
    assert.match(await logIn(join(directory, "config.json")), /config-not-writable/);
    assert.equal(readFileSync(join(directory, "config.json"), "utf8"), config);
  });

  void test("mounted into a container as a file of its own", { skip: notRoot }, async (t) => {
    const directory = directoryFor(t, (path) => execFileSync("umount", [join(path, "config.json")], { stdio: "ignore" }));
    const path = join(directory, "config.json");
    const outside = join(directory, "outside.json");
    for (const file of [path, outside]) writeFileSync(file, config, { mode: 0o600 });
    execFileSync("mount", ["--bind", outside, path], { stdio: "ignore" });
    assert.match(await logIn(path), /config-mounted/);
    assert.deepEqual([readFileSync(path, "utf8"), readdirSync(directory).toSorted()], [config, ["config.json", "outside.json"]]);
    const store = openCredentialStore(path);
    await store.save("new.example", basicCredential({ username: "u", password: "p" }), { store: "file", writeInPlace: true });
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(outside, "utf8")).auths), ["new.example", "new.example:443", "old.example"]);
    assert.deepEqual(readdirSync(directory).toSorted(), ["config.json", "outside.json"]);
  });

  void test("mounted from a disk that is full", { skip: notRoot }, async (t) => {
    const disk = mounted(t, "64k");
    const directory = directoryFor(t, (path) => execFileSync("umount", [join(path, "config.json")], { stdio: "ignore" }));
    const path = join(directory, "config.json");
    writeFileSync(path, "");
    execFileSync("mount", ["--bind", join(disk, "config.json"), path], { stdio: "ignore" });
    // What is on the disk already has its place there; one page more is left.
    assert.throws(() => writeFileSync(join(disk, "filler"), Buffer.alloc(128 * 1024)), { code: "ENOSPC" });
    truncateSync(join(disk, "filler"), statSync(join(disk, "filler")).size - 4096);
    const password = "p".repeat(10_000);
    const save = openCredentialStore(path).save("new.example", basicCredential({ username: "u", password }), {
      store: "file",
      writeInPlace: true,
    });
    await assert.rejects(save, { code: "disk-full" });
    assert.deepEqual([readFileSync(path, "utf8"), readdirSync(directory)], [config, ["config.json"]]);
  });

  void test("directory without permission to write", { skip: notRoot }, async (t) => {
    const directory = directoryFor(t);
    const path = join(directory, "config.json");
    writeFileSync(path, config);
    for (const owned of [directory, path]) chownSync(owned, nobody, nobody);
    chmodSync(directory, 0o500);
    assert.match(await logIn(path, { uid: nobody, gid: nobody }), /config-not-writable/);
    assert.deepEqual([readFileSync(path, "utf8"), readdirSync(directory)], [config, ["config.json"]]);
    chmodSync(directory, 0o700);
    assert.equal(await logIn(path, { uid: nobody, gid: nobody }), "");
  });

  void test("directory in the file's place, and a link to nothing", async (t) => {
    const directory = directoryFor(t);
    mkdirSync(join(directory, "a", "config.json"), { recursive: true });
    assert.match(await logIn(join(directory, "a", "config.json")), /config-unreadable/);
    mkdirSync(join(directory, "b"));
    symlinkSync("gone/config.json", join(directory, "b", "config.json"));
    assert.match(await logIn(join(directory, "b", "config.json")), /config-dangling-link/);
    assert.deepEqual([readdirSync(join(directory, "a", "config.json")), readdirSync(join(directory, "b"))], [[], ["config.json"]]);
  });

  void test("directories that do not exist are made", async (t) => {
    const path = join(directoryFor(t), "deep", "er", "config.json");
    assert.equal(await logIn(path), "");
    assert.ok(readFileSync(path, "utf8").includes("new-1.example:5000"));
  });
});
