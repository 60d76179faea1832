// Writes schemas/hosts.schema.json from src/hosts/schema.ts.
import { writeFile } from "node:fs/promises";
import { jsonSchema } from "../src/hosts/jsonSchema.ts";

await writeFile(new URL("../schemas/hosts.schema.json", import.meta.url), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
