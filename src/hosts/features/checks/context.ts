import type { FindingCollector } from "../../collectFindings.ts";
import { effects, type FindingMessage } from "../../effects.ts";
import type { FindingCode } from "../../findings.ts";
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
export interface CheckContext extends CheckOptions, FindingCollector<FindingCode> {
  readonly document: HostsDocument;
  readonly model: HostsModel;
  /** The hosts that are tried, each once and in order, then the root. */
  readonly active: readonly ActiveSection[];
}

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

/** What makes containerd drop the file. */
export function dropped(cause: string): FindingMessage {
  return `${effects.file}: ${cause}`;
}

export function settingOf({ section }: ActiveSection, name: FieldName): Setting | undefined {
  return section.settings.get(name);
}

/** The span of a setting: its entry, or its header. */
export function spanOfSetting({ assignment, part }: Setting): Span {
  return assignment.entry ?? assignment.table.header ?? part;
}
