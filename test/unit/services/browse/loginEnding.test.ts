import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredRegistry } from "../../../../src/credentials/credentialStore.ts";
import { endsOfLogins } from "../../../../src/services/browse/loginEnding.ts";
import type { KnownRegistry } from "../../../../src/services/browse/knownRegistries.ts";

const told = new Date("2030-01-01T00:00:00Z");
const remembered = new Date("2030-02-02T00:00:00Z");

function known(host: string, more: Partial<KnownRegistry>, expiresAt?: Date): KnownRegistry {
  const stored: StoredRegistry = {
    host,
    keys: [host],
    source: { kind: "config", path: "/config.json" },
    hasCredential: "yes",
    username: "AWS",
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  return { host, signedIn: true, isPassedOver: false, login: undefined, stored: [stored], ...more };
}

test("the end of another tool's login is known by its secret, that of one made here by what is remembered", () => {
  const login = { expiresAt: remembered.toISOString() };
  const registries = [
    known("ecr.test", {}, told),
    known("here.test", { login }),
    known("both.test", { login }, told),
    known("nobody.test", { isPassedOver: true }, told),
    known("lasting.test", {}),
  ];
  assert.deepEqual(endsOfLogins(registries), [told, remembered, told]);
});
