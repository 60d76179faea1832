import type { Fix } from "../../features/fixes/context.ts";
import type { KeyPart, DocumentTable } from "../../syntax/document.ts";
import { insert, lineEnd, nextLine, removal, replace } from "../../syntax/edits.ts";
import { allCriNames, type ConfigContext, registryHeader, registryKey, tableOfRegistries } from "./context.ts";
import { isRead } from "../criTables.ts";
import type { ConfigEntry } from "./entries.ts";

/** Paths that begin with a key of the table of registries where nobody looks for it; CRI stands for each of the plugin's names. */
const misplaced: readonly RegExp[] = [
  /^(?:registry\/)?config_path$/,
  /^plugins\/(?:CRI|io\.containerd\.cri\.v1\.runtime)\/(?:config_path|mirrors|configs|auths)$/,
  /^plugins\/io\.containerd\.cri\.v1\.runtime\/registry\/(?:config_path|mirrors|configs|auths)$/,
  // Below mirrors, or another table of registries.
  /^plugins\/CRI\/registry\/.+\/config_path$/s,
];
const deepest = 8;

/** Settings of registries that stand a table too high, too low, or in that of another plugin. */
export function checkMisplaced(context: ConfigContext): void {
  const seen = new Set<string>();
  const target = tableOfRegistries(context);
  for (const entry of context.entries) {
    if (context.isFull("config-misplaced")) return;
    const index = misplacedAt(entry);
    const key = entry.path[index];
    const dotted = entry.path
      .slice(0, index + 1)
      .map(({ name }) => name)
      .join("\0");
    if (key === undefined || seen.has(dotted)) continue;
    seen.add(dotted);
    const at = entry.entry ?? entry.table.header ?? key;
    const fixes = [...lowered(context, entry, index), ...moved(context, entry, target)];
    const belongs = `it belongs in ${registryHeader(context)}.`;
    if (isRegistryWithoutTable(context, entry)) {
      const message =
        `containerd does not load its CRI plugin, and Kubernetes can pull nothing: config_path does not stand for a registry; ${belongs}` as const;
      context.report("config-misplaced", at, message, { severity: "error", fixes });
    } else context.report("config-misplaced", at, `containerd reads no ${key.name} here: ${belongs}`, { fixes });
  }
}

const tablesOfRegistries: ReadonlySet<string> = new Set(["mirrors", "configs", "auths"]);

/** Each key there stands for a registry and has a table; a release that reads another type refuses the settings of the plugin. */
function isRegistryWithoutTable({ versions }: ConfigContext, { path, value }: ConfigEntry): boolean {
  const isDirect = path.length === 5 && tablesOfRegistries.has(path[3]?.name ?? "") && value?.kind !== "table";
  return isDirect && isRead(path[1]?.name ?? "", versions);
}

/** The index of the key that stands in the wrong place; -1 where none does. */
function misplacedAt({ path, value }: ConfigEntry): number {
  const names = path.slice(0, deepest).map(({ name }, index) => (index === 1 && allCriNames.has(name) ? "CRI" : name.replaceAll("/", "_")));
  return names.findIndex((name, index) => {
    const isNamed = name === "config_path" ? index === path.length - 1 && value !== undefined : index >= 2;
    return isNamed && misplaced.some((each) => each.test(names.slice(0, index + 1).join("/")));
  });
}

/** `[plugins."…".mirrors]` as `[plugins."…".registry.mirrors]`, and `config_path` in the plugin's table as `registry.config_path`. */
function lowered({ entries, plugin }: ConfigContext, { path }: ConfigEntry, index: number): readonly Fix[] {
  const key = path[index];
  if (index !== 2 || path[1]?.name !== plugin || key === undefined) return [];
  const parts = new Map<number, KeyPart>();
  for (const each of entries) {
    const part = each.path[2];
    if (each.path[0]?.name === "plugins" && each.path[1]?.name === plugin && part?.name === key.name) parts.set(part.start, part);
  }
  return [{ title: `Write registry.${key.name}`, edits: [...parts.values()].map((part) => insert(part.start, "registry.")) }];
}

/** A line goes to the table where it belongs; where there is none, a table that says nothing else becomes it. */
function moved(
  { document: { text }, plugin }: ConfigContext,
  { entry, table }: ConfigEntry,
  target: DocumentTable | undefined,
): readonly Fix[] {
  if (entry?.key.length !== 1) return [];
  const key = registryKey(plugin);
  if (target === undefined) return renamed(table, key);
  // The comment behind it goes with it.
  const end = lineStop(text, entry.end);
  const line = `  ${text.slice(entry.start, end).trimEnd()}${lineEnd(text)}`;
  const at = nextLine(text, target.header?.end ?? 0);
  const isOpen = at === text.length && !text.endsWith("\n");
  return [
    {
      title: `Move to [${key}]`,
      edits: [removal(text, { start: entry.start, end }), insert(at, isOpen ? `${lineEnd(text)}${line}` : line)],
    },
  ];
}

function lineStop(text: string, from: number): number {
  return from + text.slice(from).search(/[\r\n]|$/);
}

function renamed({ header, entries }: DocumentTable, key: string): readonly Fix[] {
  const first = header?.key[0];
  const last = header?.key.at(-1);
  if (first === undefined || last === undefined || entries.length !== 1) return [];
  return [{ title: `Rename the table to [${key}]`, edits: [replace({ start: first.start, end: last.end }, key)] }];
}
