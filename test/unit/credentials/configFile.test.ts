import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { systemClock } from "../../../src/core/clock.ts";
import type { FileSystem } from "../../../src/core/fileSystem.ts";
import { Secret } from "../../../src/core/secret.ts";
import { entryOfCredential } from "../../../src/credentials/authEntry.ts";
import type { ConfigChange } from "../../../src/credentials/configChange.ts";
import { ConfigFile } from "../../../src/credentials/configFile.ts";
import { silentLogger } from "../../support/silentLogger.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { MemoryFileSystem } from "./support/memoryFileSystem.ts";
import { configPath } from "./support/testStore.ts";

const config = '{"auths":{"old.example":{"auth":"dTpw"}}}';

function add(host: string): () => ConfigChange {
  const entry = entryOfCredential({ kind: "basic", username: "u", password: new Secret("p") });
  return () => ({ auths: new Map([[host, entry]]) });
}

function fileOver(files: MemoryFileSystem): ConfigFile {
  return new ConfigFile(configPath, { files, spawn: new LabSpawn(), clock: systemClock, logger: silentLogger });
}

function hostsIn(files: MemoryFileSystem): readonly string[] {
  return Object.keys((JSON.parse(files.text(configPath) ?? "{}") as { readonly auths: object }).auths);
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Every step of a save that can fail, with what the system may say there. */
const faults: readonly (readonly [operation: keyof FileSystem, at: RegExp, systemCode: string, code: string])[] = [
  ["makeDirectory", /\.docker$/, "EROFS", "config-not-writable"],
  ["realpath", /config\.json$/, "EACCES", "config-not-writable"],
  ["createFile", /\.lock$/, "EACCES", "config-not-writable"],
  ["createFile", /\.lock$/, "ENOSPC", "disk-full"],
  ["createFile", /\.tmp$/, "ENOSPC", "disk-full"],
  ["createFile", /\.tmp$/, "EDQUOT", "disk-full"],
  ["createFile", /\.tmp$/, "ENOENT", "directory-missing"],
  ["changeMode", /\.tmp$/, "EPERM", "config-not-writable"],
  ["rename", /config\.json$/, "EBUSY", "config-mounted"],
  ["readDirectory", /\.docker$/, "EACCES", "config-not-writable"],
  ["readFile", /config\.json$/, "EIO", "config-unreadable"],
];

void describe("ConfigFile", () => {
  for (const [operation, at, systemCode, code] of faults) {
    void test(`${systemCode} from ${operation} is ${code}, and leaves the old bytes and nothing else`, async () => {
      const files = new MemoryFileSystem().write(configPath, config, 0o640);
      files.before = (name, path) => {
        if (name === operation && at.test(path)) throw systemError(systemCode);
      };
      await assert.rejects(fileOver(files).update(add("new.example")), { code, params: { path: configPath, systemCode } });
      assert.deepEqual([files.files, files.text(configPath)], [[configPath], config]);
    });
  }

  void test("a file that nothing can replace is written in place when the person says so, and nothing is left beside it", async () => {
    const files = new MemoryFileSystem().write(configPath, config, 0o640);
    const seen: string[] = [];
    files.before = (name, path) => {
      if (name === "rename" && path === configPath) throw systemError("EBUSY");
      if (name === "overwriteFile") seen.push(...files.files);
    };
    await assert.rejects(fileOver(files).update(add("new.example")), { code: "config-mounted" });
    await fileOver(files).update(add("new.example"), { inPlace: true });
    assert.deepEqual(hostsIn(files), ["new.example", "old.example"]);
    assert.deepEqual([files.files, files.nodes.get(configPath)?.mode], [[configPath], 0o640]);
    assert.ok(seen.includes(`${configPath}.before-change`), "what was there lies beside it meanwhile");
  });

  void test("a write in place that fails leaves a copy of what was there", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    files.before = (name) => {
      if (name !== "overwriteFile") return;
      files.write(configPath, "{");
      throw systemError("EIO");
    };
    const copy = `${configPath}.before-change`;
    await assert.rejects(fileOver(files).update(add("new.example"), { inPlace: true }), {
      code: "config-half-written",
      params: { path: configPath, copy, systemCode: "EIO" },
    });
    assert.deepEqual([files.files, files.text(copy)], [[configPath, copy], config]);
  });

  void test("a write in place that fails half way is undone", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    let isFull = true;
    files.before = (name) => {
      if (name !== "overwriteFile" || !isFull) return;
      isFull = false;
      files.write(configPath, "{");
      throw systemError("ENOSPC");
    };
    await assert.rejects(fileOver(files).update(add("new.example"), { inPlace: true }), { code: "disk-full" });
    assert.deepEqual([files.files, files.text(configPath)], [[configPath], config]);
  });

  void test("a write in place that never begins leaves no copy", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    files.before = (name) => {
      if (name === "overwriteFile") throw systemError("EACCES");
    };
    await assert.rejects(fileOver(files).update(add("new.example"), { inPlace: true }), { code: "config-not-writable" });
    assert.deepEqual([files.files, files.text(configPath)], [[configPath], config]);
  });

  void test("an owner that cannot be kept is no failure", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    await files.changeOwner(configPath, 7, 7);
    files.before = (name) => {
      if (name === "changeOwner") throw systemError("EPERM");
    };
    assert.equal(await fileOver(files).update(add("new.example")), true);
  });

  void test("what another program writes in between is merged", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    let isWritten = false;
    files.before = (name, path) => {
      if (name !== "createFile" || !path.endsWith(".tmp") || isWritten) return;
      isWritten = true;
      files.write(configPath, '{"auths":{"theirs.example":{}}}');
    };
    await fileOver(files).update(add("new.example"));
    assert.deepEqual(hostsIn(files), ["new.example", "theirs.example"]);
    assert.deepEqual(files.files, [configPath]);
  });

  void test("a file that another program damages in between is left to it", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    files.before = (name, path) => {
      if (name === "createFile" && path.endsWith(".lock")) files.write(configPath, "{");
    };
    await assert.rejects(fileOver(files).update(add("new.example")), { code: "config-invalid-json" });
    assert.deepEqual([files.files, files.text(configPath)], [[configPath], "{"]);
  });

  void test("a file that never rests is an error in the end", async () => {
    const files = new MemoryFileSystem().write(configPath, config);
    files.before = (name, path) => {
      if (name === "createFile" && path.endsWith(".tmp")) files.write(configPath, config);
    };
    await assert.rejects(fileOver(files).update(add("new.example")), { code: "config-changed", params: { path: configPath } });
    assert.deepEqual(files.files, [configPath]);
  });

  void test("cancelling at any step has written nothing, or comes too late", async () => {
    const operations: string[] = [];
    const counting = new MemoryFileSystem().write(configPath, config);
    counting.before = (name) => void operations.push(name);
    await fileOver(counting).update(add("new.example"));
    for (let step = 0; step < operations.length; step++) {
      const files = new MemoryFileSystem().write(configPath, config);
      const controller = new AbortController();
      let seen = 0;
      let isRenamed = false;
      files.before = (name) => {
        isRenamed ||= name === "rename";
        if (seen++ === step) controller.abort();
      };
      const saved = await fileOver(files)
        .update(add("new.example"), { signal: controller.signal })
        .then(
          () => true,
          () => false,
        );
      assert.deepEqual(
        [saved, hostsIn(files).includes("new.example"), files.files],
        [isRenamed, isRenamed, [configPath]],
        operations[step],
      );
    }
  });

  void test("what dead processes left behind is removed, what belongs to others stays", async () => {
    const stay = ["config.json123456", "config.json.bak", ".token_seed", "config.json.lock.d"];
    const go = [
      "config.json.0f8fad5b-d9cb-469f-a165-70867728950e.container-registries.tmp",
      "config.json.lock.0f8fad5b-d9cb-469f-a165-70867728950e.tmp",
    ];
    const files = new MemoryFileSystem().write(configPath, config);
    for (const name of [...stay, ...go]) files.write(`/home/me/.docker/${name}`, "");
    await fileOver(files).update(add("new.example"));
    assert.deepEqual(files.files.toSorted(), [configPath, ...stay.map((name) => `/home/me/.docker/${name}`)].toSorted());
  });

  void test("nothing at all is touched where nothing changes", async () => {
    const files = new MemoryFileSystem().write(configPath, '{"auths": {"old.example": {"auth": "dTpw"}}, "x": 1}\n');
    const written: string[] = [];
    files.before = (name) => void (/^(?:read|stat|lstat)/.test(name) || written.push(name));
    assert.equal(await fileOver(files).update(add("old.example")), false);
    assert.deepEqual(written, []);
  });

  void test("many changes at once lose none", async () => {
    const files = new MemoryFileSystem();
    const hosts = Array.from({ length: 20 }, (_, index) => `h${index}.example`);
    await Promise.all(hosts.map((host) => fileOver(files).update(add(host))));
    assert.deepEqual(hostsIn(files), hosts.toSorted());
  });
});
