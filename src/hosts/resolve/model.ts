import type { Field, FieldName } from "../schema.ts";
import { type Assignment, assignmentsOf } from "../syntax/assignments.ts";
import type { HostsDocument, KeyPart, SyntaxProblem, Value } from "../syntax/document.ts";
import { isHostWord, type KeyMeaning } from "../syntax/keyMeaning.ts";
import { syntaxProblems } from "../syntax/problems.ts";
import type { ContainerdVersion } from "../versions.ts";

/** A field with the value that counts. `value` is undefined where a table header stands in place of a value. */
export interface Setting {
  readonly field: Field;
  readonly part: KeyPart;
  readonly value: Value | undefined;
  readonly assignment: Assignment;
}

/** One HTTP header. `value` is undefined where tables stand in place of a value. */
export interface HeaderLine {
  readonly part: KeyPart;
  readonly value: Value | undefined;
  readonly assignment: Assignment;
}

/** The root of the file, or one host of it. */
export interface Section {
  /** Where the host is named first; undefined for the root. */
  readonly key: KeyPart | undefined;
  /** The line of the first mention counts for containerd 1.x; undefined where that is an inline table, which has none. */
  readonly mention: Assignment | undefined;
  readonly settings: ReadonlyMap<FieldName, Setting>;
  readonly headers: ReadonlyMap<string, HeaderLine>;
}

/** What containerd of a version takes a document for, before it looks into the values. */
export interface HostsModel {
  readonly document: HostsDocument;
  readonly version: ContainerdVersion;
  readonly assignments: readonly Assignment[];
  /** Why this containerd's reader refuses the text, in its order. */
  readonly problems: readonly SyntaxProblem[];
  readonly root: Section;
  readonly hosts: ReadonlyMap<string, Section>;
  /** The hosts that are tried, in order; the same host may be listed twice (see listedHosts). */
  readonly order: readonly KeyPart[];
}

interface MutableSection extends Section {
  readonly settings: Map<FieldName, Setting>;
  /** noHeaders until there is one. */
  headers: ReadonlyMap<string, HeaderLine>;
}

const noHeaders: ReadonlyMap<string, HeaderLine> = new Map();

export function modelOf(document: HostsDocument, version: ContainerdVersion): HostsModel {
  const assignments = assignmentsOf(document);
  const root = newSection(undefined, undefined);
  const hosts = new Map<string, MutableSection>();
  for (const assignment of assignments) {
    const { meaning } = assignment;
    if (version === "1.7" && isHostWord(assignment.path[0]) && assignment.path[0]?.name !== "host") continue;
    const section = sectionOf(meaning, assignment, root, hosts);
    if (section !== undefined && meaning.kind === "field") addSetting(section, meaning, assignment, version);
  }
  const order = version === "1.7" ? mentionedHosts(hosts) : listedHosts(document);
  return { document, version, assignments, problems: syntaxProblems(document, version), root, hosts, order };
}

function newSection(key: KeyPart | undefined, mention: Assignment | undefined): MutableSection {
  return { key, mention, settings: new Map(), headers: noHeaders };
}

function sectionOf(
  meaning: KeyMeaning,
  assignment: Assignment,
  root: MutableSection,
  hosts: Map<string, MutableSection>,
): MutableSection | undefined {
  if (meaning.kind === "nothing" || meaning.kind === "hosts") return undefined;
  const key = meaning.host;
  if (key === undefined) return root;
  const found = hosts.get(key.name);
  if (found !== undefined) return found;
  const section = newSection(key, assignment);
  hosts.set(key.name, section);
  return section;
}

function addSetting(
  section: MutableSection,
  meaning: KeyMeaning & { kind: "field" },
  assignment: Assignment,
  version: ContainerdVersion,
): void {
  const { field, part, rest } = meaning;
  if (version === "1.7" && !countsForV1(section, field, part)) return;
  const header = rest[0];
  if (field.type === "headers" && header !== undefined) {
    const value = rest.length === 1 ? assignment.value : undefined;
    const headers = section.headers === noHeaders ? new Map<string, HeaderLine>() : (section.headers as Map<string, HeaderLine>);
    section.headers = headers.set(header.name, { part: header, value, assignment });
    return;
  }
  // Keys below a field that is no table (`ca.x = 1`) make it one.
  const value = rest.length === 0 ? assignment.value : undefined;
  section.settings.set(field.name, { field, part, value, assignment });
}

/** go-toml v1 tries a field's own name, and then the same in capitals. */
function countsForV1(section: Section, field: Field, part: KeyPart): boolean {
  if (part.name === field.name) return true;
  return part.name === field.name.toUpperCase() && section.settings.get(field.name)?.part.name !== field.name;
}

/**
 * containerd 2.x: the order of the table headers. A header that names the same host as the header before it adds
 * nothing, so `[host.a]`, `[host.b]`, `[host.a.header]` lists a, b and a again. Only `host` in lower case counts.
 */
function listedHosts(document: HostsDocument): readonly KeyPart[] {
  const order: KeyPart[] = [];
  let previous = "";
  for (const { header } of document.tables) {
    const [word, host] = header?.key ?? [];
    if (header?.array !== false || word?.name !== "host" || host === undefined || host.name === previous) continue;
    previous = host.name;
    order.push(host);
  }
  return order;
}

/** containerd 1.x: every key below `host`, by the line of its first mention; keys of inline tables have line 0. */
function mentionedHosts(hosts: ReadonlyMap<string, Section>): readonly KeyPart[] {
  const sections = [...hosts.values()];
  const isInline = ({ mention }: Section): boolean => mention?.inline === true || mention?.value?.kind === "table";
  return [...sections.filter(isInline), ...sections.filter((section) => !isInline(section))].flatMap(({ key }) => key ?? []);
}

/** Whether containerd 1.x finds its `host` table, without which it refuses the file. */
export function hasHostTable({ assignments }: HostsModel): boolean {
  return assignments.some(({ path, value, table }) => {
    if (path[0]?.name !== "host") return false;
    if (path.length > 1) return true;
    return value === undefined ? table.header?.array === false : value.kind === "table";
  });
}
