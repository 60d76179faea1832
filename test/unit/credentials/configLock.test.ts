import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Clock } from "../../../src/core/clock.ts";
import { type ConfigLock, lockPathOf, takeLock } from "../../../src/credentials/configLock.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { MemoryFileSystem } from "./support/memoryFileSystem.ts";

const target = "/d/config.json";
const lockPath = lockPathOf(target);

/** A clock whose time passes only by sleeping. */
function fastClock(): Clock & { readonly slept: () => number } {
  let now = 0;
  return {
    now: () => now,
    slept: () => now,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  };
}

function holder(pid: number, hostName = "lab"): string {
  return JSON.stringify({ pid, hostName, token: "t" });
}

interface Attempt {
  readonly files: MemoryFileSystem;
  readonly clock: ReturnType<typeof fastClock>;
  readonly taking: Promise<ConfigLock>;
}

/** Takes the lock while `content` is in it (undefined: nobody has it). Of all processes only number 1 is alive. */
function take(content: string | undefined, signal?: AbortSignal): Attempt {
  const files = new MemoryFileSystem().mkdir("/d");
  if (content !== undefined) files.write(lockPath, content);
  const spawn = new LabSpawn();
  spawn.isRunning = (pid) => pid === 1;
  const clock = fastClock();
  return { files, clock, taking: takeLock(target, { files, spawn, clock }, signal) };
}

void describe("the lock beside config.json", () => {
  void test("is there while it is held, and gone after", async () => {
    const { files, taking } = take(undefined);
    const lock = await taking;
    assert.equal(await lock.isHeld(), true);
    assert.deepEqual(files.files, [lockPath]);
    await lock.release();
    await lock.release();
    assert.deepEqual(files.files, []);
  });

  const stale: readonly (readonly [what: string, content: string, atMostMs: number])[] = [
    ["of a dead process at once", holder(4711), 100],
    ["of a process of another machine when it does not change", holder(1, "elsewhere"), 10_200],
    ["of a living process that does not let go", holder(1), 10_200],
    ["without a name", "", 1_200],
    ["with something else in it", "[]", 1_200],
  ];
  for (const [what, content, atMostMs] of stale) {
    void test(`is taken over: one ${what}`, async () => {
      const { files, clock, taking } = take(content);
      const lock = await taking;
      assert.ok(clock.slept() < atMostMs, String(clock.slept()));
      assert.equal(await lock.isHeld(), true);
      await lock.release();
      assert.deepEqual(files.files, []);
    });
  }

  for (const operation of ["rename", "remove"] as const) {
    void test(`that somebody else takes over first, and whose holder clears our file away (before ${operation}), is waited for`, async () => {
      const { files, taking } = take(holder(4711));
      let isFaster = true;
      files.before = (name, path) => {
        if (operation === "remove" && name === "createFile" && path.endsWith(".tmp") && isFaster) files.write(lockPath, holder(4712));
        if (name !== operation || !isFaster) return;
        isFaster = false;
        for (const own of files.files.filter((each) => each.endsWith(".tmp"))) files.nodes.delete(own);
      };
      const lock = await taking;
      assert.deepEqual([isFaster, await lock.isHeld(), files.files], [false, true, [lockPath]]);
    });
  }

  void test("that keeps changing hands is waited for, and given up after 30 seconds", async () => {
    const { files, clock, taking } = take(holder(1));
    files.before = (name, path) => {
      if (name === "createFile" && path === lockPath)
        files.write(lockPath, JSON.stringify({ pid: 1, hostName: "lab", token: clock.now() }));
    };
    await assert.rejects(taking, { code: "config-locked", params: { path: target, lockPath } });
    assert.ok(clock.slept() >= 30_000);
  });

  void test("is not waited for when the caller cancels", async () => {
    await assert.rejects(take(holder(1), AbortSignal.abort()).taking, { name: "AbortError" });
  });

  void test("that was taken over meanwhile is neither held nor removed", async () => {
    const { files, taking } = take(undefined);
    const lock = await taking;
    files.write(lockPath, holder(1));
    assert.equal(await lock.isHeld(), false);
    await lock.release();
    assert.deepEqual(files.files, [lockPath]);
  });
});
