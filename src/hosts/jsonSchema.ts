import { allCapabilities, type Field, allFields, type FieldType } from "./schema.ts";

/**
 * A JSON Schema (draft 7) for hosts.toml, for TOML tools that take one. It is as strict as the newest containerd. It has no
 * `$id`: taplo, and so Even Better TOML, refuse one that is not an absolute address, and the file has no address of its own.
 */
export function jsonSchema(): object {
  const fields = allFields.filter(({ rootOnly }) => !rootOnly);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "containerd hosts.toml",
    description: "How containerd reaches a registry: mirrors, certificates, headers.",
    type: "object",
    properties: {
      ...Object.fromEntries(allFields.map((field) => [field.name, fieldSchema(field)])),
      host: {
        title: "Hosts that are tried before `server`",
        description: "In the order of their table headers.",
        type: "object",
        additionalProperties: { $ref: "#/definitions/host" },
        examples: [{ "https://mirror.example.com": { capabilities: ["pull", "resolve"] } }],
      },
    },
    definitions: {
      host: { title: "A host", type: "object", properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])) },
    },
  };
}

function fieldSchema(field: Field): object {
  const since = field.since === undefined ? "" : ` Since containerd ${field.since}.`;
  return {
    title: field.title,
    description: `${field.description} Without it: ${field.fallback}.${since}`,
    ...typeSchemas[field.type],
    examples: field.examples,
  };
}

const strings = { type: "array", items: { type: "string" } };
/** containerd takes the names in any letter case. */
const capabilityPattern = allCapabilities
  .map(({ name }) => name.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  .join("|");

const typeSchemas: Readonly<Record<FieldType, object>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  capabilities: { type: "array", items: { type: "string", pattern: `^(?:${capabilityPattern})$` } },
  paths: { anyOf: [{ type: "string" }, strings] },
  clients: {
    anyOf: [{ type: "string" }, { type: "array", items: { anyOf: [{ type: "string" }, { ...strings, minItems: 2, maxItems: 2 }] } }],
  },
  headers: { type: "object", additionalProperties: { anyOf: [{ type: "string" }, strings] } },
  duration: { type: "string", pattern: "^$|^[+-]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|\u00B5s|\u03BCs|ms|s|m|h))+)$" },
};
