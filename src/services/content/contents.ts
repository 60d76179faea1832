import { attachedTags } from "../../core/attachedTag.ts";
import { BoundedCache } from "../../core/boundedCache.ts";
import { isAbort } from "../../core/errors.ts";
import { RegistryError } from "../../core/registryError.ts";
import { SingleFlight } from "../../core/singleFlight.ts";
import type { Manifest } from "../../registry/content/manifest.ts";
import type { RegistryClient } from "../../registry/registryClient.ts";
import type { RegistryAccess } from "../reach/registryAccess.ts";
import { arranged, type AttachedFacts, attachedByTag, readReferrers } from "./attached.ts";
import type { Capped } from "./capped.ts";
import type { ContentFacts } from "./contentFacts.ts";
import { isKeyIn, keyIn } from "./inRepository.ts";
import { KnownTags } from "./knownTags.ts";
import { configUse, type ReadConfig, readContent } from "./readContent.ts";
import type { RepositoryName } from "../../core/reference.ts";

/** So much is kept of what was looked at: more than anybody has unfolded at a time. */
const maxContents = 500;

/** What contents need from outside. */
export interface ContentPorts {
  readonly accessTo: AccessTo;
  /** Whether a repository has a tag, where that is known. */
  readonly hasTag: (place: RepositoryName, tag: string) => boolean | undefined;
}

export type AccessTo = (host: string, signal: AbortSignal, repository: string) => Promise<RegistryAccess>;

/**
 * What is behind tags and digests, read when somebody looks at it. What a digest names never changes and is read once; what a tag points
 * to is read once until it is forgotten. Callers that want the same at the same time share a request, which ends when all of them have left.
 */
export class Contents {
  readonly #ports: ContentPorts;
  readonly #contents = new BoundedCache<string, ContentFacts>(maxContents, () => 0);
  readonly #attached = new BoundedCache<string, Capped<AttachedFacts>>(maxContents, () => 0);
  readonly #flights = new SingleFlight<ContentFacts>();
  readonly #tags = new KnownTags();

  constructor(ports: ContentPorts) {
    this.#ports = ports;
  }

  /** What is known of tags without asking. */
  get tags(): Pick<KnownTags, "get" | "sharing"> {
    return this.#tags;
  }

  /** What a tag points to. Rejects with RegistryError, or with the signal's reason. */
  async tag(place: RepositoryName, tag: string, signal: AbortSignal): Promise<ContentFacts> {
    const known = this.#tags.get(place, tag);
    if (known !== undefined) return known;
    const content = await this.#read(place, tag, signal);
    this.#tags.set(place, tag, content);
    return content;
  }

  /** What is known of a digest without asking. */
  known(place: RepositoryName, digest: string): ContentFacts | undefined {
    return this.#contents.get(keyIn(place, digest));
  }

  /** What the digest names, checked against it. Rejects with RegistryError, or with the signal's reason. */
  async digest(place: RepositoryName, digest: string, signal: AbortSignal): Promise<ContentFacts> {
    return this.known(place, digest) ?? this.#read(place, digest, signal);
  }

  /** What refers to the digest: by the registry's word, or by a tag that is named after it. Read once until it is forgotten. */
  async attached(place: RepositoryName, digest: string, signal: AbortSignal): Promise<Capped<AttachedFacts>> {
    const known = this.#attached.get(keyIn(place, digest));
    if (known !== undefined) return known;
    const [referrers, ...tagged] = await Promise.all([
      this.#referrers(place, digest, signal),
      ...attachedTags(digest).map((tag) => this.#attachedByTag(place, tag, signal)),
    ]);
    const all = arranged([...referrers, ...tagged.flat()]);
    this.#attached.set(keyIn(place, digest), all);
    return all;
  }

  /** What tags point to may have changed: in a repository, a registry, or anywhere. */
  forget(host?: string, repository?: string): void {
    this.#tags.forget(host, repository);
    this.#attached.deleteWhere((key) => isKeyIn(key, host, repository));
  }

  /** Tags of a repository are gone or point elsewhere, and what refers to what is there may be another. */
  forgetTags(place: RepositoryName, tags: readonly string[]): void {
    for (const tag of tags) this.#tags.forgetTag(place, tag);
    this.#attached.deleteWhere((key) => isKeyIn(key, place.host, place.repository));
  }

  /** What could be read in part only is read anew when somebody looks at it. */
  forgetTorn(place: RepositoryName): void {
    this.#contents.deleteWhere((key, { configError }) => configError !== undefined && isKeyIn(key, place.host, place.repository));
    this.#tags.forgetTorn(place);
  }

  #read(place: RepositoryName, reference: string, signal: AbortSignal): Promise<ContentFacts> {
    const read = async (flight: AbortSignal): Promise<ContentFacts> => {
      const access = await this.#ports.accessTo(place.host, flight, place.repository);
      const { value } = await access.content((client) => readFrom(client, place.repository, reference, flight), flight);
      this.#contents.set(keyIn(place, value.digest), value);
      return value;
    };
    return this.#flights.run(keyIn(place, reference), read, signal);
  }

  async #referrers(place: RepositoryName, digest: string, signal: AbortSignal): Promise<readonly AttachedFacts[]> {
    const access = await this.#ports.accessTo(place.host, signal, place.repository);
    return (await access.content((client) => readReferrers(client, place.repository, digest, signal), signal)).value;
  }

  async #attachedByTag(place: RepositoryName, tag: string, signal: AbortSignal): Promise<readonly AttachedFacts[]> {
    if (this.#ports.hasTag(place, tag) === false) return [];
    try {
      return [attachedByTag(await this.#read(place, tag, signal), tag)];
    } catch (error) {
      if (RegistryError.is(error, "not-found")) return [];
      throw error;
    }
  }
}

async function readFrom(client: RegistryClient, repository: string, reference: string, signal: AbortSignal): Promise<ContentFacts> {
  const manifest = await client.getManifest(repository, reference, { signal });
  return readContent(manifest, await readConfigOf(client, repository, manifest, signal));
}

async function readConfigOf(client: RegistryClient, repository: string, manifest: Manifest, signal: AbortSignal): Promise<ReadConfig> {
  const use = configUse(manifest);
  if (use === undefined || manifest.kind !== "image") return {};
  try {
    return use === "image"
      ? { image: await client.getConfig(repository, manifest.config, { signal }) }
      : { json: await client.getJsonBlob(repository, manifest.config, { signal }) };
  } catch (error) {
    if (isAbort(error) || signal.aborted) throw error;
    return { error };
  }
}
