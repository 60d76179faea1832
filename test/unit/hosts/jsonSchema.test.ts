import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "smol-toml";
import { jsonSchema } from "../../../src/hosts/jsonSchema.ts";

interface Schema {
  readonly type?: string;
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly $ref?: string;
}

const generatedSchema = jsonSchema() as Schema;

/** As much of JSON Schema as ours uses. */
function accepts(schema: Schema, value: unknown): boolean {
  if (schema.$ref !== undefined) return accepts(generatedSchema.definitions?.[schema.$ref.replace("#/definitions/", "")] ?? {}, value);
  if (schema.anyOf !== undefined) return schema.anyOf.some((each) => accepts(each, value));
  if (Array.isArray(value)) return acceptsArray(schema, value);
  if (typeof value === "object" && value !== null) return acceptsObject(schema, value as Record<string, unknown>);
  if (schema.type !== undefined && typeof value !== schema.type) return false;
  return schema.pattern === undefined || (typeof value === "string" && new RegExp(schema.pattern).test(value));
}

function acceptsArray(schema: Schema, value: readonly unknown[]): boolean {
  const fits = value.length >= (schema.minItems ?? 0) && value.length <= (schema.maxItems ?? Infinity);
  return schema.type === "array" && fits && value.every((item) => accepts(schema.items ?? {}, item));
}

function acceptsObject(schema: Schema, value: Readonly<Record<string, unknown>>): boolean {
  if (schema.type !== "object") return false;
  return Object.entries(value).every(([key, item]) => {
    const known = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : schema.additionalProperties;
    return known === undefined || accepts(known, item);
  });
}

test("the file is what the fields give: run scripts/generateSchema.mjs after a change", () => {
  const file: unknown = JSON.parse(readFileSync(new URL("../../../schemas/hosts.schema.json", import.meta.url), "utf8"));
  assert.deepEqual(file, JSON.parse(JSON.stringify(generatedSchema)));
});

test("it has no address: tools refuse one that they cannot make absolute", () => {
  assert.ok(!("$id" in generatedSchema));
});

interface Vector {
  readonly name: string;
  readonly toml: string;
  readonly "containerd-2.4": { readonly error?: string };
}

const vectors = readFileSync(new URL("../../fixtures/hosts/resolve.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Vector);

/** What a schema cannot know: URLs, and the range of durations. */
const beyondASchema = /unable to parse server|99999999h/;

test("the schema agrees with containerd 2.4 on all recorded documents that are TOML", () => {
  let checked = 0;
  for (const { name, toml, "containerd-2.4": result } of vectors) {
    if (result.error !== undefined && (/^toml: (?!cannot)/.test(result.error) || beyondASchema.test(result.error))) continue;
    assert.equal(accepts(generatedSchema, parse(toml, { integersAsBigInt: true })), result.error === undefined, name);
    checked++;
  }
  assert.ok(checked > 200);
});
