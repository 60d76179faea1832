import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test, type TestContext } from "node:test";
import { Secret } from "../../../src/core/secret.ts";
import { inSlices } from "../../../src/core/slices.ts";
import { revisionsOf } from "../../../src/services/browse/loginRevisions.ts";
import { countTurns } from "../../support/countTurns.ts";
import { openCredentialStore } from "../../support/credentialStore.ts";

const entries = 25_000;
/** A turn for every hundred entries at least, in a clock of whose milliseconds a slice has eight. */
const leastTurns = entries / 100;

function storeWith(t: TestContext, auth: string) {
  const home = mkdtempSync(path.join(tmpdir(), "long-config-"));
  t.after(() => rmSync(home, { recursive: true }));
  const file = path.join(home, "config.json");
  const auths = Object.fromEntries(Array.from({ length: entries }, (_, index) => [`r${index}.example`, { auth }]));
  writeFileSync(file, JSON.stringify({ auths }), { mode: 0o600 });
  return { file, store: openCredentialStore(file) };
}

void describe("a config.json with 25,000 entries lets the event loop have its turns", () => {
  void test("while it is read, though nobody can decode any", async (t) => {
    const { store } = storeWith(t, "%");
    const turns = countTurns(t);
    const { document } = await store.sources();
    assert.equal(document.problems.length, entries);
    const read = turns();
    assert.ok(read > leastTurns, String(read));
    const { registries } = await store.registries();
    assert.equal(registries.length, entries);
    assert.ok(turns() - read > leastTurns, "while the registries are told from it");
  });

  void test("while its logins are compared, and a login is added", async (t) => {
    const { store, file } = storeWith(t, Buffer.from("a:b").toString("base64"));
    const sources = await store.sources();
    const turns = countTurns(t);
    assert.equal((await inSlices(revisionsOf(sources))).ofRegistries.size, entries);
    const compared = turns();
    assert.ok(compared > leastTurns, String(compared));
    await store.save("new.example", { kind: "basic", username: "a", password: new Secret("b") });
    assert.ok(turns() - compared > leastTurns, String(turns() - compared));
    assert.equal(Object.keys((JSON.parse(readFileSync(file, "utf8")) as { readonly auths: object }).auths).length, entries + 2);
  });

  void test("and what reads it at the same time decodes it once", async (t) => {
    const { store } = storeWith(t, "%");
    const [one, other] = await Promise.all([store.sources(), store.sources()]);
    assert.equal(one.document.auths, other.document.auths);
  });
});
