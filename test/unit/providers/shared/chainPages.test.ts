import assert from "node:assert/strict";
import { test } from "node:test";
import { RegistryError, type RegistryErrorCode } from "../../../../src/core/registryError.ts";
import { chainPages, grantedOf } from "../../../../src/providers/shared/chainPages.ts";

const { signal } = new AbortController();

/** A chain of namespaces, each with its pages, or with why it refuses; what was asked, and all that came of it. */
async function walk(namespaces: Readonly<Record<string, readonly (readonly string[])[] | RegistryErrorCode>>) {
  const asked: string[] = [];
  const chain = chainPages<string, string>({
    host: "reg.example",
    parts: () => Promise.resolve(Object.keys(namespaces)),
    pageOf: (name, { cursor }) => {
      asked.push(`${name} ${cursor ?? ""}`.trim());
      const pages = namespaces[name] ?? [];
      if (typeof pages === "string") return Promise.reject(new RegistryError(pages, name));
      const at = Number(cursor ?? 0);
      return Promise.resolve({ items: pages[at] ?? [], next: at + 1 < pages.length ? String(at + 1) : undefined });
    },
  });
  const items: string[] = [];
  let pages = 0;
  let ending: RegistryError | undefined;
  let cursor: string | undefined;
  do {
    const page = await chain({ cursor, pageSize: 10, signal });
    items.push(...page.items);
    pages++;
    ending = page.ending;
    cursor = page.next;
  } while (cursor !== undefined);
  return { items, asked, pages, ending };
}

test("lists stand one behind the other, page by page", async () => {
  const { items, asked } = await walk({ a: [["1"], ["2"]], b: [[]], c: [["3"]] });
  assert.deepEqual(items, ["1", "2", "3"]);
  assert.deepEqual(asked, ["a", "a 1", "b", "c"]);
  assert.deepEqual((await walk({})).items, []);
});

test("a namespace that refuses is passed over, the last one, too", async () => {
  assert.deepEqual((await walk({ a: "denied", b: [["1"]], c: "not-found" })).items, ["1"]);
});

test("it is refused where all refuse, where the login is no good, and where something fails", async () => {
  await assert.rejects(walk({ a: "denied", b: "not-found" }), (error) => RegistryError.is(error, "not-found"));
  await assert.rejects(walk({ a: "unauthorized", b: [["1"]] }), (error) => RegistryError.is(error, "unauthorized"));
  await assert.rejects(walk({ a: [["1"]], b: "timed-out" }), (error) => RegistryError.is(error, "timed-out"));
});

test("one page asks a bounded number of namespaces, and the whole no more than a thousand, and says so", async () => {
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`n${index}`, "denied" as const]));
  const { items, pages } = await walk({ ...many, last: [["1"]] });
  assert.deepEqual([items, pages], [["1"], 3]);
  const namespaces = (length: number) => Object.fromEntries(Array.from({ length }, (_, index) => [`n${index}`, [[]]]));
  const cut = await walk(namespaces(1200));
  assert.deepEqual([cut.asked.length, cut.ending?.code, cut.ending?.params["host"]], [1000, "too-many-pages", "reg.example"]);
  const whole = await walk(namespaces(1000));
  assert.deepEqual([whole.asked.length, whole.ending], [1000, undefined]);
});

test("of several requests, what was granted counts, unless nothing was or something failed", async () => {
  const fails = (code: RegistryErrorCode): Promise<number> => Promise.reject(new RegistryError(code, code));
  assert.deepEqual(await grantedOf([Promise.resolve(1), fails("denied")]), [1]);
  assert.deepEqual(await grantedOf([]), []);
  await assert.rejects(grantedOf([fails("not-found"), fails("denied")]), (error) => RegistryError.is(error, "not-found"));
  await assert.rejects(grantedOf([Promise.resolve(1), fails("timed-out")]), (error) => RegistryError.is(error, "timed-out"));
});
