import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Logger } from "../../../src/core/logger.ts";
import { silentLogger } from "../../support/silentLogger.ts";
import { LabSpawn } from "./support/labHelper.ts";
import { configPath, type TestStore, testStore } from "./support/testStore.ts";

const auth = Buffer.from("u:p").toString("base64");
const hub = "https://index.docker.io/v1/";

function written({ files }: TestStore): unknown {
  return JSON.parse(Buffer.from(files.nodes.get(configPath)?.content ?? "").toString("utf8"));
}

/** A store that lists these keys. */
function listing(config: object, listed: readonly string[]): TestStore {
  const made = testStore(JSON.stringify(config));
  made.spawn.reply = (action) => (action === "list" ? { stdout: JSON.stringify(Object.fromEntries(listed.map((key) => [key, "u"]))) } : {});
  return made;
}

describe("the store for all registries", () => {
  const markers = { "h": {}, "h:443": {} };

  test("is named no more once its last login is gone", async () => {
    const made = listing({ auths: markers, credsStore: "lab" }, []);
    const { isStoreRemoved } = await made.store.erase("h", { removeStore: "lab" });
    assert.equal(isStoreRemoved, true);
    assert.deepEqual(written(made), { auths: {} });
  });

  const staying: readonly (readonly [why: string, config: object, listed: readonly string[], asked: string | undefined])[] = [
    ["nobody asked for that", { auths: markers, credsStore: "lab" }, [], undefined],
    ["another one was meant", { auths: markers, credsStore: "lab" }, [], "pass"],
    ["it says that it has another login", { auths: markers, credsStore: "lab" }, ["other.example"], "lab"],
    ["the file says that it has another login", { auths: { ...markers, "other.example": {} }, credsStore: "lab" }, [], "lab"],
  ];
  for (const [why, config, listed, removeStore] of staying) {
    test(`stays where ${why}`, async () => {
      const made = listing(config, listed);
      assert.equal((await made.store.erase("h", { removeStore })).isStoreRemoved, false);
      assert.equal((written(made) as { readonly credsStore?: string }).credsStore, "lab");
    });
  }

  test("goes although other entries have a login, a helper, or a session of their own", async () => {
    const auths = { ...markers, "filled.example": { auth }, "mapped.example": {}, [`${hub}access-token`]: {} };
    const made = listing({ auths, credsStore: "lab", credHelpers: { "mapped.example": "pass" } }, []);
    assert.equal((await made.store.erase("h", { removeStore: "lab" })).isStoreRemoved, true);
  });

  test("stays where it does not say what it has, and the log has the reason", async () => {
    const warned: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (message) => void warned.push(message) };
    const made = testStore(JSON.stringify({ auths: markers, credsStore: "lab" }), { logger });
    made.spawn.reply = (action) => (action === "list" ? { exitCode: 1, stdout: "keychain is locked\n" } : {});
    const { isStoreRemoved, failures } = await made.store.erase("h", { removeStore: "lab" });
    assert.deepEqual([isStoreRemoved, failures], [false, []]);
    assert.match(warned.join("\n"), /docker-credential-lab list failed/);
  });
});

describe("a logout", () => {
  test("from Docker Hub has the store forget its session, too, and its other names", async () => {
    const made = testStore(JSON.stringify({ auths: { [hub]: {} }, credsStore: "lab" }));
    const { removed } = await made.store.erase("docker.io");
    assert.deepEqual(
      made.spawn.calls.map(([action, key]) => `${action} ${key}`),
      [hub, `${hub}access-token`, `${hub}refresh-token`, "docker.io", "index.docker.io"].map((key) => `erase ${key}`),
    );
    assert.deepEqual(removed, [
      { where: configPath, key: hub },
      { where: "lab", key: hub },
    ]);
  });

  test("that is cancelled writes nothing, unless a helper has forgotten the login", async () => {
    for (const [config, isWritten] of [
      [{ auths: { h: { auth } } }, false],
      [{ auths: { h: {} }, credsStore: "lab" }, true],
    ] as const) {
      const controller = new AbortController();
      const made = testStore(JSON.stringify(config));
      if (isWritten) {
        made.spawn.reply = (_action, { input }) => {
          if (input?.trim() === "http://h") controller.abort();
          return {};
        };
      } else controller.abort();
      const erased = made.store.erase("h", { signal: controller.signal });
      if (isWritten) await erased;
      else await assert.rejects(erased, { name: "AbortError" });
      assert.deepEqual(written(made), isWritten ? { auths: {}, credsStore: "lab" } : config);
    }
  });

  test("leaves a file alone that has a fault", async () => {
    for (const erase of [(made: TestStore) => made.store.erase("h"), (made: TestStore) => made.store.eraseKey("h")]) {
      const made = testStore('{"auths":{"h":{"auth":"%"}}}');
      await assert.rejects(erase(made), { code: "config-invalid-entry" });
      assert.deepEqual(written(made), { auths: { h: { auth: "%" } } });
    }
  });

  test("of a helper that is not there keeps the entry that leads to it", async () => {
    const made = testStore(JSON.stringify({ auths: { h: {} }, credHelpers: { h: "gone" } }), { spawn: new LabSpawn("", []) });
    const { failures } = await made.store.erase("h");
    assert.deepEqual(
      failures.map(({ code }) => code),
      ["helper-not-found"],
    );
    assert.deepEqual(written(made), { auths: { h: {} }, credHelpers: { h: "gone" } });
  });
});

describe("the login under one key", () => {
  const part = "h/team";

  test("goes from the helper that keeps it, then from the file", async () => {
    const made = testStore(JSON.stringify({ auths: { [part]: {}, h: {} }, credsStore: "lab" }));
    await made.store.eraseKey(part);
    assert.deepEqual(made.spawn.calls, [["erase", part]]);
    assert.deepEqual(written(made), { auths: { h: {} }, credsStore: "lab" });
  });

  test("that the file has goes from there, and no helper is asked", async () => {
    for (const config of [{ auths: { [part]: { auth } }, credsStore: "lab" }, { auths: { [part]: {} } }]) {
      const made = testStore(JSON.stringify(config));
      await made.store.eraseKey(part);
      assert.deepEqual(made.spawn.calls, []);
      assert.deepEqual((written(made) as { readonly auths: object }).auths, {});
    }
  });

  test("stays where its helper fails, or it is cancelled before", async () => {
    const config = { auths: { [part]: {} }, credsStore: "lab" };
    const failing = testStore(JSON.stringify(config));
    failing.spawn.reply = () => ({ exitCode: 1, stdout: "keychain is locked\n" });
    await assert.rejects(failing.store.eraseKey(part), { code: "helper-failed" });
    assert.deepEqual(written(failing), config);
    const cancelled = testStore(JSON.stringify({ auths: { [part]: { auth } } }));
    await assert.rejects(cancelled.store.eraseKey(part, { signal: AbortSignal.abort() }), { name: "AbortError" });
    assert.deepEqual(written(cancelled), { auths: { [part]: { auth } } });
  });
});
