import { dirname } from "node:path";
import { type Text, text } from "../../core/text.ts";
import { modelOf, type HostsModel, type Section } from "../../hosts/resolve/model.ts";
import { type PlacedHost, resolveHosts, resolveModel } from "../../hosts/resolve/resolveHosts.ts";
import type { FieldName } from "../../hosts/schema.ts";
import type { ArrayValue, Value } from "../../hosts/syntax/document.ts";
import {
  applyEdits,
  type Edit,
  insert,
  lineEnd,
  lineInSection,
  renameHost,
  replace,
  writeKey,
  writeString,
} from "../../hosts/syntax/edits.ts";
import { scanDocument } from "../../hosts/syntax/scan.ts";
import type { ContainerdVersion } from "../../hosts/versions.ts";
import type { TrustChange } from "./change.ts";
import { TrustError } from "./trustError.ts";

export interface HostsEdit {
  /** Of the hosts.toml that is there. */
  readonly text: string;
  readonly path: string;
  /** Host and port of the server, as a URL has them: its tables are changed. */
  readonly host: string;
  /** Those of the registry as the person writes them, with a port that its URL leaves out. */
  readonly registry: string;
  readonly change: TrustChange;
  /** The file name of the certificates, for `ca`. */
  readonly caName: string;
  readonly version: ContainerdVersion;
}

/**
 * The text with one field added to each `[host]` table of the host, or to a table of its own at the end where it has none; for plain
 * HTTP their URLs, and that of `server`, get another scheme. Nothing else changes. Throws TrustError `not-editable` where containerd drops the file, or the field cannot be added like that.
 */
export function editHosts(edit: HostsEdit): string {
  const { text: original, path, version } = edit;
  const model = modelOf(scanDocument(original), version);
  const context = { directory: dirname(path), version };
  const resolution = resolveModel(model, context);
  if ("error" in resolution) throw notEditable(text("{0} has a mistake, for which containerd ignores all of it: correct it first.", path));
  const tables = resolution.hosts.filter(({ scheme, at }) => scheme === "https" && isHostTable(model, at.start));
  const named = tables.filter(({ host }) => host === edit.host);
  const own = named.length > 0 ? named : tables.filter(({ host }) => host === edit.registry);
  const server = edit.change.kind === "plain-http" ? resolution.hosts.slice(-1).filter((host) => isServer(host, edit)) : [];
  const meant = [...own, ...server];
  const fields = edit.change.kind === "plain-http" ? schemeEdits(own, server.length > 0, model) : fieldEdits(own, model, edit);
  const after = applyEdits(original, fields) + (own.length === 0 ? newTable(edit) : "");
  const result = resolveHosts(scanDocument(after), context);
  const before = own.length === 0 ? [...resolution.hosts.slice(0, -1), undefined, ...resolution.hosts.slice(-1)] : resolution.hosts;
  if ("error" in result || !isOnlyChanged(before, result.hosts, meant)) throw notEditable(byHand(edit));
  return after;
}

/** Whether a host is named by a table, and not by `server`. */
function isHostTable({ order }: HostsModel, start: number): boolean {
  return order.some((part) => part.start === start);
}

/** Everything but the hosts that were meant reads as before; one that was not there is undefined among those of before. */
function isOnlyChanged(before: readonly (PlacedHost | undefined)[], after: readonly PlacedHost[], meant: readonly PlacedHost[]): boolean {
  const readingOf = (host: PlacedHost): string => JSON.stringify({ ...host, at: undefined });
  return (
    before.length === after.length &&
    before.every((host, index) => {
      const now = after[index];
      if (now === undefined) return false;
      const isSame = host !== undefined && readingOf(host) === readingOf(now);
      return host === undefined || meant.includes(host) ? !isSame && (now.tlsConfigured || now.scheme === "http") : isSame;
    })
  );
}

function isServer({ host, scheme }: PlacedHost, { registry }: HostsEdit): boolean {
  return scheme === "https" && host === registry;
}

/** HTTP in the URLs of these tables, and of `server`. */
function schemeEdits(own: readonly PlacedHost[], isServerMeant: boolean, model: HostsModel): readonly Edit[] {
  const server = model.root.settings.get("server")?.value;
  const ofServer = isServerMeant && server?.kind === "string" ? [replace(server, writeString(inHttp(server.value)))] : [];
  return [...ofServer, ...namesOf(own, model).flatMap((name) => renameHost(model, name, inHttp(name)))];
}

