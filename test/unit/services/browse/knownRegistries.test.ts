import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredRegistry } from "../../../../src/credentials/credentialStore.ts";
import { KnownRegistries } from "../../../../src/services/browse/knownRegistries.ts";
import { AddedRegistries } from "../../../../src/services/remembered/addedRegistries.ts";
import { type PassedOver, PassedOverLogins } from "../../../../src/services/remembered/passedOverLogins.ts";
import { RememberedLogins } from "../../../../src/services/remembered/rememberedLogins.ts";

const path = "/home/me/.docker/config.json";
const inConfig = (host: string, hasCredential: StoredRegistry["hasCredential"] = "yes"): StoredRegistry => ({
  host,
  keys: [host],
  source: { kind: "config", path },
  hasCredential,
});

function known(stored: readonly StoredRegistry[], inHelper: readonly StoredRegistry[] = [], passedOver: PassedOver = {}) {
  const helperRuns: string[] = [];
  const registries = new KnownRegistries({
    stored: () => Promise.resolve({ registries: stored, problems: [], credsStore: "pass" }),
    storedInHelper: () => {
      helperRuns.push("list");
      return Promise.resolve(inHelper);
    },
    added: new AddedRegistries({ read: () => ["mcr.microsoft.com", "quay.io"], write: () => Promise.resolve() }),
    passedOver: new PassedOverLogins({ read: () => passedOver, write: () => Promise.resolve() }),
    remembered: new RememberedLogins({
      read: () => ({ "ghcr.io": { expiresAt: "2999-01-01T00:00:00Z" }, "reg.example": { isSignedOut: true } }),
      write: () => Promise.resolve(),
    }),
  });
  return { registries, helperRuns };
}

test("a host is known once, with all its entries, and those without a login come last", async () => {
  const podman: StoredRegistry = { ...inConfig("ghcr.io"), source: { kind: "podman", path: "/run/auth.json" } };
  const { registries, helperRuns } = known([inConfig("ghcr.io"), inConfig("quay.io", "no"), podman]);
  const all = await registries.all();
  assert.deepEqual(
    all.map(({ host, signedIn, stored }) => [host, signedIn, stored.length]),
    [
      ["ghcr.io", true, 2],
      ["quay.io", false, 1],
      ["mcr.microsoft.com", false, 0],
    ],
  );
  assert.equal(all[0]?.login?.expiresAt, "2999-01-01T00:00:00Z");
  assert.deepEqual(helperRuns, [], "which registries there are is said without running a helper");
});

test("an entry without a credential has no login, whatever is remembered of one", async () => {
  const { registries } = known([inConfig("reg.example", "no"), inConfig("ghcr.io", "helper")]);
  assert.equal((await registries.find("reg.example"))?.login, undefined);
  assert.deepEqual(
    (await registries.signedIn()).map(({ host }) => host),
    ["ghcr.io"],
  );
  assert.equal(await registries.find("elsewhere.example"), undefined);
});

test("the helper tells what no other place does", async () => {
  const fromHelper = (host: string): StoredRegistry => ({ ...inConfig(host), source: { kind: "helper" }, helper: "pass" });
  const { registries, helperRuns } = known([], [fromHelper("quay.io"), fromHelper("registry.gitlab.com")]);
  assert.deepEqual(
    (await registries.inHelper()).map(({ host }) => host),
    ["registry.gitlab.com"],
  );
  assert.deepEqual(helperRuns, ["list"]);
});

test("a login is passed over that was stored when the person chose to browse without one, and none that came later", async () => {
  const { registries } = known([inConfig("ghcr.io"), inConfig("later.example")], [], {
    "ghcr.io": true,
    "later.example": false,
    "helper.example": false,
  });
  const passedOver = async (host: string): Promise<readonly unknown[]> => [
    await registries.isPassedOver(host),
    (await registries.find(host))?.isPassedOver,
  ];
  assert.deepEqual(await passedOver("ghcr.io"), [true, true]);
  assert.deepEqual(await passedOver("later.example"), [false, false]);
  assert.deepEqual(await passedOver("helper.example"), [true, undefined], "what only a helper may know");
  assert.deepEqual(await passedOver("other.example"), [false, undefined]);
});
