import assert from "node:assert/strict";
import { test } from "node:test";
import { addWithoutLogin } from "../../../../../src/services/browse/goTo/addRegistry.ts";
import { KnownRegistries } from "../../../../../src/services/browse/knownRegistries.ts";
import { AddedRegistries } from "../../../../../src/services/remembered/addedRegistries.ts";
import { type PassedOver, PassedOverLogins } from "../../../../../src/services/remembered/passedOverLogins.ts";
import { RememberedLogins } from "../../../../../src/services/remembered/rememberedLogins.ts";

test("a registry that is added so is known, and asked with no login that a helper may have for it", async () => {
  const hosts: { value: readonly string[] } = { value: [] };
  const passed: { value: PassedOver } = { value: {} };
  const registries = new AddedRegistries({ read: () => hosts.value, write: (value) => Promise.resolve(void (hosts.value = value)) });
  const passedOver = new PassedOverLogins({ read: () => passed.value, write: (value) => Promise.resolve(void (passed.value = value)) });
  const known = new KnownRegistries({
    stored: () => Promise.resolve({ registries: [], problems: [], credsStore: "pass" }),
    storedInHelper: () => Promise.reject(new Error("nobody asks the helper")),
    added: registries,
    remembered: new RememberedLogins({ read: () => ({}), write: () => Promise.resolve() }),
    passedOver,
  });
  assert.equal(await known.isPassedOver("quay.io"), false);
  await addWithoutLogin("quay.io", { registries, passedOver });
  assert.equal((await known.find("quay.io"))?.signedIn, false);
  assert.equal(await known.isPassedOver("quay.io"), true);
});
