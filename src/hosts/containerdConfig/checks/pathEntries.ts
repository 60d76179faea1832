import type { StringValue } from "../../syntax/document.ts";
import { allCriNames, type ConfigContext } from "./context.ts";
import { type ConfigEntry, isBelow } from "./entries.ts";

export type PathEntry = ConfigEntry & { readonly value: StringValue };

/** Where `config_path` of the CRI plugin is written as a string, in a table that counts or not. */
export function pathEntries({ entries }: Pick<ConfigContext, "entries">): readonly PathEntry[] {
  return entries.filter(
    (each): each is PathEntry =>
      each.value?.kind === "string" && each.path.length === 4 && each.path[3]?.name === "config_path" && isOfRegistry(each),
  );
}

/** Whether it stands in `[plugins."…".registry]` of the CRI plugin, under whichever of its names. */
export function isOfRegistry(entry: ConfigEntry): boolean {
  const name = entry.path[1]?.name;
  return name !== undefined && allCriNames.has(name) && isBelow(entry, "plugins", name, "registry");
}

/** The directories that a `config_path` names. */
export function rootsIn(configPath: string): readonly string[] {
  return configPath.split(":").filter((each) => each !== "");
}

/** Where people keep hosts.toml files. */
export const usualRoots: readonly string[] = ["/etc/containerd/certs.d", "/etc/docker/certs.d"];
