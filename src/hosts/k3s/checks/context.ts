import type { FindingMessage } from "../../effects.ts";
import type { Finding } from "../../findings.ts";
import type { Span } from "../../syntax/document.ts";
import { type RegistriesCode, type RegistriesFinding, registriesSeverities } from "../codes.ts";
import type { YamlEntry, YamlNode } from "../yamlTree.ts";

export type Details = Pick<Finding, "data"> & Partial<Pick<Finding, "severity">>;
export type Report = (code: RegistriesCode, span: Span, message: FindingMessage, more?: Details) => void;

/** Messages quote what is written, which may be anything. */
const maxMessage = 600;
/** As many as an editor shows of a file. */
const maxFindings = 999;

/** Gathers findings; what is said already of the same place, as through an alias, is not said again. */
export function collector(findings: RegistriesFinding[], length: number): Report {
  const said = new Set<string>();
  return (code, at, message, more) => {
    // The library places what is missing behind the end.
    const [start, end] = [Math.min(at.start, length), Math.min(at.end, length)];
    const key = `${code} ${start} ${end}`;
    if (said.has(key) || findings.length >= maxFindings) return;
    said.add(key);
    const short = message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
    findings.push({ ...more, code, severity: more?.severity ?? registriesSeverities[code], start, end, message: short });
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
export function textOf(node: YamlNode | undefined): string | undefined {
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
