import assert from "node:assert/strict";
import { test } from "node:test";
import { loginEndOf, type RememberedLogin, RememberedLogins } from "../../../../src/services/remembered/rememberedLogins.ts";
import { noteSignIns } from "../../../../src/services/login/signInWatch.ts";

function remember(logins: Readonly<Record<string, RememberedLogin>> = {}) {
  const memory = { logins };
  const remembered = new RememberedLogins({ read: () => memory.logins, write: (value) => Promise.resolve(void (memory.logins = value)) });
  return { memory, remembered };
}

const expiresAt = "2030-01-02T03:04:05.000Z";
const signIn = { id: "s", accountId: "a" };

test("a login is remembered by the name that the tree shows, until it is forgotten", async () => {
  const { memory, remembered } = remember({ "other.example": { expiresAt } });
  await remembered.set("reg.example:443", { expiresAt });
  assert.deepEqual(remembered.of("reg.example"), { expiresAt });
  assert.deepEqual(remembered.of("reg.example:443"), { expiresAt });
  assert.equal(remembered.of("reg.example:5000"), undefined);
  assert.equal(remembered.of("toString"), undefined);
  await remembered.set("reg.example", {});
  await remembered.set("unknown.example", undefined);
  assert.deepEqual(memory.logins, { "other.example": { expiresAt } });
});

test("an end that is no date is not known", () => {
  assert.deepEqual(loginEndOf({ expiresAt }), new Date(expiresAt));
  assert.equal(loginEndOf({ expiresAt: "soon" }), undefined);
  assert.equal(loginEndOf({}), undefined);
});

test("a login loses its sign-in, and gets it back; others are left alone", async () => {
  const rights = { list: true };
  const logins = { "ghcr.io": { signIn, rights }, "other.example": { expiresAt } };
  const { memory, remembered } = remember(logins);
  const asked: unknown[] = [];
  const noteWhere = (isThere: boolean) =>
    noteSignIns(remembered, {
      hasGithub: (scopes, session) => {
        asked.push(scopes, session);
        return Promise.resolve(isThere);
      },
    });
  assert.equal(await noteWhere(true), false);
  assert.deepEqual(asked, [["read:packages", "write:packages"], signIn]);
  assert.equal(await noteWhere(false), true);
  assert.deepEqual(memory.logins, { ...logins, "ghcr.io": { signIn, rights, isSignedOut: true } });
  assert.equal(await noteWhere(false), false);
  assert.equal(await noteWhere(true), true);
  assert.deepEqual(memory.logins, logins);
});

test("a login that was made anew meanwhile keeps its own sign-in", async () => {
  const { memory, remembered } = remember({ "ghcr.io": { signIn } });
  const newer = { signIn: { id: "t", accountId: "a" } };
  const hasGithub = async (): Promise<boolean> => {
    await remembered.set("ghcr.io", newer);
    return false;
  };
  assert.equal(await noteSignIns(remembered, { hasGithub }), false);
  assert.deepEqual(memory.logins, { "ghcr.io": newer });
});
