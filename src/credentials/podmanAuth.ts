import { join } from "node:path";
import { configHomeOf } from "../core/configHome.ts";
import { dockerHubIndex, dockerHubRegistry, registryHostOf } from "../core/dockerHub.ts";
import type { FileReader } from "../core/fileSystem.ts";
import type { Logger } from "../core/logger.ts";
import { systemErrorCode } from "../core/errors.ts";
import { inSlices } from "../core/slices.ts";
import { FileRefusedError, readOrdinaryFile } from "../core/ordinaryFile.ts";
import type { AuthEntry } from "./authEntry.ts";
import { type AuthFile, type ConfigDocument, maxConfigBytes, parseConfig } from "./configDocument.ts";
import { compareUtf8 } from "./jsonText.ts";
import { prefixes } from "./registryName.ts";

interface PodmanDependencies {
  readonly files: FileReader;
  readonly logger: Logger;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
}

/** The places in podman's order: the first file that knows a registry wins. (containers-auth.json(5)) */
export async function podmanAuthPaths(dependencies: PodmanDependencies): Promise<readonly string[]> {
  const { environment, platform, homeDirectory } = dependencies;
  const chosen = environment["REGISTRY_AUTH_FILE"];
  if (chosen) return [chosen];
  const persistent = join(configHomeOf(environment, homeDirectory), "containers", "auth.json");
  if (platform !== "linux") return [...new Set([join(homeDirectory, ".config", "containers", "auth.json"), persistent])];
  const runtime = environment["XDG_RUNTIME_DIR"];
  if (runtime) return [join(runtime, "containers", "auth.json"), persistent];
  const uid = await ownerOf(dependencies.files, homeDirectory);
  return uid === undefined ? [persistent] : [`/run/containers/${uid}/auth.json`, persistent];
}

async function ownerOf(files: FileReader, path: string): Promise<number | undefined> {
  try {
    return (await files.stat(path)).uid;
  } catch {
    return undefined;
  }
}

/** The files that podman, skopeo and buildah look into before config.json, as far as they exist and can be read. Written only to remove entries that a person chose. What is wrong with them is logged only, since they are not ours to complain about. */
export async function readPodmanFiles(dependencies: PodmanDependencies, except: string): Promise<readonly AuthFile[]> {
  const paths = (await podmanAuthPaths(dependencies)).filter((path) => path !== except);
  const found = await Promise.all(paths.map((path) => readPodmanFile(dependencies, path)));
  return found.filter((file) => file !== undefined);
}

async function readPodmanFile({ files, logger }: PodmanDependencies, path: string): Promise<AuthFile | undefined> {
  try {
    const document = await inSlices(parseConfig(await readOrdinaryFile(files, path, maxConfigBytes), path));
    for (const problem of document.problems) logger.debug(problem.message);
    return { path, document };
  } catch (error) {
    const reason = error instanceof FileRefusedError ? error.code : systemErrorCode(error);
    if (reason !== "ENOENT") logger.debug(`cannot read ${path} (${reason ?? "unknown"})`);
    return undefined;
  }
}

/** podman's answer for a registry, namespace or repository: a helper to ask, or an entry of the file. */
export type PodmanMatch = { readonly key: string; readonly helper: string } | { readonly key: string; readonly entry: AuthEntry };

/**
 * Finds what podman would use for `H`, `H/ns` or `H/ns/image` (`docker.io` for Docker Hub): the helper of the registry,
 * else the longest key that is a prefix, else a key that names the registry in another way. `credsStore`, and
 * entries without an `auth` field, are not looked at.
 */
export function findPodmanEntry(document: ConfigDocument, name: string): PodmanMatch | undefined {
  const registry = name.split("/", 1)[0] ?? "";
  const helper = document.credHelpers.get(registry);
  if (helper) return { key: registry, helper };
  for (const key of [...prefixes(name), ...aliases(document, registry)]) {
    const entry = document.auths.get(key);
    if (entry !== undefined && entry.account !== "" && !entry.isLegacy) return { key, entry };
  }
  return undefined;
}

function aliases(document: ConfigDocument, registry: string): readonly string[] {
  const wanted = normalize(registry);
  return [...document.auths.keys()].filter((key) => normalizeKey(key) === wanted).toSorted(compareUtf8);
}

function normalize(registry: string): string {
  return registryHostOf(registry) === dockerHubRegistry ? dockerHubIndex : registry;
}

function normalizeKey(key: string): string {
  const stripped = key.replace(/^https?:\/\//, "");
  return normalize(stripped === key ? key : (stripped.split("/", 1)[0] ?? ""));
}
