import { parse } from "smol-toml";

const registryPlugins = ["io.containerd.cri.v1.images", "io.containerd.grpc.v1.cri"];

/**
 * `registry.config_path` of the CRI plugin in containerd's config.toml, under the plugin's name in configurations of version
 * 3 and 2; empty where it is not set. Undefined for a text that does not parse: containerd would not start with it.
 */
export function parseConfigPath(text: string): string | undefined {
  try {
    const plugins: unknown = parse(text)["plugins"];
    for (const plugin of registryPlugins) {
      const path = member(member(member(plugins, plugin), "registry"), "config_path");
      if (typeof path === "string") return path;
    }
  } catch {
    return undefined;
  }
  return "";
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}
