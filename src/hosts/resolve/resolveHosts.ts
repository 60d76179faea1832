import type { HostsDocument, Span } from "../syntax/document.ts";
import { type Fault, fault, isResolveFault } from "./faults.ts";
import { type ResolveContext, type ResolvedHost, resolveSection } from "./hostConfig.ts";
import { hasHostTable, type HostsModel, modelOf, type Section } from "./model.ts";
import { respelledLists } from "./respelled.ts";
import { isLateType, typeFault } from "./typeFaults.ts";

/** A resolved host and the part of the text that names it; an empty span for a root without `server`. */
export interface PlacedHost extends ResolvedHost {
  readonly at: Span;
  /** Whether the file says anything about TLS for this host, be it `skip_verify = false`. */
  readonly tlsConfigured: boolean;
}

/** The hosts in the order in which containerd tries them, the root of the file last; or why it drops the file. */
export type Resolution = { readonly hosts: readonly PlacedHost[] } | { readonly error: Fault };

const nowhere: Span = { start: 0, end: 0 };
/** A host of which nothing is said: `fillRegistry` makes the registry of it. */
export const unsaidHost: PlacedHost = {
  scheme: "",
  host: "",
  path: "",
  capabilities: [],
  ca: [],
  client: [],
  skipVerify: null,
  dialTimeout: null,
  header: {},
  tlsConfigured: false,
  at: nowhere,
};

const noSection = { key: undefined, mention: undefined, settings: new Map(), headers: new Map() };

/** What containerd makes of the document: equal, field by field, to its own parser's result. Never throws. */
export function resolveHosts(document: HostsDocument, context: ResolveContext): Resolution {
  return resolveModel(modelOf(document, context.version), context);
}

export function resolveModel(model: HostsModel, context: ResolveContext): Resolution {
  const unreadable = readFault(model);
  if (unreadable !== undefined) return { error: unreadable };
  const hosts: PlacedHost[] = [];
  for (const part of model.order) {
    const section = model.hosts.get(part.name) ?? noSection;
    const host = resolveSection(part.name, part, section, context);
    if (isResolveFault(host)) return { error: host };
    hosts.push(placed(host, part, section));
  }
  const { name, at } = serverOf(model);
  const root = resolveSection(name, at, model.root, context);
  if (isResolveFault(root)) return { error: root };
  return { hosts: [...hosts, placed(root, at, model.root)] };
}

function serverOf({ root }: HostsModel): { readonly name: string; readonly at: Span } {
  const server = root.settings.get("server")?.value;
  return { name: server?.kind === "string" ? server.value : "", at: server ?? nowhere };
}

/**
 * The hosts in which nothing is wrong, the root last: what containerd would do with each if what is wrong elsewhere, for
 * which it drops the file, were fixed.
 */
export function soundHosts(model: HostsModel, context: ResolveContext): readonly PlacedHost[] {
  const named = model.order.map((part) => ({
    name: part.name,
    at: part,
    section: model.hosts.get(part.name) ?? noSection,
    key: part.name,
  }));
  const wrong = wrongSections(model);
  return [...named, { ...serverOf(model), section: model.root, key: undefined }].flatMap(({ name, at, section, key }) => {
    const host = wrong.has(key) ? undefined : resolveSection(name, at, section, context);
    return host === undefined || isResolveFault(host) ? [] : [placed(host, at, section)];
  });
}

/** The hosts, and undefined for the root, whose text has an error in it or a value of the wrong type. */
function wrongSections({ document, problems, assignments, version }: HostsModel): ReadonlySet<string | undefined> {
  const wrong = new Set<string | undefined>();
  const starts = problems.map(({ start }) => start).toSorted((a, b) => a - b);
  let next = 0;
  for (const { header, end } of document.tables) {
    const before = next;
    while (next < starts.length && ((starts[next] ?? 0) < end || end === document.text.length)) next++;
    if (next > before) wrong.add(header?.key[0]?.name === "host" ? header.key[1]?.name : undefined);
  }
  for (const assignment of assignments) {
    if (assignment.meaning.kind === "field" && typeFault(assignment, version) !== undefined) wrong.add(assignment.meaning.host?.name);
  }
  return wrong;
}

function placed(host: ResolvedHost, at: Span, section: Section): PlacedHost {
  const hasCa = section.settings.get("ca")?.value !== undefined;
  return { ...host, at, tlsConfigured: hasCa || host.client.length > 0 || host.skipVerify !== null };
}

/** Why the file cannot be read at all. containerd 1.x parses all of it first; 2.x stops at the first fault of any kind. */
function readFault(model: HostsModel): Fault | undefined {
  const { version } = model;
  const [problem] = model.problems;
  const syntax = problem === undefined ? undefined : fault(problem.code, problem, problem.message);
  const type = firstTypeFault(model);
  if (version !== "1.7") return type === undefined || (syntax !== undefined && syntax.start <= type.start) ? syntax : type;
  if (syntax !== undefined) return syntax;
  if (!hasHostTable(model)) return fault("host-table-required", nowhere, "containerd 1.x requires a [host] table.");
  return type;
}

function firstTypeFault(model: HostsModel): Fault | undefined {
  const type = firstFaultOfType(model);
  const [respelled] = respelledLists(model.assignments, model.version);
  return type === undefined || (respelled !== undefined && respelled.start < type.start) ? respelled : type;
}

function firstFaultOfType({ assignments, version, root, hosts }: HostsModel): Fault | undefined {
  for (const assignment of assignments) {
    const { meaning } = assignment;
    if (meaning.kind === "field") {
      if (isLateType(meaning.field.type) || (meaning.field.type === "headers" && meaning.rest.length > 0)) continue;
      if (version === "1.7") {
        const section = meaning.host === undefined ? root : hosts.get(meaning.host.name);
        if (section?.settings.get(meaning.field.name)?.assignment !== assignment) continue;
      }
    }
    const found = typeFault(assignment, version);
    if (found !== undefined) return found;
  }
  return undefined;
}
