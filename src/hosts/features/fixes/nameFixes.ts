import { fieldOf } from "../../schema.ts";
import { isHostWord } from "../../syntax/keyMeaning.ts";
import type { FixMaker, FixTable } from "./context.ts";
import { splitCapabilities } from "./valueFixes.ts";
import { entryLines, insert, lineEnd, lineInSection, replace, writeKey } from "../../syntax/edits.ts";

/** Replaces a key by the name that was meant, unless that is set already. */
const spellKey: FixMaker = (finding, model) => {
  const meant = finding.data?.["meant"];
  if (meant === undefined) return undefined;
  const assignment = model.assignments.find(({ path }) => path.some((part) => part.start === finding.start));
  if (assignment === undefined) return undefined;
  // What is no key at all must become one first.
  const part = assignment.path.find(({ start }) => start === finding.start);
  if (part?.quote === "" && !/^[A-Za-z0-9_-]+$/.test(part.name)) return undefined;
  const { meaning } = assignment;
  const host = "host" in meaning ? meaning.host : undefined;
  const section = host === undefined ? model.root : model.hosts.get(host.name);
  const field = fieldOf(meant);
  const present = field === undefined ? undefined : section?.settings.get(field.name);
  if (present !== undefined && present.part.start !== finding.start) return undefined;
  return { title: `Change to \`${meant}\``, edits: [replace(finding, meant)] };
};

const spellCapability: FixMaker = (finding) => {
  const meant = finding.data?.["meant"];
  return meant === undefined ? undefined : { title: `Change to "${meant}"`, edits: [replace(finding, `"${meant}"`)] };
};

/** Moves a root field to the end of the root. */
const moveToRoot: FixMaker = (finding, model) => {
  const assignment = model.assignments.find(({ path }) => path.at(-1)?.start === finding.start);
  const { document, root } = model;
  const newLine = lineInSection(model, root);
  if (assignment?.entry === undefined || assignment.inline || newLine === undefined || root.settings.has("server")) return undefined;
  if (assignment.path.length !== 3) return undefined;
  const lines = entryLines(document.text, assignment.entry);
  const line = document.text.slice(finding.start, lines.end).trimEnd();
  return {
    title: "Move above the first table",
    edits: [insert(newLine.at, `${newLine.before}${newLine.indent}${line}${lineEnd(document.text)}`), replace(lines, "")],
  };
};

/** Gives a nested host a header of its own. */
const unnest: FixMaker = (finding, model) => {
  const header = model.document.tables.map((table) => table.header).find((each) => each?.key.some((part) => part.start === finding.start));
  const nested = header?.key[3];
  if (header === undefined || nested === undefined || model.hosts.has(nested.name)) return undefined;
  const rest = header.key.slice(3).map((part) => writeKey(part.name, part.quote));
  return { title: `Make it [host.${rest.join(".")}]`, edits: [replace(header, `[host.${rest.join(".")}]`)] };
};

/** Not where a host has tables below both spellings: they would become one host. */
const lowerCaseHost: FixMaker = (finding, { assignments }) => {
  const named = assignments.filter(({ path }) => isHostWord(path[0]) && path[1] !== undefined);
  const own = new Set(named.filter(({ path }) => path[0]?.start === finding.start).map(({ path }) => path[1]?.name));
  const isThere = named.some(({ path }) => path[0]?.name === "host" && own.has(path[1]?.name));
  return isThere ? undefined : { title: "Change to `host`", edits: [replace(finding, "host")] };
};

const removeMark: FixMaker = (finding) => ({ title: "Remove the byte order mark", edits: [replace(finding, "")] });

const addHostTable: FixMaker = (_finding, { document: { text } }) => {
  const end = lineEnd(text);
  const gap = text === "" || text.endsWith("\n") ? "" : end;
  return { title: "Add a [host] table", edits: [insert(text.length, `${gap}[host]${end}`)] };
};

export const nameFixes: FixTable = {
  "unknown-key": spellKey,
  "key-case": spellKey,
  "unknown-capability": [splitCapabilities, spellCapability],
  "misplaced-root-key": moveToRoot,
  "nested-host": unnest,
  "host-table-case": lowerCaseHost,
  "byte-order-mark": removeMark,
  "host-table-required": addHostTable,
};
