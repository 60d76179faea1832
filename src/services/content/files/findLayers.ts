import type { RepositoryName } from "../../../core/reference.ts";
import type { HistoryEntry } from "../../../registry/content/imageConfig.ts";
import { type ImageManifest, printPlatform } from "../../../registry/content/manifest.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import type { AccessTo } from "../contents.ts";
import { instructionsOf } from "../layerHistory.ts";
import type { LayeredImage } from "./imageFiles.ts";
import { LayerError } from "./layerError.ts";

/** One of the platforms of an image. */
export interface PlatformChoice {
  /** As docker prints it; empty where the index names none. */
  readonly platform: string;
  readonly digest: string;
}

/** More layers than any runtime mounts. */
const mostLayers = 1_000;

/**
 * The image that a digest names, with its layers; of an index the platform that `choose` answers, undefined where it answers none. Rejects with
 * RegistryError, with LayerError where there are no layers with files, or with the signal's reason.
 */
export async function findLayers(
  place: RepositoryName,
  digest: string,
  { accessTo, choose }: { readonly accessTo: AccessTo; readonly choose: (all: readonly PlatformChoice[]) => Promise<string | undefined> },
  signal: AbortSignal,
): Promise<LayeredImage | undefined> {
  const { repository } = place;
  const access = await accessTo(place.host, signal, repository);
  const read = async <T>(work: (client: RegistryClient) => Promise<T>): Promise<T> => (await access.content(work, signal)).value;
  const manifest = await read((client) => client.getManifest(repository, digest, { signal }));
  if (manifest.kind === "image") return withLayers(place, manifest, read, signal);
  if (manifest.kind === "artifact") throw new LayerError("no-files", "it is not an image");
  const leaves = await read((client) => client.getIndexLeaves(repository, manifest, { signal }));
  const images = leaves.filter(({ attests, artifactType }) => attests === undefined && artifactType === undefined);
  if (images.length === 0) throw new LayerError("no-files", "it lists no image");
  const choices = images.map((each) => ({
    digest: each.digest,
    platform: each.platform === undefined ? "" : printPlatform(each.platform),
  }));
  const chosen = choices.length === 1 ? choices[0]?.digest : await choose(choices);
  if (chosen === undefined) return undefined;
  const image = await read((client) => client.getManifest(repository, chosen, { signal }));
  if (image.kind !== "image") throw new LayerError("no-files", "it is not an image");
  return withLayers(place, image, read, signal);
}

async function withLayers(
  place: RepositoryName,
  { digest, config, layers }: ImageManifest,
  read: <T>(work: (client: RegistryClient) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Promise<LayeredImage> {
  const isLayer = ({ mediaType }: { readonly mediaType: string }): boolean => /[.]tar(?:[.+]|$)/.test(mediaType);
  if (layers.length === 0 || layers.length > mostLayers || !layers.every(isLayer))
    throw new LayerError("no-files", "it has no layers of files");
  const history = await historyOf(place, config, read, signal);
  const instructions = instructionsOf(history, layers.length);
  return { ...place, digest, layers: layers.map((layer, index) => ({ ...layer, instruction: instructions[index] })) };
}

/** Without it the files are there all the same. */
async function historyOf(
  { repository }: RepositoryName,
  config: ImageManifest["config"],
  read: <T>(work: (client: RegistryClient) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): Promise<readonly HistoryEntry[]> {
  try {
    return (await read((client) => client.getConfig(repository, config, { signal }))).history;
  } catch {
    signal.throwIfAborted();
    return [];
  }
}
