import { BoundedCache } from "../../core/boundedCache.ts";
import type { ContentFacts } from "./contentFacts.ts";
import { isKeyIn, keyIn } from "./inRepository.ts";
import type { RepositoryName } from "../../core/reference.ts";

/** More tags than anybody has unfolded at a time. */
const maxTags = 500;

/** What was found out about tags, until it is forgotten. */
export class KnownTags {
  readonly #facts = new BoundedCache<string, ContentFacts>(maxTags, () => 0);
  /** Those whose content was read without its configuration. */
  readonly #torn = new Set<string>();
  /** The tags that were found to point to a digest. */
  readonly #sharing = new Map<string, Set<string>>();

  get(place: RepositoryName, tag: string): ContentFacts | undefined {
    return this.#facts.get(keyIn(place, tag));
  }

  set(place: RepositoryName, tag: string, facts: ContentFacts): void {
    this.#facts.set(keyIn(place, tag), facts);
    const key = keyIn(place, facts.digest);
    if (facts.configError !== undefined) this.#torn.add(keyIn(place, tag));
    const tags = this.#sharing.get(key) ?? new Set();
    this.#sharing.set(key, tags.add(tag));
  }

  /** The tags that are known to point to the digest. */
  sharing(place: RepositoryName, digest: string): ReadonlySet<string> {
    return this.#sharing.get(keyIn(place, digest)) ?? new Set();
  }

  /** In a repository, the tags whose content was read in part only. */
  forgetTorn({ host, repository }: RepositoryName): void {
    for (const key of this.#torn) {
      if (!isKeyIn(key, host, repository)) continue;
      this.#torn.delete(key);
      this.#facts.delete(key);
    }
  }

  /** In a repository, a registry, or everywhere. */
  forget(host?: string, repository?: string): void {
    this.#facts.deleteWhere((key) => isKeyIn(key, host, repository));
    for (const key of this.#sharing.keys()) if (isKeyIn(key, host, repository)) this.#sharing.delete(key);
  }
}