function inHttp(url: string): string {
  return `http://${url.replace(/^https:\/\//i, "")}`;
}

function namesOf(own: readonly PlacedHost[], { order }: HostsModel): readonly string[] {
  return [...new Set(own.flatMap(({ at }) => order.find(({ start }) => start === at.start)?.name ?? []))];
}

function fieldEdits(own: readonly PlacedHost[], model: HostsModel, edit: HostsEdit): readonly Edit[] {
  return namesOf(own, model).map((name) => {
    const section = model.hosts.get(name);
    // A table that has nothing below it is no section, and has no line to stand behind either.
    const done = section === undefined ? undefined : fieldEdit(section, model, edit);
    return done ?? emptyTableEdit(name, model, edit);
  });
}

/** Undefined where the section has no place for a line. */
function fieldEdit(section: Section, model: HostsModel, edit: HostsEdit): Edit | undefined {
  const { name, added, whole } = fieldOfChange(edit);
  const value = section.settings.get(name)?.value;
  if (value !== undefined) return replace(value, added === undefined ? whole : extended(value, added, model.document.text, whole));
  const line = lineInSection(model, section);
  if (line === undefined) return undefined;
  return insert(line.at, `${line.before}${line.indent}${name} = ${whole}${lineEnd(model.document.text)}`);
}

function emptyTableEdit(host: string, { document: { tables, text: all } }: HostsModel, edit: HostsEdit): Edit {
  const header = tables.find(({ header: each }) => each?.key.length === 2 && each.key[1]?.name === host)?.header;
  if (header === undefined) throw notEditable(byHand(edit));
  const end = all.indexOf("\n", header.end);
  const { name, whole } = fieldOfChange(edit);
  const eol = lineEnd(all);
  return end < 0 ? insert(all.length, `${eol}  ${name} = ${whole}${eol}`) : insert(end + 1, `  ${name} = ${whole}${eol}`);
}

/** A list with one more item; certificates and pairs of them do not stand in one list, so that a pair takes the place of other forms. */
function extended(value: Value, added: string, all: string, whole: string): string {
  const written = all.slice(value.start, value.end);
  if (value.kind === "string") return added.startsWith("[") ? whole : `[${written}, ${added}]`;
  if (value.kind !== "array" || !isOfOneKind(value, added)) return whole;
  const last = value.items.at(-1);
  if (last === undefined) return `[${added}]`;
  return `${written.slice(0, last.end - value.start)}, ${added}${written.slice(last.end - value.start)}`;
}

function isOfOneKind({ items }: ArrayValue, added: string): boolean {
  return items.every(({ kind }) => kind === (added.startsWith("[") ? "array" : "string"));
}

interface ChangedField {
  readonly name: FieldName;
  /** The item for a list that is there; undefined where the value is no list. */
  readonly added: string | undefined;
  readonly whole: string;
}

function fieldOfChange({ change, caName }: HostsEdit): ChangedField {
  switch (change.kind) {
    case "ca":
      return { name: "ca", added: writeString(caName), whole: writeString(caName) };
    case "client": {
      const { certificate, key } = change;
      const pair = key === "" ? writeString(certificate) : `[${writeString(certificate)}, ${writeString(key)}]`;
      return { name: "client", added: pair, whole: `[${pair}]` };
    }
    case "plain-http":
    case "skip-verify":
      return { name: "skip_verify", added: undefined, whole: "true" };
  }
}

function newTable(edit: HostsEdit): string {
  const { name, whole } = fieldOfChange(edit);
  const eol = lineEnd(edit.text);
  const gap = edit.text === "" || edit.text.endsWith("\n") ? eol : eol + eol;
  const field = edit.change.kind === "plain-http" ? "" : `  ${name} = ${whole}${eol}`;
  return `${gap}${headerOf(edit)}${eol}${field}`;
}

function headerOf({ change, registry }: HostsEdit): string {
  return `[host.${writeKey(`${change.kind === "plain-http" ? "http" : "https"}://${registry}`)}]`;
}

function byHand(edit: HostsEdit): Text {
  const { name, whole } = fieldOfChange(edit);
  const { path, change } = edit;
  return change.kind === "plain-http"
    ? text("{0} is written in a way that can only be changed by hand: name the registry as {1} in it.", path, headerOf(edit))
    : text("{0} is written in a way that can only be changed by hand: add “{1}” below {2}.", path, `${name} = ${whole}`, headerOf(edit));
}

function notEditable(reason: Text): TrustError {
  return new TrustError("not-editable", reason);
}
