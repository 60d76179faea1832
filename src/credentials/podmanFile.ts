import { exists, type FileReader } from "../core/fileSystem.ts";
import type { ConfigLocation } from "./configLocation.ts";

/**
 * The config.json that DOCKER_CONFIG leads podman to in a terminal, where there is none: podman 4.3.1 then fails before it asks any
 * registry (`stat …/config.json: no such file or directory`). REGISTRY_AUTH_FILE comes before it.
 */
export async function missingPodmanFile(
  { path, source }: ConfigLocation,
  environment: Readonly<Record<string, string | undefined>>,
  files: FileReader,
): Promise<string | undefined> {
  const isNamed = source !== "default" && (environment["REGISTRY_AUTH_FILE"] ?? "") === "";
  if (!isNamed || (await exists(files, path).catch(() => true))) return undefined;
  return path;
}
