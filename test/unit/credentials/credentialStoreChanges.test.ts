import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Clock } from "../../../src/core/clock.ts";
import { Secret } from "../../../src/core/secret.ts";
import type { Watch } from "../../../src/core/watch.ts";
import type { CredentialStore } from "../../../src/credentials/credentialStore.ts";
import { configPath, testStore } from "./support/testStore.ts";

void describe("changes of the files", () => {
  const environment = { XDG_RUNTIME_DIR: "/run/u" };
  const watchedPaths = [configPath, "/run/u/containers/auth.json", "/home/me/.config/containers/auth.json"];

  /** A store whose files change when the test says so, and whose time passes when the test says so. */
  function changingStore(config: string | null = null): {
    readonly store: CredentialStore;
    readonly told: () => number;
    readonly changes: ReadonlyMap<string, () => void>;
    readonly settle: () => Promise<void>;
  } {
    const changes = new Map<string, () => void>();
    const watch: Watch = {
      watchFile: (path, onDidChange) => {
        changes.set(path, onDidChange);
        return { dispose: () => changes.delete(path) };
      },
    };
    const wake: (() => void)[] = [];
    const clock: Clock = { now: () => 0, sleep: () => new Promise((resolve) => wake.push(resolve)) };
    const { store } = testStore(config, { watch, clock, environment });
    let told = 0;
    store.onDidChange(() => told++);
    const settle = async (): Promise<void> => {
      for (const resolve of wake.splice(0)) resolve();
      await new Promise(setImmediate);
    };
    return { store, told: () => told, changes, settle };
  }

  void test("are told once for a burst", async () => {
    const { told, changes, settle } = changingStore();
    for (const times of [1, 2]) {
      for (let burst = 0; burst < 5; burst++) changes.get(configPath)?.();
      await settle();
      assert.equal(told(), times);
    }
  });

  void test("are told of podman's files too", async () => {
    const { told, changes, settle } = changingStore();
    await settle();
    assert.deepEqual([...changes.keys()], watchedPaths);
    for (const path of watchedPaths.slice(1)) {
      const before = told();
      changes.get(path)?.();
      await settle();
      assert.equal(told(), before + 1, path);
    }
  });

  void test("are told where only the helper's store changes", async () => {
    const { store, told, settle } = changingStore('{"auths":{"h":{},"h:443":{}},"credsStore":"lab"}');
    await store.save("h", { kind: "basic", username: "u", password: new Secret("p") });
    await settle();
    assert.equal(told(), 1);
    await store.erase("only.in.helper");
    await settle();
    assert.equal(told(), 2);
  });

  void test("are not told after disposal", async () => {
    const { store, told, changes, settle } = changingStore();
    await settle();
    changes.get(configPath)?.();
    store.dispose();
    await settle();
    assert.deepEqual([told(), changes.size], [0, 0]);
  });

  void test("are not watched by a store that was disposed before it knew podman's places", async () => {
    const { store, changes, settle } = changingStore();
    store.dispose();
    await settle();
    assert.equal(changes.size, 0);
  });
});
