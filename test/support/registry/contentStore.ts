import { digestOf } from "./digest.ts";

export interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** One repository: its manifests by digest, its tags, and the digests of the blobs that may be read through it. */
export interface Repository {
  readonly manifests: Map<string, StoredManifest>;
  /** Tag → manifest digest. */
  readonly tags: Map<string, string>;
  readonly blobs: Set<string>;
}

/** Everything the registry holds, in memory. Blobs are kept once and linked from repositories, as in a real registry. */
export class ContentStore {
  readonly repositories = new Map<string, Repository>();
  readonly #blobs = new Map<string, Buffer>();

  /** The repository, created when it does not exist. */
  open(name: string): Repository {
    const existing = this.repositories.get(name);
    if (existing !== undefined) return existing;
    const created: Repository = { manifests: new Map(), tags: new Map(), blobs: new Set() };
    this.repositories.set(name, created);
    return created;
  }

  blob(repository: Repository, digest: string): Buffer | undefined {
    return repository.blobs.has(digest) ? this.#blobs.get(digest) : undefined;
  }

  putBlob(repository: Repository, bytes: Buffer): string {
    const digest = digestOf(bytes);
    this.#blobs.set(digest, bytes);
    repository.blobs.add(digest);
    return digest;
  }

  putManifest(repository: Repository, manifest: StoredManifest, tag?: string): string {
    const digest = digestOf(manifest.bytes);
    repository.manifests.set(digest, manifest);
    if (tag !== undefined) repository.tags.set(tag, digest);
    return digest;
  }

  /** Removes a manifest and every tag that names it; false when there is none. */
  deleteManifest(repository: Repository, digest: string): boolean {
    for (const [tag, target] of repository.tags) if (target === digest) repository.tags.delete(tag);
    return repository.manifests.delete(digest);
  }
}
