import type { HostsModel, Section, Setting } from "../../resolve/model.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import type { Entry, Span, DocumentTable } from "../../syntax/document.ts";
import type { FixMaker, FixTable } from "./context.ts";
import { lacksTls } from "../lacksTls.ts";
import { sourceOf } from "./context.ts";
import { type Edit, entryLines, insert, lineEnd, lineInSection, replace, writeKey } from "../../syntax/edits.ts";

/** Writes a host that is given by dotted keys or inline tables as a table with a header. */
const toTableHeader: FixMaker = (finding, model) => {
  const { document } = model;
  const section = hostInside(finding, model);
  const name = section?.key?.name;
  if (section?.mention === undefined || name === undefined) return undefined;
  // Looked at first, since it is what a long list of hosts in one inline table comes to.
  if (holdsOtherHost(model, outermostEntry(section.mention), name)) return undefined;
  const own = model.assignments.filter(({ path, entry }) => entry !== undefined && path[1]?.name === name && path[0]?.name === "host");
  const entries = [...new Set(own.flatMap(({ entry }) => entry ?? []))];
  const outer = [...new Set(own.map(outermostEntry))];
  // An inline table that holds other hosts too cannot be taken apart without touching them.
  if (outer.some((entry) => entry === undefined || holdsOtherHost(model, entry, name))) return undefined;
  const end = lineEnd(document.text);
  const lines = entries.flatMap((entry) => linesOf(model, entry, own));
  const table = [`[host.${writeKey(name, section.key?.quote === "'" ? "'" : '"')}]`, ...lines].join(end);
  const separator = document.text.endsWith("\n") ? end : `${end}${end}`;
  const removals = outer.flatMap((entry) => (entry === undefined ? [] : [replace(entryLines(document.text, entry), "")]));
  return {
    title: `Write it as [host.${writeKey(name)}]`,
    edits: [...removals, insert(document.text.length, `${separator}${table}${end}`)],
  };
};

function hostInside({ start, end }: Span, { hosts }: HostsModel): Section | undefined {
  for (const section of hosts.values()) {
    const { key } = section;
    if (key !== undefined && start <= key.start && key.end <= end) return section;
  }
  return undefined;
}

/** The entry of the table that the assignment stands in, however deep in inline tables. */
function outermostEntry({ entry, table }: Assignment): Entry | undefined {
  return entry === undefined ? undefined : table.entries.find((each) => each.start <= entry.start && entry.end <= each.end);
}

function holdsOtherHost({ assignments }: HostsModel, entry: Entry | undefined, name: string): boolean {
  return assignments.some(({ path, entry: inner }) => {
    const isInside = inner !== undefined && entry !== undefined && entry.start <= inner.start && inner.end <= entry.end;
    return isInside && path[1] !== undefined && path[1].name !== name;
  });
}

/** `key = value` below the header of the host, for each entry that sets something of it. */
function linesOf(model: HostsModel, entry: Entry, own: readonly Assignment[]): readonly string[] {
  const assignment = own.find((each) => each.entry === entry);
  const keys = assignment?.path.slice(2) ?? [];
  if (keys.length === 0 || (keys.length > 1 && assignment?.inline === true && keys[0]?.name.toLowerCase() === "header")) return [];
  return [`${keys.map((part) => writeKey(part.name, part.quote)).join(".")} = ${sourceOf(model, entry.value)}`];
}

/** Moves the later tables of a host behind its first ones. */
const mergeHostTables: FixMaker = (finding, model) => {
  const { text, tables } = model.document;
  const index = tables.findIndex(({ header }) => header?.key[1]?.start === finding.start);
  const name = tables[index]?.header?.key[1]?.name;
  const first = tables.findIndex((table) => hostOf(table) === name);
  if (name === undefined || first < 0 || first >= index) return undefined;
  const lastOfFirst = lastOfGroup(tables, first, name);
  const lastMoved = lastOfGroup(tables, index, name);
  const from = tables[index]?.start ?? 0;
  const to = tables[lastMoved]?.end ?? from;
  const target = tables[lastOfFirst]?.end ?? 0;
  const moved = text.slice(from, to);
  const whole = moved.endsWith("\n") ? moved : `${moved}${lineEnd(text)}`;
  return { title: "Move to the host's first table", edits: [insert(target, whole), replace({ start: from, end: to }, "")] };
};

function hostOf({ header }: DocumentTable): string | undefined {
  return header?.key[0]?.name === "host" ? header.key[1]?.name : undefined;
}

/** The last of the tables that follow one another for the same host. */
function lastOfGroup(tables: readonly DocumentTable[], first: number, name: string): number {
  let last = first;
  while (tables[last + 1] !== undefined && hostOf(tables[last + 1] as DocumentTable) === name) last++;
  return last;
}

/** Gives the hosts that are tried over HTTPS and have no settings for TLS those of the root, where they stay: `server` needs them. */
const copyTlsToHosts: FixMaker = (_finding, model) => {
  const { text } = model.document;
  const settings = (["ca", "client", "skip_verify"] as const).flatMap((name) => model.root.settings.get(name) ?? []);
  const names = new Set(model.order.map((part) => part.name));
  const lacking = [...names].flatMap((name) => model.hosts.get(name) ?? []).filter((section) => lacksTls(section.key?.name ?? "", section));
  if (settings.some(({ assignment }) => assignment.value === undefined) || lacking.length > maxHosts) return undefined;
  const edits: Edit[] = [];
  for (const section of lacking) {
    const newLine = lineInSection(model, section);
    if (newLine === undefined) return undefined;
    const lines = settings.map((setting) => `${newLine.indent}${sourceOfSetting(model, setting)}${lineEnd(text)}`);
    edits.push(insert(newLine.at, newLine.before + lines.join("")));
  }
  return { title: "Copy the TLS settings into the hosts", edits };
};

/** The place in each is looked for in all of the text. */
const maxHosts = 100;

function sourceOfSetting(model: HostsModel, { assignment, field }: Setting): string {
  return `${field.name} = ${assignment.value === undefined ? "" : sourceOf(model, assignment.value)}`;
}

export const tableFixes: FixTable = {
  "host-not-a-table-header": toTableHeader,
  "host-listed-twice": mergeHostTables,
  "root-tls-scope": copyTlsToHosts,
};
