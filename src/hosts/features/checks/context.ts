import { effects, type FindingMessage } from "../../effects.ts";
import { type Finding, type FindingCode, severities, type Severity } from "../../findings.ts";
import { withScheme } from "../../resolve/hostConfig.ts";
import { type GoUrl, parseGoUrl } from "../../resolve/goUrl.ts";
import type { HostsModel, Section, Setting } from "../../resolve/model.ts";
import type { FieldName } from "../../schema.ts";
import type { HostsDocument, Span } from "../../syntax/document.ts";
import type { ContainerdVersion } from "../../versions.ts";

/** What the checks know besides the text. */
export interface CheckOptions {
  readonly version: ContainerdVersion;
  /** The directory of the file, absolute; empty where it has none. */
  readonly directory: string;
  /** Without its directory; as if it were hosts.toml where it is not given. */
  readonly fileName?: string;
  /** The directories whose sub-directories hold hosts.toml files, as far as settings name them. */
  readonly roots?: readonly string[];
  /** Whether rootless containerd on this machine is known to reach the machine's own loopback addresses. */
  readonly detachedNetwork?: boolean;
}

/** The root, or a host that containerd tries, with its URL. */
export interface ActiveSection {
  readonly section: Section;
  readonly isRoot: boolean;
  /** The URL as written; empty for a root without `server`. */
  readonly name: string;
  /** Where it is written; for a root without `server`, the start of the file. */
  readonly at: Span;
  /** The URL as containerd reads it; undefined where it cannot. */
  readonly url: GoUrl | undefined;
}

/** What every check reads, and where it reports. */
export interface CheckContext extends CheckOptions {
  readonly document: HostsDocument;
  readonly model: HostsModel;
  /** The hosts that are tried, each once and in order, then the root. */
  readonly active: readonly ActiveSection[];
  readonly report: Report;
  /** Whether a further finding of that code would not be kept: what it takes to say it can be saved. */
  readonly isFull: (code: FindingCode) => boolean;
}

export type Report = (code: FindingCode, span: Span, message: FindingMessage, more?: FindingDetails) => void;
export type FindingDetails = Pick<Finding, "related" | "data"> & { readonly severity?: Severity };
export type Check = (context: CheckContext) => void;

export function activeSections(model: HostsModel): readonly ActiveSection[] {
  const active = new Map<string, ActiveSection>();
  for (const part of model.order) {
    const section = model.hosts.get(part.name);
    if (section !== undefined && !active.has(part.name)) active.set(part.name, newActive(section, part.name, part, false));
  }
  const server = model.root.settings.get("server")?.value;
  const name = server?.kind === "string" ? server.value : "";
  return [...active.values(), newActive(model.root, name, server ?? { start: 0, end: 0 }, true)];
}

function newActive(section: Section, name: string, at: Span, isRoot: boolean): ActiveSection {
  const parsed = name === "" ? undefined : parseGoUrl(withScheme(name));
  return { section, isRoot, name, at, url: parsed !== undefined && "url" in parsed ? parsed.url : undefined };
}

/** Messages quote what is written, which may be anything. */
const maxMessage = 600;

/** Of one code, as many as an editor shows of a file: a text may have one in every line. */
const maxOfOneCode = 1000;

export function collector(findings: Finding[]): Pick<CheckContext, "report" | "isFull"> {
  const counts = new Map<FindingCode, number>();
  const isFull = (code: FindingCode): boolean => (counts.get(code) ?? 0) >= maxOfOneCode;
  const report: Report = (code, span, message, more) => {
    if (isFull(code)) return;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    const severity = more?.severity ?? severities[code];
    const short = message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message;
    findings.push({ ...more, code, severity, start: span.start, end: span.end, message: short });
  };
  return { report, isFull };
}

/** What makes containerd drop the file. */
export function dropped(cause: string): FindingMessage {
  return `${effects.file}: ${cause}`;
}

export function settingOf({ section }: ActiveSection, name: FieldName): Setting | undefined {
  return section.settings.get(name);
}

/** The span of a setting: its entry, or its header. */
export function spanOf({ assignment, part }: Setting): Span {
  return assignment.entry ?? assignment.table.header ?? part;
}

/** The first characters of the file: for what concerns all of it. */
export function fileStart(document: HostsDocument): Span {
  const end = document.text.search(/[\r\n]|$/);
  return { start: 0, end };
}
