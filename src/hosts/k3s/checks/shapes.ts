import { nearest } from "../../nearest.ts";
import { otherNames, type RegistriesField, registriesShape, type Shape } from "../schema.ts";
import type { YamlEntry, YamlNode } from "../yamlTree.ts";
import { yamlEntriesOf, namedKey, namedPlace, notStarted, type RegistriesReport } from "./context.ts";

/** Types that k3s refuses the file for, keys that it does not know, and keys that stand twice (gopkg.in/yaml.v2, Unmarshal). */
export function checkShapes(root: YamlNode, report: RegistriesReport): void {
  checkNode(root, registriesShape, "the file", report);
}

const wanted: Readonly<Record<Shape["kind"], string>> = {
  fields: "keys with values",
  named: "keys with values",
  texts: "a list",
  text: "a text",
  boolean: "true or false",
};

function checkNode(node: YamlNode, shape: Shape, name: string, report: RegistriesReport): void {
  if (node.kind === "scalar" && node.type === "null") return;
  if (!fits(node, shape)) {
    const data = node.kind === "scalar" ? meantBy(node.text, shape) : undefined;
    report("registries-type", node, `${notStarted}: ${name} must be ${wanted[shape.kind]}.`, data === undefined ? undefined : { data });
    return;
  }
  if (node.kind === "list") for (const item of node.items) checkNode(item, { kind: "text" }, `each item of ${name}`, report);
  if (node.kind !== "map") return;
  checkDuplicates(node, report);
  for (const entry of node.entries) checkEntry(entry, shape, node, report);
}

function fits(node: YamlNode, { kind }: Shape): boolean {
  if (kind === "fields" || kind === "named") return node.kind === "map";
  if (kind === "texts") return node.kind === "list";
  return node.kind === "scalar" && (kind === "text" || node.type === "boolean");
}

/** A fix shows it: nothing with a user or a query, in which a secret may be. */
function meantBy(text: string, { kind }: Shape): Readonly<Record<string, string>> | undefined {
  if (kind === "boolean" && /^(?:true|false)$/i.test(text)) return { meant: text.toLowerCase() };
  return kind === "texts" && /^[^\s,[\]{}"'#?@]+$/.test(text) ? { meant: `[${JSON.stringify(text)}]` } : undefined;
}

function checkEntry({ key, value }: YamlEntry, shape: Shape, parent: YamlNode, report: RegistriesReport): void {
  if (shape.kind === "named") return checkNode(value, shape.of, namedPlace(key.text), report);
  if (shape.kind !== "fields") return;
  const field = Object.hasOwn(shape.fields, key.text) ? shape.fields[key.text] : undefined;
  if (field === undefined) return unknownKey({ key, value }, shape.fields, parent, report);
  checkNode(value, field.shape, `\`${key.text}\``, report);
  if (field.isIgnored === true)
    report("registries-not-used", key, `k3s does not use \`${key.text}\`: logins stand in \`configs\`, by the host that is asked.`);
}

function unknownKey(
  { key, value }: YamlEntry,
  fields: Readonly<Record<string, RegistriesField>>,
  parent: YamlNode,
  report: RegistriesReport,
): void {
  // What aliases elsewhere stand for.
  if (value.isAnchored) return;
  const names = Object.keys(fields);
  const other = Object.hasOwn(otherNames, key.text.toLowerCase()) ? otherNames[key.text.toLowerCase()] : undefined;
  const meant = [other, nearest(key.text, names)].find((name) => name !== undefined && names.includes(name));
  // A name that is near to a field's, or another tool's for it, is no secret.
  const start = `k3s ignores ${meant === undefined && other === undefined ? namedKey(key.text, names) : `\`${key.text}\``}` as const;
  const below = meant === undefined ? names.find((name) => isFieldOf(other ?? key.text, fields[name]?.shape)) : undefined;
  if (below !== undefined) {
    const isFree = !yamlEntriesOf(parent).some((entry) => entry.key.text === below);
    const data = { below, meant: other ?? key.text };
    report("registries-unknown-key", key, `${start}: it belongs below \`${below}\`.`, isFree ? { data } : undefined);
  } else if (meant !== undefined) {
    report("registries-unknown-key", key, `${start}: the key is \`${meant}\`.`, { data: { meant } });
  } else {
    report("registries-unknown-key", key, `${start}: here it knows ${names.map((name) => `\`${name}\``).join(", ")} only.`);
  }
}

function isFieldOf(name: string, shape: Shape | undefined): boolean {
  return shape?.kind === "fields" && Object.hasOwn(shape.fields, name);
}

function checkDuplicates(map: YamlNode, report: RegistriesReport): void {
  const last = new Map(yamlEntriesOf(map).map((entry) => [entry.key.text, entry]));
  for (const entry of yamlEntriesOf(map)) {
    const winner = last.get(entry.key.text);
    if (winner === entry || winner === undefined) continue;
    // Maps of fields, and of names, are read one into the other.
    const isJoined = ["mirrors", "configs", "auth", "tls"].includes(entry.key.text);
    const message = isJoined
      ? (`k3s puts this together with the other \`${entry.key.text}\`, and other tools refuse the file: the key stands twice.` as const)
      : (`k3s ignores what stands here: the same key stands below once more, and the last one counts.` as const);
    report("registries-duplicate-key", entry.key, message);
  }
}
