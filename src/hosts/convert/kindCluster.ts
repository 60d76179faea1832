import { parse } from "smol-toml";
import { text } from "../../core/text.ts";
import { isTable, mergeTables, type Table, textsAt } from "../tables.ts";
import { convertContainerd } from "./containerdMirrors.ts";
import type { Conversion, Skipped } from "./conversion.ts";

/**
 * A cluster file of kind, for the sake of its `containerdConfigPatches`: each is a piece of containerd's config.toml, laid over
 * kind's own (https://kind.sigs.k8s.io/docs/user/configuration, “ContainerdConfigPatches”).
 */
export function convertKind(config: Table): Conversion {
  const unread: Skipped[] = [];
  let merged: Table = {};
  for (const patch of textsAt(config, "containerdConfigPatches")) {
    const table = readPatch(patch);
    if (table === undefined) unread.push({ name: "containerdConfigPatches", reason: text("a patch that is not TOML") });
    else merged = mergeTables(merged, table);
  }
  const conversion = convertContainerd(merged);
  return { ...conversion, format: "kind", skipped: [...unread, ...conversion.skipped] };
}

function readPatch(patch: string): Table | undefined {
  try {
    const table: unknown = parse(patch);
    return isTable(table) ? table : undefined;
  } catch {
    return undefined;
  }
}
