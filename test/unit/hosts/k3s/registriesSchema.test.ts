import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { registriesSchema } from "../../../../src/hosts/k3s/registriesSchema.ts";

test("the schema that is shipped is that of the table", () => {
  const shipped = readFileSync(new URL("../../../../schemas/k3s-registries.schema.json", import.meta.url), "utf8");
  assert.deepEqual(JSON.parse(shipped), registriesSchema());
});

test("it knows the keys at their places, and nothing else", () => {
  const schema = JSON.stringify(registriesSchema());
  for (const key of ["mirrors", "endpoint", "rewrite", "configs", "auth", "identity_token", "tls", "insecure_skip_verify"])
    assert.ok(schema.includes(`"${key}":{`), key);
  assert.ok(schema.includes('"additionalProperties":false'));
});
