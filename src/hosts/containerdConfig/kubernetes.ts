import { absolutePath, cleanPath } from "../resolve/goPath.ts";
import { type ContainerdVersion, isAtLeast } from "../versions.ts";
import { type ConfigFault, isUnknown } from "./configFault.ts";
import type { ContainerdConfig } from "./loadConfig.ts";
import { criNames } from "./mergeConfig.ts";
import { type Table, tableOf, valueAt } from "../tables.ts";

/** How containerd pulls for Kubernetes: by itself, or by the transfer service, which takes `config_path` for one directory. */
export interface PullWay {
  readonly way: "local" | "transfer";
  /** The setting that makes it local, in a release where the transfer service is the rule. */
  readonly because?: string;
}

/** Which directories containerd's CRI plugin looks into for hosts.toml files, or why it looks into none. */
export type KubernetesReading =
  | {
      readonly kind: "roots";
      readonly roots: readonly string[];
      readonly configPath: string;
      readonly isDefault: boolean;
      readonly pull: PullWay;
    }
  /** Several directories, which the transfer service takes for one: it does not exist. */
  | { readonly kind: "joined"; readonly configPath: string; readonly isDefault: boolean; readonly ignoredTable?: string }
  | { readonly kind: "not-set"; readonly ignoredTable?: string }
  /** `registry.mirrors` are used in the place of hosts.toml files. */
  | { readonly kind: "mirrors" }
  /** The CRI plugin does not load: `with` names what may not stand beside `config_path`. */
  | { readonly kind: "conflict"; readonly with: "registry.mirrors" | "registry.configs" }
  | { readonly kind: "wrong-type" }
  | { readonly kind: "disabled" }
  /** containerd does not start. */
  | { readonly kind: "broken"; readonly fault: ConfigFault }
  | { readonly kind: "unknown"; readonly fault: ConfigFault };

/** Since 2.2, where neither `config_path` nor mirrors are configured (plugins/cri/images/plugin.go). */
const defaultConfigPath = "/etc/containerd/certs.d:/etc/docker/certs.d";

/** What the CRI plugin of this release makes of its configuration (ValidateImageConfig, CheckLocalImagePullConfigs, image_pull.go). */
export function kubernetesReading(config: ContainerdConfig, version: ContainerdVersion): KubernetesReading {
  const { fault } = config;
  if (fault !== undefined) return isUnknown(fault) ? { kind: "unknown", fault } : { kind: "broken", fault };
  const name = tableName(config, version);
  if (isDisabled(config, version)) return { kind: "disabled" };
  const images = tableOf(valueAt(config.plugins, name));
  const registry = tableOf(images["registry"]);
  const written = registry["config_path"] ?? "";
  if (typeof written !== "string") return { kind: "wrong-type" };
  const others = besideConfigPath(registry, written !== "", version);
  if (others !== undefined) return others;
  const ignored = ignoredTable(config, name);
  const isDefault = written === "";
  if (isDefault && !isAtLeast(version, "2.2")) return { kind: "not-set", ...ignored };
  const configPath = isDefault ? defaultConfigPath : written;
  const pull = pullWay(images, registry, version);
  if (pull.way === "transfer" && configPath.includes(":")) return { kind: "joined", configPath, isDefault, ...ignored };
  const roots = configPath.split(":").filter((each) => each !== "");
  return { kind: "roots", roots: roots.map((root) => cleanPath(absolutePath(root, "/"))), configPath, isDefault, pull };
}

/** What mirrors and TLS settings in config.toml itself make of `config_path`. */
function besideConfigPath(registry: Table, isSet: boolean, version: ContainerdVersion): KubernetesReading | undefined {
  const hasMirrors = isFilled(registry["mirrors"]);
  if (hasMirrors) return isSet ? { kind: "conflict", with: "registry.mirrors" } : { kind: "mirrors" };
  return isSet && !isAtLeast(version, "2.0") && hasTls(registry) ? { kind: "conflict", with: "registry.configs" } : undefined;
}

/** The name under which this release looks for the CRI plugin's settings about registries. */
export function tableName({ fileVersion }: Pick<ContainerdConfig, "fileVersion">, version: ContainerdVersion): string {
  if (isAtLeast(version, "2.0")) return criNames.v3;
  return fileVersion === 1 ? criNames.v1 : criNames.v2;
}

/** The name to write the settings under in this file. */
export function nameToWrite({ fileVersion, exists }: ContainerdConfig, version: ContainerdVersion): string {
  const written = exists ? fileVersion : isAtLeast(version, "2.0") ? 3 : 2;
  if (written >= 3) return criNames.v3;
  return written === 2 ? criNames.v2 : criNames.v1;
}

function isDisabled({ disabled, fileVersion }: ContainerdConfig, version: ContainerdVersion): boolean {
  const names: readonly string[] = isAtLeast(version, "2.0") ? [criNames.v2, criNames.v3] : [fileVersion === 1 ? criNames.v1 : criNames.v2];
  return disabled.some((each) => names.includes(each));
}

function ignoredTable({ plugins }: ContainerdConfig, read: string): { readonly ignoredTable?: string } {
  const other = Object.values(criNames).find((name) => name !== read && isFilled(valueAt(plugins, name, "registry", "config_path")));
  return other === undefined ? {} : { ignoredTable: other };
}

function hasTls(registry: Table): boolean {
  return Object.values(tableOf(registry["configs"])).some((each) => valueAt(tableOf(each), "tls") !== undefined);
}

function isFilled(value: unknown): boolean {
  return typeof value === "string" ? value !== "" : Object.keys(tableOf(value)).length > 0;
}

/** What the transfer service cannot do, in the order in which containerd looks for it. */
const localOnly: readonly (readonly [name: string, isPresent: (images: Table, registry: Table) => boolean])[] = [
  ["use_local_image_pull", (images) => images["use_local_image_pull"] === true],
  ["disable_snapshot_annotations", (images) => images["disable_snapshot_annotations"] === false],
  ["discard_unpacked_layers", (images) => images["discard_unpacked_layers"] === true],
  ["registry.configs", (_, registry) => isFilled(registry["configs"])],
  ["registry.auths", (_, registry) => isFilled(registry["auths"])],
  ["max_concurrent_downloads", (images) => (images["max_concurrent_downloads"] ?? 3) !== 3],
  ["image_pull_with_sync_fs", (images) => images["image_pull_with_sync_fs"] === true],
];

function pullWay(images: Table, registry: Table, version: ContainerdVersion): PullWay {
  if (!isAtLeast(version, "2.1")) return { way: "local" };
  const setting = localOnly.find(([, isPresent]) => isPresent(images, registry));
  return setting === undefined ? { way: "transfer" } : { way: "local", because: setting[0] };
}
