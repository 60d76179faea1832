import type { Report } from "../../collectFindings.ts";
import type { RegistriesCode } from "../codes.ts";
import type { YamlEntry, YamlNode } from "../yamlTree.ts";

export type RegistriesReport = Report<RegistriesCode>;

/** Reports within a text of that length; what is said already of the same span, as through an alias, is not said again. */
export function reportOnce(report: RegistriesReport, length: number): RegistriesReport {
  const said = new Set<string>();
  return (code, at, message, more) => {
    // The library places what is missing behind the end.
    const [start, end] = [Math.min(at.start, length), Math.min(at.end, length)];
    const key = `${code} ${start} ${end}`;
    if (said.has(key)) return;
    said.add(key);
    report(code, { start, end }, message, more);
  };
}

/** The entries of a map; none of anything else. */
export function yamlEntriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === "map" ? node.entries : [];
}

/** What a key stands for: of several the last, as k3s takes them. */
export function yamlEntryAt(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return yamlEntriesOf(node).findLast((entry) => entry.key.text === key);
}

/** The text of a scalar that says something. */
export function scalarText(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && node.text !== "" ? node.text : undefined;
}

const plainKey = /^[\w.-]{1,40}$/;

/**
 * A key that is not one of the fields, as a message may name it: not where logins stand, and not with anything else in it than
 * keys have. `{ password:secret }` and `{ password, secret }` are keys too.
 */
export function namedKey(key: string, fields: readonly string[]): `\`${string}\`` | "this key" {
  return plainKey.test(key) && !fields.includes("password") ? `\`${key}\`` : "this key";
}

/** A host or a registry as a message may name it. */
export function namedPlace(name: string): string {
  return /[@?#]/.test(name) ? "this name" : `"${name}"`;
}

/** What becomes of all of it where k3s cannot read the file (pkg/agent/config/config.go, Get). */
export const notStarted = "k3s does not become ready on this node, and keeps trying";
