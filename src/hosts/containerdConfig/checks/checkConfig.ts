import type { HostsDocument } from "../../syntax/document.ts";
import type { ContainerdVersion } from "../../versions.ts";
import type { ConfigFinding } from "./codes.ts";
import { checkConfigPath } from "./configPath.ts";
import { type ConfigCheck, type ConfigSurroundings, configContextOf } from "./context.ts";
import { checkOlderSettings } from "./mirrors.ts";
import { checkPlaces } from "./places.ts";
import { checkPluginNames } from "./pluginNames.ts";
import { checkRegistryTables } from "./registryTables.ts";
import { checkStart } from "./startFaults.ts";
import { checkConfigSyntax } from "./syntax.ts";
import { firstLineOf } from "../../syntax/lines.ts";

const allChecks: readonly ConfigCheck[] = [
  checkStart,
  checkPluginNames,
  checkConfigPath,
  checkOlderSettings,
  checkRegistryTables,
  checkPlaces,
];

/** All that is found in one file of containerd's configuration, in the order of the text. */
export function checkConfig(document: HostsDocument, surroundings: ConfigSurroundings): readonly ConfigFinding[] {
  const findings: ConfigFinding[] = [];
  const context = configContextOf(document, surroundings, findings);
  for (const check of allChecks) check(context);
  return [...checkConfigSyntax(document, surroundings.version), ...findings].toSorted((a, b) => a.start - b.start);
}

/** In UTF-16 units. Nobody's config.toml is larger; in what is, no more than the syntax is looked at. */
const maxLength = 100_000;

export function isLargeConfig(text: string): boolean {
  return text.length > maxLength;
}

/** The same of a text that is too large for everything but its syntax. */
export function checkLargeConfig(document: HostsDocument, version: ContainerdVersion): readonly ConfigFinding[] {
  const message = "Only the syntax of this file is checked: it has more than 100,000 characters.";
  return [
    { ...firstLineOf(document.text), code: "config-unknown", severity: "information", message },
    ...checkConfigSyntax(document, version),
  ];
}
