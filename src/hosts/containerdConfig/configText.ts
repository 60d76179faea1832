import type { Entry, HostsDocument, KeyPart, SyntaxProblem, Value } from "../syntax/document.ts";
import { syntaxProblems } from "../syntax/problems.ts";
import type { ContainerdVersion } from "../versions.ts";
import type { Table } from "../tables.ts";

/** What containerd looks for at the top of a config.toml (Config in its server/config/config.go). */
const topKeys: ReadonlySet<string> = new Set([
  "version",
  "root",
  "state",
  "temp",
  "plugin_dir",
  "grpc",
  "ttrpc",
  "debug",
  "metrics",
  "disabled_plugins",
  "required_plugins",
  "plugins",
  "oom_score",
  "cgroup",
  "proxy_plugins",
  "timeouts",
  "imports",
  "stream_processors",
]);

/** Why this release's reader of TOML refuses the text as a config.toml, in its order. */
export function configProblems(document: HostsDocument, version: ContainerdVersion): readonly SyntaxProblem[] {
  return syntaxProblems(document, version, ([first]) => first !== undefined && !topKeys.has(first.name.toLowerCase()));
}

type Branch = Map<string, unknown>;

/** Nobody's configuration has tables as deep as this; what reads them goes down by calls. */
const maxDepth = 64;

class TooDeep extends Error {}

/** What a document without problems says, as tables in tables; undefined for one that is too deep. */
export function tableOfDocument({ tables }: HostsDocument): Table | undefined {
  const root: Branch = new Map();
  try {
    for (const { header, entries } of tables) {
      const branch = header === undefined ? root : enter(root, header.key, header.array);
      for (const entry of entries) set(branch, entry, 0);
    }
    return toTable(root, 0);
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

/** Of an array of tables the last one counts. */
function enter(root: Branch, key: readonly KeyPart[], isArray: boolean): Branch {
  const branch = below(root, isArray ? key.slice(0, -1) : key);
  const last = key.at(-1);
  if (!isArray || last === undefined) return branch;
  const known = branch.get(last.name);
  const added: Branch = new Map();
  // A copy for each table of a long array would take the square of its length.
  if (Array.isArray(known)) known.push(added);
  else branch.set(last.name, [added]);
  return added;
}

function below(from: Branch, key: readonly KeyPart[]): Branch {
  if (key.length > maxDepth) throw new TooDeep();
  let branch = from;
  for (const { name } of key) {
    const found = branch.get(name);
    const next: unknown = Array.isArray(found) ? found.at(-1) : found;
    const child: Branch = next instanceof Map ? (next as Branch) : new Map<string, unknown>();
    if (child !== next) branch.set(name, child);
    branch = child;
  }
  return branch;
}

function set(branch: Branch, { key, value }: Entry, depth: number): void {
  const last = key.at(-1);
  if (last !== undefined) below(branch, key.slice(0, -1)).set(last.name, valueOf(value, depth + 1));
}

function valueOf(value: Value, depth: number): unknown {
  if (depth > maxDepth) throw new TooDeep();
  switch (value.kind) {
    case "string":
      return value.value;
    case "boolean":
      return value.text === "true";
    case "integer":
      return Number(value.text.replaceAll("_", "").replace(/^\+/, ""));
    // No setting that is looked at can be one of these, and none of them passes for a setting.
    case "float":
      return NaN;
    case "date":
    case "invalid":
      return new Date(NaN);
    case "array":
      return value.items.map((item) => valueOf(item, depth + 1));
    case "table": {
      const inner: Branch = new Map();
      for (const entry of value.entries) set(inner, entry, depth + 1);
      return inner;
    }
  }
}

function toTable(branch: Branch, depth: number): Table {
  if (depth > maxDepth) throw new TooDeep();
  return Object.fromEntries([...branch].map(([name, value]) => [name, toPlain(value, depth + 1)]));
}

function toPlain(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  return value instanceof Map ? toTable(value as Branch, depth) : value;
}
