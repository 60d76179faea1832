import assert from "node:assert/strict";
import { test } from "node:test";
import { Browsing } from "../../../../src/services/browse/browsing.ts";
import { RegistryLists } from "../../../../src/services/browse/registryLists.ts";
import type { Sessions } from "../../../../src/services/reach/sessions.ts";
import { silentLogger } from "../../../support/silentLogger.ts";
import { unchangedLogins } from "../../../support/unchangedLogins.ts";

/** Lists of registries that never answer; `asked` are the requests under way. */
function openSilent() {
  const asked = new Set<string>();
  const accessTo = (host: string, signal: AbortSignal, repository = ""): Promise<never> => {
    const name = `${host}/${repository}`;
    asked.add(name);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        asked.delete(name);
        reject(signal.reason as Error);
      });
    });
  };
  const sessions = { accessTo } as unknown as Sessions;
  const browsing = new Browsing(sessions, new RegistryLists(() => [], silentLogger), {
    pageSize: 1000,
    step: () => 200,
    orderOf: () => undefined,
    logins: unchangedLogins(),
    changed: () => undefined,
  });
  return { browsing, asked };
}

/** Whatever follows from what has happened. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("lists that are out of sight load no further, and the others go on", async () => {
  const { browsing, asked } = openSilent();
  const views = [browsing.repositories("a.example"), browsing.tags("a.example", "x"), browsing.tags("b.example", "x")].map((list) =>
    list.view(),
  );
  await turn();
  assert.deepEqual([...asked], ["a.example/", "a.example/x", "b.example/x"]);
  await browsing.abort("a.example", (repository) => repository === "x");
  await turn();
  assert.deepEqual([...asked], ["a.example/", "b.example/x"]);
  await browsing.abort("a.example", () => true);
  await turn();
  assert.deepEqual([...asked], ["b.example/x"]);
  assert.equal(
    browsing.abort("a.example", () => true),
    undefined,
    "nothing is under way there",
  );
  await browsing.abort("b.example", () => true);
  for (const { error, loaded } of await Promise.all(views)) assert.deepEqual([error, loaded], [undefined, 0]);
});

test("what nobody has looked at stays news, whoever loads it", async () => {
  const saw: (readonly string[])[] = [];
  const page = { value: { items: [{ name: "1.0" }], next: undefined }, host: "a.example" };
  const reader = Object.assign(() => Promise.resolve(page), { find: () => Promise.resolve(undefined) });
  const browsing = new Browsing(
    { accessTo: () => Promise.resolve() } as unknown as Sessions,
    { tags: () => reader, end: () => undefined } as unknown as RegistryLists,
    {
      pageSize: 1000,
      step: () => 200,
      orderOf: () => undefined,
      logins: unchangedLogins(),
      changed: () => undefined,
      sawTags: (host, repository, tags) => saw.push([`${host}/${repository}`, ...tags]),
    },
  );
  await browsing.tags("a.example", "x").view();
  assert.deepEqual(saw, []);
  browsing.lookAtTags("a.example", "x");
  await browsing.lookAtTags("a.example", "y").view();
  browsing.lookAtTags("a.example", "x");
  assert.deepEqual(saw, [
    ["a.example/x", "1.0"],
    ["a.example/y", "1.0"],
  ]);
  browsing.reset();
  await browsing.tags("a.example", "x").view();
  assert.equal(saw.length, 2);
});
