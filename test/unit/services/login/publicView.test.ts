import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { Secret } from "../../../../src/core/secret.ts";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { type PublicView, viewAsNobody } from "../../../../src/services/login/publicView.ts";
import type { AuthOptions } from "../../../support/registry/registryOptions.ts";
import { type RunningRegistry, startRegistry } from "../../../support/registry/startRegistry.ts";
import { registrySessions } from "../../../support/registrySessions.ts";

const accounts = [{ username: "alice", password: "right" }];
const { signal } = new AbortController();

/** What nobody sees of a registry, although there is a stored login for it. */
async function view(
  t: TestContext,
  auth: AuthOptions,
  catalog = true,
): Promise<{ readonly registry: RunningRegistry; readonly seen: Promise<PublicView> }> {
  const registry = await startRegistry({ auth, catalog });
  const sessions = registrySessions(registry, { kind: "basic", username: "alice", password: new Secret("right") });
  t.after(async () => {
    sessions.dispose();
    await registry.close();
  });
  return { registry, seen: viewAsNobody(registry.host, sessions, signal) };
}

describe("what anybody sees", () => {
  const pull = { type: "repository", name: "*", actions: ["pull"] };
  const catalogRight = { type: "registry", name: "catalog", actions: ["*"] };
  const open: readonly (readonly [what: string, auth: AuthOptions, catalog: boolean, lists: boolean])[] = [
    ["of an open registry, its list", { kind: "none" }, true, true],
    ["of an open registry without a list", { kind: "none" }, false, false],
    ["with a token for anybody, the list that it allows", { kind: "bearer", accounts, anonymousRights: [pull, catalogRight] }, true, true],
    ["with a token for anybody, without the list", { kind: "bearer", accounts, anonymousRights: [pull] }, true, false],
  ];
  for (const [what, auth, catalog, lists] of open) {
    test(what, async (t) => {
      const { registry, seen } = await view(t, auth, catalog);
      assert.deepEqual(await seen, { lists });
      assert.ok(
        registry.requests.entries.every(({ headers }) => headers.authorization?.startsWith("Basic ") !== true),
        "the stored login is not used",
      );
    });
  }

  for (const auth of [
    { kind: "bearer", accounts },
    { kind: "basic", accounts },
  ] as const) {
    test(`is nothing where ${auth.kind} is wanted of everybody`, async (t) => {
      const { seen } = await view(t, auth);
      await assert.rejects(seen, (error) => RegistryError.is(error, "unauthorized"));
    });
  }
});
