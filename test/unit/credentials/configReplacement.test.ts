import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";
import { Secret } from "../../../src/core/secret.ts";
import { entryOfCredential } from "../../../src/credentials/authEntry.ts";
import type { ConfigChange } from "../../../src/credentials/configChange.ts";
import { ConfigFile } from "../../../src/credentials/configFile.ts";
import { silentLogger } from "../../support/silentLogger.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { MemoryFileSystem } from "./support/memoryFileSystem.ts";
import { configPath } from "./support/testStore.ts";

const config = '{"auths":{"old.example":{"auth":"dTpw"}}}';
/** Of another registry, and as many bytes. */
const theirs = '{"auths":{"own.example":{"auth":"dTpw"}}}';
const temporary = /\.container-registries\.tmp$/;

function addNew(): ConfigChange {
  return { auths: new Map([["new.example", entryOfCredential({ kind: "basic", username: "u", password: new Secret("p") })]]) };
}

function fileOver(files: MemoryFileSystem): ConfigFile {
  return new ConfigFile(configPath, { files, spawn: new LabSpawn(), clock: systemClock, logger: silentLogger });
}

function hostsIn(files: MemoryFileSystem): readonly string[] {
  return Object.keys((JSON.parse(files.text(configPath) ?? "{}") as { readonly auths: object }).auths);
}

/** Does it once, between our reading and our writing. */
function meddle(files: MemoryFileSystem, work: () => void, at = temporary): MemoryFileSystem {
  const state = { isDone: false };
  files.before = (name, path) => {
    if (name !== "createFile" || !at.test(path) || state.isDone) return;
    state.isDone = true;
    work();
  };
  return files;
}

/** What another program may do to the file meanwhile, by the one thing that tells of it. */
const changes: readonly (readonly [what: string, before: string | undefined, work: (files: MemoryFileSystem) => void, kept: string[]])[] = [
  [
    "written in place, as long as it was",
    config,
    (files) => void Object.assign(files.nodes.get(configPath) ?? {}, { content: Buffer.from(theirs), mtimeMs: -1 }),
    ["own.example"],
  ],
  [
    "written in place, within the clock's moment",
    config,
    (files) => void Object.assign(files.nodes.get(configPath) ?? {}, { content: Buffer.from(`${theirs}\n`) }),
    ["own.example"],
  ],
  [
    "replaced by one as long and as old",
    config,
    (files) => {
      const { mtimeMs } = files.nodes.get(configPath) ?? {};
      files.write(configPath, theirs);
      Object.assign(files.nodes.get(configPath) ?? {}, { mtimeMs });
    },
    ["own.example"],
  ],
  ["made, where there was none", undefined, (files) => files.write(configPath, theirs), ["own.example"]],
  ["removed", config, (files) => void files.nodes.delete(configPath), []],
];

describe("a config.json that another program changes while we do", () => {
  for (const [what, before, work, kept] of changes) {
    test(`${what}: is read again`, async () => {
      const files = new MemoryFileSystem().mkdir("/home/me/.docker");
      if (before !== undefined) files.write(configPath, before);
      meddle(files, () => work(files));
      assert.equal(await fileOver(files).update(addNew), true);
      assert.deepEqual([hostsIn(files), files.files], [["new.example", ...kept], [configPath]]);
    });
  }

  test("so that there is nothing left to do is not written", async () => {
    const done = new MemoryFileSystem().write(configPath, config);
    await fileOver(done).update(addNew);
    const files = new MemoryFileSystem().write(configPath, config);
    meddle(files, () => files.write(configPath, done.text(configPath) ?? ""), /\.lock$/);
    assert.equal(await fileOver(files).update(addNew), false);
    assert.deepEqual([files.text(configPath), files.files], [done.text(configPath), [configPath]]);
  });

  test("and that cannot be looked at any more stays as it is", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    const state = { isWritten: false };
    files.before = (name, path) => {
      state.isWritten ||= name === "createFile" && temporary.test(path);
      if (state.isWritten && name === "stat" && path === configPath) throw Object.assign(new Error("EIO"), { code: "EIO" });
    };
    await assert.rejects(fileOver(files).update(addNew), { code: "config-not-writable", params: { path: configPath, systemCode: "EIO" } });
    assert.deepEqual([files.text(configPath), files.files], [config, [configPath]]);
  });
});

test("what takes the file's place is on the disk before, and so is the copy of what was there", async () => {
  const flushed: string[] = [];
  class Flushing extends MemoryFileSystem {
    override createFile(path: string, content: Uint8Array, mode: number, flush = false): Promise<void> {
      if (flush) flushed.push(path.replace(/[0-9a-f-]{36}/, "…"));
      return super.createFile(path, content, mode);
    }
  }
  await fileOver(new Flushing().write(configPath, config)).update(addNew, { inPlace: true });
  assert.deepEqual(flushed, [`${configPath}.….container-registries.tmp`, `${configPath}.before-change`]);
});

test("where there is no file, none is written in place", async () => {
  const files = new MemoryFileSystem().mkdir("/home/me");
  assert.equal(await fileOver(files).update(addNew, { inPlace: true }), true);
  assert.deepEqual([hostsIn(files), files.files], [["new.example"], [configPath]]);
});

test("the file keeps its group where only that is another one", async () => {
  const files = new MemoryFileSystem().write(configPath, config);
  await files.changeOwner(configPath, 0, 5);
  await fileOver(files).update(addNew);
  assert.equal(files.nodes.get(configPath)?.gid, 5);
});

test("what processes left behind of other files stays", async () => {
  const id = "0f8fad5b-d9cb-469f-a165-70867728950e";
  const stay = [`other.json.${id}.container-registries.tmp`, `config.json.lock.${id}.tmp.bak`].map((name) => `/home/me/.docker/${name}`);
  const files = new MemoryFileSystem().write(configPath, config);
  for (const path of stay) files.write(path, "");
  await fileOver(files).update(addNew);
  assert.deepEqual(files.files.toSorted(), [configPath, ...stay].toSorted());
});
