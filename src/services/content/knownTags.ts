import { BoundedCache } from "../../core/boundedCache.ts";
import type { TagFacts } from "./contentFacts.ts";
import { type InRepository, isKeyIn, keyIn } from "./inRepository.ts";

/** More tags than anybody has unfolded at a time. */
const maxTags = 500;

/** What was found out about tags, until it is forgotten. */
export class KnownTags {
  readonly #facts = new BoundedCache<string, TagFacts>(maxTags, () => 0);
  /** The tags that were found to point to a digest. */
  readonly #sharing = new Map<string, Set<string>>();

  get(place: InRepository, tag: string): TagFacts | undefined {
    return this.#facts.get(keyIn(place, tag));
  }

  set(place: InRepository, tag: string, facts: TagFacts): void {
    this.#facts.set(keyIn(place, tag), facts);
    const key = keyIn(place, facts.content.digest);
    const tags = this.#sharing.get(key) ?? new Set();
    this.#sharing.set(key, tags.add(tag));
  }

  /** The tags that are known to point to the digest. */
  sharing(place: InRepository, digest: string): ReadonlySet<string> {
    return this.#sharing.get(keyIn(place, digest)) ?? new Set();
  }

  /** In a repository, a registry, or everywhere. */
  forget(host?: string, repository?: string): void {
    this.#facts.deleteWhere((key) => isKeyIn(key, host, repository));
    for (const key of this.#sharing.keys()) if (isKeyIn(key, host, repository)) this.#sharing.delete(key);
  }
}
