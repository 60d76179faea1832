import { BoundedCache } from "../../core/boundedCache.ts";
import type { ContentFacts } from "./contentFacts.ts";
import { isKeyIn, keyIn } from "./inRepository.ts";
import type { RepositoryName } from "../../core/reference.ts";

/** More tags than anybody has unfolded at a time. */
const maxTags = 500;

/** What was found out about tags, until it is forgotten. */
export class KnownTags {
  readonly #facts = new BoundedCache<string, ContentFacts>(maxTags, () => 0);
  /** The tags that were found to point to a digest. */
  readonly #sharing = new BoundedCache<string, Set<string>>(maxTags, () => 0);

  get(place: RepositoryName, tag: string): ContentFacts | undefined {
    return this.#facts.get(keyIn(place, tag));
  }

  set(place: RepositoryName, tag: string, facts: ContentFacts): void {
    this.#facts.set(keyIn(place, tag), facts);
    const key = keyIn(place, facts.digest);
    const tags = this.#sharing.get(key) ?? new Set();
    this.#sharing.set(key, tags.add(tag));
  }

  /** The tags that are known to point to the digest. */
  sharing(place: RepositoryName, digest: string): ReadonlySet<string> {
    return this.#sharing.get(keyIn(place, digest)) ?? new Set();
  }

  /** In a repository, the tags whose content was read in part only. */
  forgetTorn({ host, repository }: RepositoryName): void {
    this.#facts.deleteWhere((key, { configError }) => configError !== undefined && isKeyIn(key, host, repository));
  }

  /** One tag. */
  forgetTag(place: RepositoryName, tag: string): void {
    const digest = this.get(place, tag)?.digest;
    this.#facts.delete(keyIn(place, tag));
    if (digest !== undefined) this.#sharing.get(keyIn(place, digest))?.delete(tag);
  }

  /** In a repository, a registry, or everywhere. */
  forget(host?: string, repository?: string): void {
    this.#facts.deleteWhere((key) => isKeyIn(key, host, repository));
    this.#sharing.deleteWhere((key) => isKeyIn(key, host, repository));
  }
}
