import type { Fix } from "../../features/fixes/context.ts";
import { nearest } from "../../nearest.ts";
import type { KeyPart } from "../../syntax/document.ts";
import { replace, writeKey } from "../../syntax/edits.ts";
import { isAtLeast } from "../../versions.ts";
import { isRead } from "../criTables.ts";
import { criNames } from "../mergeConfig.ts";
import { allCriNames, type ConfigContext, registryHeader, spanOfEntry } from "./context.ts";
import { checkMisplaced } from "./misplaced.ts";
import { isOfRegistry } from "./pathEntries.ts";

const knownKeys = ["config_path", "mirrors", "configs", "auths", "headers"] as const;
const known: ReadonlySet<string> = new Set(knownKeys);

/** Tables and keys about registries that this release does not look at. */
export function checkRegistryTables(context: ConfigContext): void {
  checkIgnoredTables(context);
  checkUnknownKeys(context);
  checkMisplaced(context);
}

function checkIgnoredTables(context: ConfigContext): void {
  const { entries, versions, plugin, version, config, report } = context;
  // A release that refuses the files looks at no table.
  if (config.fault !== undefined) return;
  for (const name of allCriNames) {
    if (isRead(name, versions)) continue;
    const first = entries.find(
      (each) => isOfRegistry(each) && each.path[1]?.name === name && each.path.length > 3 && known.has(each.path[3]?.name ?? ""),
    );
    if (first === undefined) continue;
    const header = first.table.header;
    const at = header !== undefined && header.key.length >= 3 ? header : spanOfEntry(first);
    const message = `with this version of the file, containerd ${version} reads the settings of registries from ${registryHeader({ plugin })}.`;
    report("config-table-ignored", at, `containerd ignores this table: ${message}`, { fixes: [renamedTables(context, name)].flat() });
  }
}

/** Each header of the table of registries, and of those in it, under the name that counts. */
function renamedTables({ document: { tables }, plugin }: ConfigContext, name: string): readonly Fix[] {
  const parts = tables.flatMap(({ header }): readonly KeyPart[] => {
    const [plugins, own, registry] = header?.key ?? [];
    return plugins?.name === "plugins" && own?.name === name && registry?.name === "registry" ? [own] : [];
  });
  if (parts.length === 0) return [];
  const edits = parts.map((part) =>
    replace(part, plugin === criNames.v1 ? plugin : writeKey(plugin, part.quote === "" ? '"' : part.quote)),
  );
  return [{ title: `Rename to ${registryHeader({ plugin })}`, edits }];
}

function checkUnknownKeys({ entries, version, report, isFull }: ConfigContext): void {
  const seen = new Set<number>();
  for (const entry of entries) {
    if (isFull("config-unknown-key")) return;
    const part = isOfRegistry(entry) ? entry.path[3] : undefined;
    if (part === undefined || known.has(part.name) || seen.has(part.start)) continue;
    // Releases 2.x take a key in any letter case.
    if (isAtLeast(version, "2.0") && known.has(part.name.toLowerCase())) continue;
    seen.add(part.start);
    const meant = nearest(part.name, knownKeys);
    const question = meant === undefined ? "" : ` Did you mean ${meant}?`;
    const fixes = meant === undefined ? [] : [{ title: `Rename to ${meant}`, edits: [replace(part, meant)] }];
    report("config-unknown-key", part, `containerd ignores ${part.name}: the table of registries has no such key.${question}`, { fixes });
  }
}
