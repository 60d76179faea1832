import type { Disposable } from "../../../core/disposable.ts";
import type { RepositoryName } from "../../../core/reference.ts";
import type { Signing } from "../../../providers/browse.ts";
import type { Session } from "../../reach/session.ts";
import type { Sessions } from "../../reach/sessions.ts";
import { deleteManifest, deleteTags, type ManifestOutcome, type TagsOutcome } from "./deleteImages.ts";
import { type ManifestPlan, planManifest, planTags, type TagsPlan } from "./planDeletion.ts";
import { tagDeleter } from "./tagDeleter.ts";
import type { KnownDigest } from "./tagSearch.ts";

/** Deleting in one repository, over a session of its own with the registry itself: a mirror is never asked to delete. */
export class DeletionSession implements Disposable {
  readonly place: RepositoryName;
  readonly #session: Session;
  readonly #known: KnownDigest;
  readonly #signing: Signing | undefined;

  constructor(place: RepositoryName, session: Session, known: KnownDigest, signing: Signing | undefined) {
    this.place = place;
    this.#session = session;
    this.#known = known;
    this.#signing = signing;
  }

  /** The digest that a tag points to now. Rejects with RegistryError. */
  async resolve(tag: string, signal: AbortSignal): Promise<string> {
    return (await this.#session.client.resolve(this.place.repository, tag, { signal })).digest;
  }

  planTags(tags: readonly string[], signal: AbortSignal): Promise<TagsPlan> {
    return planTags(this.#session.client, this.place, tags, this.#known, signal);
  }

  planManifest(digest: string, signal: AbortSignal): Promise<ManifestPlan> {
    return planManifest(this.#session.client, this.place, digest, this.#known, signal);
  }

  deleteTags(plan: TagsPlan, signal: AbortSignal): Promise<TagsOutcome> {
    return deleteTags(this.#session.client, plan, tagDeleter(this.place, this.#session, this.#signing), signal);
  }

  deleteManifest(plan: ManifestPlan, signal: AbortSignal): Promise<ManifestOutcome> {
    return deleteManifest(this.#session.client, plan, signal);
  }

  dispose(): void {
    this.#session.dispose();
  }
}

/** `known`: what the tree shows that a tag points to; `signing`: how the login was made, where a cloud's library can sign with the same. Rejects with RegistryError, or with the signal's reason. */
export async function openDeletion(
  place: RepositoryName,
  sessions: Pick<Sessions, "connectDirectly">,
  known: KnownDigest,
  signal: AbortSignal,
  signing?: Signing,
): Promise<DeletionSession> {
  return new DeletionSession(place, await sessions.connectDirectly(place.host, signal, place.repository), known, signing);
}
