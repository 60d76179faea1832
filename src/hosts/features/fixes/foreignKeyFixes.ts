import { foreignKind, type ForeignKind } from "../../foreignKeys.ts";
import { withScheme } from "../../resolve/hostConfig.ts";
import type { HostsModel, Section } from "../../resolve/model.ts";
import type { FieldName } from "../../schema.ts";
import type { Assignment } from "../../syntax/assignments.ts";
import type { Value } from "../../syntax/document.ts";
import { type Edit, entryLines, insert, lineEnd, renameHost, replace, writeKey } from "../../syntax/edits.ts";
import { type Fix, type FixMaker, type FixTable, sourceOf } from "./context.ts";

/** An assignment of its own line, with what it stands in. */
interface Foreign {
  readonly model: HostsModel;
  readonly assignment: Assignment & { readonly entry: NonNullable<Assignment["entry"]>; readonly value: Value };
  readonly section: Section;
}

type ForeignFix = (foreign: Foreign) => Fix | undefined;

const sayItHere: FixMaker = (finding, model) => {
  const found = model.assignments.find(({ meaning }) => meaning.kind === "unknown" && meaning.part.start === finding.start);
  const kind = found?.meaning.kind === "unknown" ? foreignKind(found.meaning.part.name) : undefined;
  if (found !== undefined && finding.data?.["meant"] === "hosts") return writeTable(model, found);
  const foreign = found === undefined ? undefined : foreignOf(model, found);
  return kind === undefined || foreign === undefined ? undefined : fixes[kind]?.(foreign);
};

function foreignOf(model: HostsModel, assignment: Assignment): Foreign | undefined {
  const { meaning, entry, value, inline } = assignment;
  if (meaning.kind !== "unknown" || entry === undefined || value === undefined || inline || entry.key.length !== 1) return undefined;
  const section = meaning.host === undefined ? model.root : model.hosts.get(meaning.host.name);
  return section === undefined ? undefined : { model, assignment: { ...assignment, entry, value }, section };
}

/** Gives the key the name that it has here, where its value fits and nothing stands there already. */
function renameTo(name: FieldName, fits: (value: Value) => boolean): ForeignFix {
  return ({ assignment: { entry, value }, section }) => {
    const key = entry.key[0];
    if (key === undefined || !fits(value) || section.settings.has(name)) return undefined;
    return { title: `Change to \`${name}\``, edits: [replace(key, name)] };
  };
}

const isPathOrPaths = (value: Value): boolean =>
  value.kind === "string" || (value.kind === "array" && value.items.every(({ kind }) => kind === "string"));

/** `cert_file` and `key_file` of one table become one field. */
const writeClient: ForeignFix = ({ model, assignment, section }) => {
  if (section.settings.has("client")) return undefined;
  const meaning = assignment.meaning;
  const pair = model.assignments.flatMap((each) => {
    const isBeside = each.table === assignment.table && each.meaning.kind === "unknown" && meaning.kind === "unknown";
    const foreign = isBeside && foreignKind(each.meaning.part.name) === "client" ? foreignOf(model, each) : undefined;
    return foreign?.assignment.value.kind === "string" ? [foreign.assignment] : [];
  });
  const [first, second, ...others] = pair;
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  const isKey = ({ entry }: Foreign["assignment"]): boolean => entry.key[0]?.name.toLowerCase().includes("key") === true;
  if (isKey(first) === isKey(second)) return undefined;
  const [certificate, key] = isKey(first) ? [second, first] : [first, second];
  const text = `client = [[${sourceOf(model, certificate.value)}, ${sourceOf(model, key.value)}]]`;
  return {
    title: "Change to `client`",
    edits: [replace(first.entry, text), replace(entryLines(model.document.text, second.entry), "")],
  };
};

const removeLogin: ForeignFix = ({ model, assignment: { entry } }) => ({
  title: `Remove \`${entry.key[0]?.name}\``,
  edits: [replace(entryLines(model.document.text, entry), "")],
});

/** `plain_http = true` is a URL with `http://`; false is what an https:// URL says anyway. */
const writePlainHttp: ForeignFix = ({ model, assignment: { entry, value }, section }) => {
  const name = section.key?.name;
  if (value.kind !== "boolean" || name === undefined) return undefined;
  const removal = replace(entryLines(model.document.text, entry), "");
  const isPlain = name.startsWith("http://");
  if (isPlain === (value.text === "true")) return { title: `Remove \`${entry.key[0]?.name}\``, edits: [removal] };
  const url = withScheme(name);
  if (isPlain || !url.startsWith("https://")) return undefined;
  const plain = `http://${url.slice("https://".length)}`;
  if (model.hosts.has(plain)) return undefined;
  return { title: `Change to ${plain}`, edits: [...renameHost(model, name, plain), removal] };
};

/** `endpoint = ["https://m"]` at the root becomes a table for each mirror, in their order. */
const writeHosts: ForeignFix = ({ model, assignment: { entry, value }, section }) => {
  const { text } = model.document;
  const headers = section.key === undefined ? hostHeaders(model, value) : undefined;
  if (headers === undefined) return undefined;
  const end = lineEnd(text);
  const tables = headers.map((header) => header + end).join("");
  const gap = text.endsWith("\n") ? "" : end;
  const edits: Edit[] = [replace(entryLines(text, entry), ""), insert(text.length, gap + tables)];
  return { title: 'Write each as [host."…"]', edits };
};

/** A header for each mirror; undefined where one has a path, which config.toml and hosts.toml do not take for the same. */
function hostHeaders(model: HostsModel, value: Value | undefined): readonly string[] | undefined {
  if (value?.kind !== "array" || value.items.length === 0) return undefined;
  const urls = value.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  const isPlain = urls.every((url) => /^https?:\/\/[A-Za-z0-9.:[\]-]+$/.test(url) && !model.hosts.has(url));
  if (!isPlain || urls.length < value.items.length || new Set(urls).size < urls.length) return undefined;
  return urls.map((url) => `[host.${writeKey(url)}]`);
}

/** `[….mirrors."docker.io"]` with nothing but its `endpoint`, pasted into the file of that registry. */
function writeTable(model: HostsModel, { table: { header, entries } }: Assignment): Fix | undefined {
  const [entry, ...others] = entries;
  if (header === undefined || entry === undefined || others.length > 0) return undefined;
  const isEndpoint = entry.key.length === 1 && entry.key[0]?.name === "endpoint";
  const headers = isEndpoint ? hostHeaders(model, entry.value) : undefined;
  const between = model.document.text.slice(header.end, entry.start);
  if (
    headers === undefined ||
    between.trim() !== "" ||
    model.document.comments.some(({ start }) => start > entry.start && start < entry.end)
  ) {
    return undefined;
  }
  const text = headers.join(lineEnd(model.document.text));
  return { title: 'Write each as [host."…"]', edits: [replace({ start: header.start, end: entry.end }, text)] };
}

const fixes: Partial<Record<ForeignKind, ForeignFix>> = {
  "plain-http": writePlainHttp,
  "skip-verify": renameTo("skip_verify", ({ kind }) => kind === "boolean"),
  "ca": renameTo("ca", isPathOrPaths),
  "client": writeClient,
  "login": removeLogin,
  "mirrors": writeHosts,
};

export const foreignKeyFixes: FixTable = { "key-of-another-tool": sayItHere };
