import type { Finding, FindingCode } from "../../findings.ts";
import type { ResolvedHost } from "../../resolve/hostConfig.ts";
import type { HostsModel } from "../../resolve/model.ts";
import { isHostWord } from "../../syntax/keyMeaning.ts";
import { lacksTls } from "../lacksTls.ts";
import type { Reading } from "./readings.ts";

/** The hosts by their names as written; undefined stands for the root of the file. */
export type Names = ReadonlySet<string | undefined>;

/** What of a host a fix may change. */
type Part = "url" | "capabilities" | "tls" | "dialTimeout" | "header";

const fieldsOf: Readonly<Record<Part, readonly (keyof ResolvedHost | "tlsConfigured")[]>> = {
  url: ["scheme", "host", "path"],
  capabilities: ["capabilities"],
  tls: ["ca", "client", "skipVerify", "tlsConfigured"],
  dialTimeout: ["dialTimeout"],
  header: ["header"],
};
const allParts: readonly Part[] = ["url", "capabilities", "tls", "dialTimeout", "header"];

/** What a fix for a finding of the code may change of the finding's hosts: nothing where only the spelling is odd. Of other codes, anything. */
const mayChange: Partial<Record<FindingCode, readonly Part[]>> = {
  "missing-scheme": [],
  "url-parts-dropped": [],
  "host-listed-twice": [],
  "duplicate-host": [],
  "host-table-required": [],
  "scheme-lookalike": ["url"],
  "unsupported-scheme": ["url"],
  "appended-v2": ["url"],
  "override-path-without-path": ["url"],
  "http-with-tls": ["url", "tls"],
  "root-tls-scope": ["tls"],
  "ca-with-skip-verify": ["tls"],
  "empty-path": ["tls"],
  "invalid-client-pair": ["tls"],
  "client-looks-like-pair": ["tls"],
  "unknown-capability": ["capabilities"],
  "empty-capabilities": ["capabilities"],
  "push-to-mirror": ["capabilities"],
  "requires-containerd": ["capabilities", "dialTimeout"],
  "invalid-duration": ["dialTimeout"],
  "non-positive-timeout": ["dialTimeout"],
};

/** The fields of a resolved host that a fix for the finding must leave as they are. */
export function keptFields({ code }: Finding): readonly (keyof ResolvedHost | "tlsConfigured")[] {
  const changing = mayChange[code] ?? allParts;
  return allParts.filter((part) => !changing.includes(part)).flatMap((part) => fieldsOf[part]);
}

/** The hosts that a finding is about. */
export function subjectsOf(finding: Finding, model: HostsModel): Names {
  if (finding.code === "root-tls-scope") return lackingTls(model);
  if (finding.code === "byte-order-mark" || finding.code === "host-table-required") return new Set([undefined]);
  const names = namesAt(finding, model);
  return finding.code === "misplaced-root-key" ? new Set([...names, undefined]) : names;
}

/** The host in whose header, key or table the finding begins, with the host inside it that it names; else the root. */
function namesAt({ start }: Finding, { assignments, document }: HostsModel): Names {
  const names = new Set<string | undefined>();
  for (const { path, value, entry } of assignments) {
    if (![...path, value, entry].some((span) => span !== undefined && span.start <= start && start < span.end)) continue;
    names.add(isHostWord(path[0]) ? path[1]?.name : undefined);
    if (isHostWord(path[2]) && path[3] !== undefined) names.add(path[3].name);
  }
  if (names.size > 0) return names;
  const header = document.tables.findLast((table) => table.start <= start)?.header;
  return new Set([isHostWord(header?.key[0]) ? header?.key[1]?.name : undefined]);
}

/** The hosts that are tried over HTTPS with no settings for TLS of their own. */
function lackingTls({ order, hosts }: HostsModel): Names {
  const names = order.map(({ name }) => name);
  return new Set(names.filter((name) => lacksTls(name, hosts.get(name) ?? { settings: new Map() })));
}

/** The same hosts in the text after a fix: by their names, and those whose names are new. */
export function subjectsAfter(subjects: Names, before: Reading, after: Reading): Names {
  const added = [...after.model.hosts.keys()].filter((name) => !before.model.hosts.has(name));
  return new Set([...subjects, ...added]);
}
