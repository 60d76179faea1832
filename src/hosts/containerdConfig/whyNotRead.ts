import { cleanPath } from "../resolve/goPath.ts";
import type { ContainerdVersion } from "../versions.ts";
import { dumpCommand, faultSentence } from "./configFault.ts";
import { type KubernetesReading, kubernetesReading, nameToWrite } from "./kubernetes.ts";
import type { ContainerdConfig } from "./loadConfig.ts";
import { criNames } from "./mergeConfig.ts";

/** Why Kubernetes does not read what lies in a directory, or why nobody can tell. */
export interface NotRead {
  readonly isKnown: boolean;
  /** What is the case, and the way out, as sentences that can follow a colon. */
  readonly reason: string;
}

/**
 * Why containerd's CRI plugin does not read the files below `root`; undefined where it does, and where the plugin is disabled, so
 * that this containerd serves no Kubernetes. `root` may be "", for the question why it reads none at all.
 */
export function whyNotRead(config: ContainerdConfig, version: ContainerdVersion, root: string): NotRead | undefined {
  const reading = kubernetesReading(config, version);
  const { path } = config;
  const name = nameToWrite(config, version);
  const known = (reason: string): NotRead => ({ isKnown: true, reason });
  switch (reading.kind) {
    case "disabled":
      return undefined;
    case "roots":
      if (root === "" || reading.roots.includes(cleanPath(root))) return undefined;
      return known(`${configPathInWords(reading, path)} is "${reading.configPath}".`);
    case "joined":
      return known(joinedSentence(reading, config, version, root));
    case "not-set":
      return known(notSetSentence(reading, config, name, root));
    case "mirrors":
      return known(`${path} has registry.mirrors, which containerd uses instead of hosts.toml files.`);
    case "conflict":
      return known(
        `${path} has ${reading.with} beside config_path, and so containerd does not load its CRI plugin: nothing can be pulled at all. Remove one of the two.`,
      );
    case "wrong-type":
      return known(
        `config_path in ${path} is not a string, and so containerd does not load its CRI plugin. Several directories are separated by colons.`,
      );
    case "broken":
      return known(faultSentence(reading.fault));
    case "unknown":
      return { isKnown: false, reason: `${faultSentence(reading.fault)} The command ${dumpCommand} shows what containerd reads.` };
  }
}

type ReadingOf<Kind extends KubernetesReading["kind"]> = Extract<KubernetesReading, { readonly kind: Kind }>;

function joinedSentence(reading: ReadingOf<"joined">, config: ContainerdConfig, version: ContainerdVersion, root: string): string {
  const name = nameToWrite(config, version);
  const one = root === "" ? (reading.configPath.split(":")[0] ?? "") : root;
  const ignored = ignoredSentence(reading.ignoredTable, config, name);
  return `containerd ${version} pulls through its transfer service, which takes ${configPathInWords(reading, config.path)}, "${reading.configPath}", for one directory, and no directory has that name.${ignored} Name one directory only: ${settingToWrite(name, one)}.`;
}

function notSetSentence(reading: ReadingOf<"not-set">, config: ContainerdConfig, name: string, root: string): string {
  const ignored = ignoredSentence(reading.ignoredTable, config, name);
  const where = config.exists ? ` in ${config.path}` : "";
  return `config_path is not set${where}.${ignored} Set it: ${settingToWrite(name, root === "" ? "/etc/containerd/certs.d" : root)}.`;
}

function configPathInWords({ isDefault }: { readonly isDefault: boolean }, path: string): string {
  return isDefault ? "its default config_path" : `config_path in ${path}`;
}

/** The setting, and the table that it stands in. */
function settingToWrite(name: string, root: string): string {
  const table = name === criNames.v1 ? name : `"${name}"`;
  return `config_path = "${root}" in [plugins.${table}.registry]`;
}

function ignoredSentence(ignoredTable: string | undefined, { path }: ContainerdConfig, name: string): string {
  if (ignoredTable === undefined || ignoredTable === name) return "";
  return ` The config_path in [plugins."${ignoredTable}".registry] of ${path} is ignored: this release does not look for it there.`;
}
