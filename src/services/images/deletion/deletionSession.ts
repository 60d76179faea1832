import type { Disposable } from "../../../core/disposable.ts";
import type { RepositoryName } from "../../../core/reference.ts";
import type { Session } from "../../reach/session.ts";
import type { Sessions } from "../../reach/sessions.ts";
import { deleteManifest, deleteTags, type ManifestOutcome, type TagsOutcome } from "./deleteImages.ts";
import { type ManifestPlan, planManifest, planTags, type TagsPlan } from "./planDeletion.ts";
import type { KnownDigest } from "./tagSearch.ts";

/** Deleting in one repository, over a session of its own with the registry itself: a mirror is never asked to delete. */
export class DeletionSession implements Disposable {
  readonly place: RepositoryName;
  readonly #session: Session;
  readonly #known: KnownDigest;

  constructor(place: RepositoryName, session: Session, known: KnownDigest) {
    this.place = place;
    this.#session = session;
    this.#known = known;
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
    const { client } = this.#session;
    const { repository } = this.place;
    return deleteTags(client, plan, (tag, _, asked) => client.deleteTag(repository, tag, { signal: asked }), signal);
  }

  deleteManifest(plan: ManifestPlan, signal: AbortSignal): Promise<ManifestOutcome> {
    return deleteManifest(this.#session.client, plan, signal);
  }

  dispose(): void {
    this.#session.dispose();
  }
}

/** `known`: what the tree shows that a tag points to. Rejects with RegistryError, or with the signal's reason. */
export async function openDeletion(
  place: RepositoryName,
  sessions: Pick<Sessions, "connectDirectly">,
  known: KnownDigest,
  signal: AbortSignal,
): Promise<DeletionSession> {
  return new DeletionSession(place, await sessions.connectDirectly(place.host, signal, place.repository), known);
}
