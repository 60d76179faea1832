import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { RegistryError } from "../../../../src/core/registryError.ts";
import { atOnce } from "../../../../src/core/slices.ts";
import { parseLongObject } from "../../../../src/registry/lists/longList.ts";

const read = (text: string): unknown => atOnce(parseLongObject(Buffer.from(text), "tags", "h", (item) => typeof item === "string"))["tags"];
const fails = (text: string, code: string): void =>
  assert.throws(
    () => read(text),
    (error) => RegistryError.is(error, code as RegistryError["code"]),
  );
const many = (count: number, item: (index: number) => string): string => Array.from({ length: count }, (_, index) => item(index)).join(",");

describe("a long list", () => {
  test("gives what a parser gives, whatever stands between and beside its items", () => {
    const value = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.integer()),
    );
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 30 }),
        fc.dictionary(fc.string(), value),
        fc.constantFrom("", " ", "\n\t"),
        (items, others, space) => {
          // Long enough to be cut into parts.
          const tags = Array.from({ length: 1500 }, () => items).flat();
          const text = JSON.stringify({ ...others, tags }, undefined, space);
          const expected = (JSON.parse(text) as { readonly tags: readonly unknown[] }).tags.filter((item) => typeof item === "string");
          assert.deepEqual(read(text), expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("of a million tags is read whole", () => {
    const tags = read(`{"name":"a","tags":[${many(1_000_000, (index) => `"v${index}"`)}]}`) as readonly string[];
    assert.deepEqual([tags.length, tags[0], tags.at(-1)], [1_000_000, "v0", "v999999"]);
  });

  test("that is too much is refused before anything is made of it", () => {
    fails(`{"tags":[${"{},".repeat(3_000_000)}{}]}`, "body-too-complex");
    fails("[".repeat(3_000_000), "body-too-complex");
    fails(`{${'"a":[],'.repeat(2000)}"tags":[]}`, "body-too-complex");
    fails(`{"tags":["${"x".repeat(2_000_000)}"]}`, "body-too-large");
    fails(`{"tags":["v1",[${many(20_000, (index) => `{"k${index}":0}`)}]]}`, "body-too-large");
    fails(`{"note":"${"x".repeat(2_000_000)}","tags":[]}`, "body-too-large");
  });

  test("that ends in its middle, or is no JSON, is said to be that", () => {
    const long = many(20_000, (index) => `"v${index}"`);
    fails(`{"tags":[${long}`, "response-cut-short");
    fails(`{"tags":[${long},]}`, "invalid-response");
    fails(`{"tags":[${long},,"x"]}`, "invalid-response");
    fails(`{"tags":[${long}, oops]}`, "invalid-response");
  });
});
