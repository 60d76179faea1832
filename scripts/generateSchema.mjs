// Writes schemas/hosts.schema.json from src/hosts/schema.ts, and that of registries.yaml from src/hosts/k3s/schema.ts.
import { writeFile } from "node:fs/promises";
import { jsonSchema } from "../src/hosts/jsonSchema.ts";
import { registriesSchema } from "../src/hosts/k3s/registriesSchema.ts";

for (const [name, schema] of /** @type {const} */ ([
  ["hosts", jsonSchema()],
  ["k3s-registries", registriesSchema()],
])) {
  await writeFile(new URL(`../schemas/${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}
