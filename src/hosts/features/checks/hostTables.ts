import type { Section } from "../../resolve/model.ts";
import type { KeyPart, Span } from "../../syntax/document.ts";
import { isHostWord } from "../../syntax/keyMeaning.ts";
import type { ActiveSection, CheckContext } from "./context.ts";

/** Hosts that containerd does not try, or tries more than once. */
export function checkHostTables(context: CheckContext): void {
  checkCase(context);
  checkUnlisted(context);
  checkListedTwice(context);
  checkSameUrl(context);
}

function checkCase({ model, report }: CheckContext): void {
  const seen = new Set<number>();
  for (const { path } of model.assignments) {
    const word = path[0];
    if (word === undefined || !isHostWord(word) || word.name === "host" || seen.has(word.start)) continue;
    seen.add(word.start);
    report("host-table-case", word, `containerd never tries the hosts below \`${word.name}\`: it looks for \`host\` in lower case.`);
  }
}

/** containerd 2.x tries only hosts that have a table header; 1.x tries them all. */
function checkUnlisted({ model, report, version }: CheckContext): void {
  if (version === "1.7") return;
  const listed = new Set(model.order.map((part) => part.name));
  for (const section of model.hosts.values()) {
    const { key } = section;
    if (key === undefined || listed.has(key.name) || !isNamedHost(section) || isNoTable(section)) continue;
    const message = `containerd never tries this host: it lists only hosts with a table header, written as [host."${key.name}"].` as const;
    report("host-not-a-table-header", hostSpan(section, key), message);
  }
}

/** Whether the word before the name is `host` in lower case; otherwise the word is what has to change. */
function isNamedHost({ mention }: Section): boolean {
  return mention?.path[0]?.name === "host";
}

/** `[[host.a]]` is an array, and `host.a = "x"` a string: that has a finding of its own. */
function isNoTable({ mention }: Section): boolean {
  if (mention?.value === undefined) return mention?.table.header?.array === true;
  return mention.meaning.kind === "host" && mention.value.kind !== "table";
}

/** `host."URL"` as far as both words stand on the same line, else the URL alone. */
function hostSpan({ mention }: Section, key: KeyPart): Span {
  const word = mention?.path[0];
  const sameEntry = word !== undefined && mention?.entry !== undefined && word.start >= mention.entry.start && key.end <= mention.entry.end;
  return { start: sameEntry && mention.path.length > 2 ? word.start : key.start, end: key.end };
}

function checkListedTwice({ model, report }: CheckContext): void {
  const first = new Map<string, KeyPart>();
  for (const part of model.order) {
    const before = first.get(part.name);
    if (before === undefined) {
      first.set(part.name, part);
      continue;
    }
    const message =
      "containerd tries this host once more at this place: it compares a table header only with the one before it. Keep the tables of a host together.";
    report("host-listed-twice", part, message, {
      related: [{ start: before.start, end: before.end, message: "The host is listed here already." }],
    });
  }
}

/** Two tables that come to the same URL. */
function checkSameUrl({ active, report }: CheckContext): void {
  const first = new Map<string, ActiveSection>();
  for (const host of active) {
    if (host.isRoot || host.url === undefined || host.url.host === "") continue;
    const key = urlKey(host);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, host);
      continue;
    }
    const message = "containerd tries this host twice: two [host] tables come to the same URL.";
    report("duplicate-host", host.at, message, {
      related: [{ start: before.at.start, end: before.at.end, message: "The first one is here." }],
    });
  }
}

function urlKey({ url, section }: ActiveSection): string {
  const override = section.settings.get("override_path")?.value;
  const isOverridden = override?.kind === "boolean" && override.text === "true";
  const path = (url?.path ?? "").replace(/\/+$/, "");
  return `${url?.scheme}://${url?.host}${isOverridden || path.endsWith("/v2") ? path : `${path}/v2`}`;
}
