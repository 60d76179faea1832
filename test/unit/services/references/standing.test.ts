import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredRegistry } from "../../../../src/credentials/credentialStore.ts";
import { type ConnectedRegistry, type Standing, type StandingFacts, standingOf } from "../../../../src/services/references/standing.ts";

const facts: StandingFacts = { credsStore: "", isOpen: false, isTrusted: true };
const stored = (more: Partial<StoredRegistry> = {}): StoredRegistry => ({
  host: "reg.example",
  keys: ["reg.example"],
  source: { kind: "config", path: "/c.json" },
  hasCredential: "yes",
  ...more,
});
const of = (...entries: readonly StoredRegistry[]): ConnectedRegistry => ({ isPassedOver: false, stored: entries });
const podman = stored({ source: { kind: "podman", path: "/auth.json" } });
const environment = stored({ source: { kind: "environment", path: "DOCKER_AUTH_CONFIG" } });
const kept = stored({ helper: "pass", hasCredential: "helper" });
const asleep: Standing = { kind: "asleep", helper: "pass" };
const byLogin: Standing = { kind: "asked", isAnonymous: false };
const asNobody: Standing = { kind: "asked", isAnonymous: true };

const cases: readonly (readonly [name: string, ConnectedRegistry | undefined, Partial<StandingFacts>, Standing])[] = [
  ["one that is not the person's", undefined, {}, { kind: "unknown" }],
  ["one of theirs in a folder that is not trusted", of(stored()), { isTrusted: false }, { kind: "untrusted" }],
  ["a login in the file", of(stored({ username: "alice" })), {}, { ...byLogin, username: "alice" }],
  ["an entry without a login", of(stored({ hasCredential: "no" })), {}, asNobody],
  ["a registry that is only browsed", of(), {}, asNobody],
  ["a registry that is only browsed, where a helper may know it", of(), { credsStore: "pass" }, asleep],
  ["the same, opened", of(), { credsStore: "pass", isOpen: true }, asNobody],
  ["a login in a helper", of(kept), { credsStore: "pass" }, asleep],
  ["the same, opened", of(kept), { isOpen: true }, byLogin],
  ["the same, browsed without it", { isPassedOver: true, stored: [kept] }, {}, asNobody],
  ["a login of podman, where a helper is asked first", of(podman), { credsStore: "pass" }, asleep],
  ["a login of podman", of(podman), {}, byLogin],
  ["a login of the environment, which comes first", of(kept, environment), { credsStore: "pass" }, byLogin],
];

for (const [name, registry, given, expected] of cases)
  test(`${name}: ${expected.kind}`, () => assert.deepEqual(standingOf(registry, { ...facts, ...given }), expected));
