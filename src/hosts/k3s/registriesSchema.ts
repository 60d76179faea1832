import { type RegistriesField, registriesShape, type Shape } from "./schema.ts";

/** A JSON Schema (draft 7) for registries.yaml of k3s and RKE2, for YAML tools that take one. */
export function registriesSchema(): object {
  return { $schema: "http://json-schema.org/draft-07/schema#", title: "registries.yaml of k3s and RKE2", ...schemaOf(registriesShape) };
}

/** Nothing in the place of a value is what a key without one has. */
function schemaOf(shape: Shape): object {
  switch (shape.kind) {
    case "fields":
      return {
        type: ["object", "null"],
        properties: Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, fieldSchema(field)])),
        additionalProperties: false,
      };
    case "named":
      return { type: ["object", "null"], additionalProperties: schemaOf(shape.of) };
    case "texts":
      return { type: ["array", "null"], items: schemaOf({ kind: "text" }) };
    case "text":
      return { type: ["string", "number", "boolean", "null"] };
    case "boolean":
      return { type: ["boolean", "null"] };
  }
}

function fieldSchema({ shape, description, isIgnored }: RegistriesField): object {
  return { description, ...(isIgnored === true ? { deprecated: true } : {}), ...schemaOf(shape) };
}
