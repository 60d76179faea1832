import type { FindingMessage } from "../../effects.ts";
import type { KeyPart } from "../../syntax/document.ts";
import { replace, writeKey, writeString } from "../../syntax/edits.ts";
import { isAtLeast } from "../../versions.ts";
import { criNames } from "../mergeConfig.ts";
import type { ConfigContext } from "./context.ts";
import { configEntryAt } from "./entries.ts";

const message: FindingMessage = `containerd does not start: a plugin must have its full name here, such as "${criNames.v2}".`;

/** Names without a point, for which a file of version 2 is refused: of tables by releases 1.x, of disabled plugins by all (ValidateV2). */
export function checkPluginNames(context: ConfigContext): void {
  const { config, entries, version, report } = context;
  if (config.fault?.code !== "plugin-name") return;
  const disabled = configEntryAt(entries, "disabled_plugins")?.value;
  for (const item of disabled?.kind === "array" ? disabled.items : []) {
    if (item.kind !== "string" || item.value.includes(".")) continue;
    const fixes = item.value === criNames.v1 ? [{ title: `Write "${criNames.v2}"`, edits: [replace(item, writeString(criNames.v2))] }] : [];
    report("config-plugin-name", item, message, { fixes });
  }
  if (isAtLeast(version, "2.0")) return;
  for (const [name, mentions] of mentionsByName(context)) {
    const [first] = mentions;
    if (first === undefined || name.includes(".")) continue;
    const edits = mentions.map((part) => replace(part, writeKey(criNames.v2, part.quote)));
    report("config-plugin-name", first, message, { fixes: name === criNames.v1 ? [{ title: `Write "${criNames.v2}"`, edits }] : [] });
  }
}

/** Each place in which a plugin is named, once. */
function mentionsByName({ entries }: ConfigContext): ReadonlyMap<string, readonly KeyPart[]> {
  const found = new Map<string, Map<number, KeyPart>>();
  for (const { path } of entries) {
    const part = path[0]?.name === "plugins" ? path[1] : undefined;
    if (part === undefined) continue;
    const same = found.get(part.name) ?? new Map<number, KeyPart>();
    found.set(part.name, same.set(part.start, part));
  }
  return new Map([...found].map(([name, parts]) => [name, [...parts.values()]]));
}
