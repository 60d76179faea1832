import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { nodeFileSystem } from "../../../../src/node/nodeFileSystem.ts";
import { applyChange, type ChangePorts } from "../../../../src/services/doctor/applyChange.ts";
import type { LoginChange } from "../../../../src/services/doctor/fix.ts";
import type { Session } from "../../../../src/services/reach/session.ts";
import { openCredentialStore } from "../../../support/credentialStore.ts";

const host = "reg.example";
const login = { auth: Buffer.from("alice:pass").toString("base64") };
const config = {
  auths: { [host]: login, "older.example": login },
  credHelpers: { [host]: "lab" },
  credsStore: "shop",
};

/** Each change that writes config.json, and what is in the file then. */
const changes: readonly (readonly [change: (home: string) => LoginChange, written: (after: typeof config) => boolean])[] = [
  [
    () => ({ kind: "repairConfig", repair: { kind: "moveEntry", from: "older.example", to: "new.example" } }),
    ({ auths }) => "new.example" in auths,
  ],
  [() => ({ kind: "repairConfig", repair: { kind: "removeStore", helper: "shop" } }), ({ credsStore }) => credsStore !== "shop"],
  [
    (home) => ({ kind: "removeEntry", path: path.join(home, "config.json"), key: "older.example" }),
    ({ auths }) => !("older.example" in auths),
  ],
  [() => ({ kind: "unmapHelper", helper: "lab" }), ({ credHelpers }) => !(host in (credHelpers ?? {}))],
  [() => ({ kind: "mapHelper", helper: "other" }), ({ credHelpers }) => credHelpers[host] === "other"],
];

describe("a config.json that nothing can replace", () => {
  for (const [changeIn, written] of changes) {
    const { kind } = changeIn("");
    test(`${kind} says so, and writes in place when the person wants that`, async () => {
      const home = mkdtempSync(path.join(tmpdir(), "mounted-"));
      const configPath = path.join(home, "config.json");
      writeFileSync(configPath, JSON.stringify(config), { mode: 0o600 });
      const rename = (): Promise<never> => Promise.reject(Object.assign(new Error("EBUSY"), { code: "EBUSY" }));
      const ports: ChangePorts = {
        store: openCredentialStore(configPath, { files: { ...nodeFileSystem, rename } }),
        connect: (): Promise<Session> => assert.fail("nobody is asked"),
        files: nodeFileSystem,
        setVariableAside: () => assert.fail("no variable is touched"),
      };
      const { signal } = new AbortController();
      const change = changeIn(home);
      await assert.rejects(applyChange(change, host, ports, { signal }), { code: "config-mounted" });
      assert.deepEqual(JSON.parse(readFileSync(configPath, "utf8")), config);
      assert.deepEqual(await applyChange(change, host, ports, { signal, writeInPlace: true }), { kind: "done" });
      assert.ok(written(JSON.parse(readFileSync(configPath, "utf8")) as typeof config), readFileSync(configPath, "utf8"));
      rmSync(home, { recursive: true });
    });
  }
});
