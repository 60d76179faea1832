import type { HostsDocument } from "../../syntax/document.ts";
import { type ConfigFinding, configSeverities } from "./codes.ts";
import { isAtLeast } from "../../versions.ts";
import { generatorOfConfig } from "../../generatedFiles.ts";
import { type ConfigContext, registryHeader, spanOfEntry } from "./context.ts";
import { configEntryAt, isBelow } from "./entries.ts";
import { criNames } from "../mergeConfig.ts";
import { pathEntries } from "./pathEntries.ts";
import { firstLineOf } from "../../syntax/lines.ts";

/** The plugin that `ctr image pull` uses; its `config_path` is read from the file, and then by nobody (plugins/transfer/plugin.go). */
const transferPlugin = "io.containerd.transfer.v1.local";

/** What holds whatever the settings of registries say. */
export function checkPlaces(context: ConfigContext): void {
  const { entries, path, version, document, report } = context;
  const transfer = entries.find(
    (each) => each.path.length === 3 && each.value !== undefined && isBelow(each, "plugins", transferPlugin, "config_path"),
  );
  if (transfer !== undefined) {
    const message = `Kubernetes reads the one in ${registryHeader(context)}, and ctr takes --hosts-dir.`;
    report("config-transfer-path", spanOfEntry(transfer), `containerd never uses this config_path: ${message}`);
  }
  const generator = generatorOfConfig(path);
  if (generator !== undefined) {
    const template = isAtLeast(version, "2.0") ? "config-v3.toml.tmpl" : "config.toml.tmpl";
    const message = `change ${template} beside it instead, or ${generator.source} where it is about registries.`;
    report("config-generated", firstLineOf(document.text), `${generator.program} overwrites this file at each start: ${message}`);
  }
  checkDisabled(context);
}

function checkDisabled(context: ConfigContext): void {
  const { reading, entries, report } = context;
  if (reading.kind !== "disabled" || !pathEntries(context).some(({ value }) => value.value !== "")) return;
  const disabled = configEntryAt(entries, "disabled_plugins")?.value;
  const items = disabled?.kind === "array" ? disabled.items : [];
  const names: ReadonlySet<string> = new Set(Object.values(criNames));
  const item = items.find((each) => each.kind === "string" && names.has(each.value));
  if (item !== undefined)
    report(
      "config-cri-disabled",
      item,
      "Kubernetes cannot use this containerd, and config_path counts for nothing: its CRI plugin is disabled.",
    );
}

/** What is said of a file that lies where drop-ins lie, and that the configuration beside it does not import. */
export function notImported(document: HostsDocument, root: string): ConfigFinding {
  const code = "config-not-imported";
  const message = `containerd ignores this whole file: ${root} does not import it. Its imports name the files and patterns that are read.`;
  return { ...firstLineOf(document.text), code, severity: configSeverities[code], message };
}
