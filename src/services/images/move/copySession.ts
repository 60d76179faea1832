import { type Disposable, DisposableStore } from "../../../core/disposable.ts";
import type { Reference, RepositoryName } from "../../../core/reference.ts";
import type { Manifest, ManifestDescriptor } from "../../../registry/content/manifest.ts";
import { digestOfTag } from "../deletion/tagSearch.ts";
import type { Session } from "../../reach/session.ts";
import type { Sessions } from "../../reach/sessions.ts";
import { copyImage, type CopyOptions, type CopyOutcome } from "./copyImage.ts";
import { type CopyChoice, type CopyPlan, imagesOf, planCopy } from "./copyPlan.ts";

/** Where a copy goes. */
export type CopyPlace = RepositoryName & { readonly tag: string };

/** What would be copied to where, and what stands there. */
export interface PlannedCopy {
  readonly plan: CopyPlan;
  readonly place: CopyPlace;
  /** What the tag points to now. */
  readonly before: string | undefined;
}

/** Copying one image, over sessions of its own with the two registries themselves. */
export class CopySession implements Disposable {
  readonly from: RepositoryName;
  readonly manifest: Manifest;
  readonly #sessions: Pick<Sessions, "connectDirectly">;
  readonly #source: Session;
  readonly #resources = new DisposableStore();
  readonly #targets = new Map<string, Session>();

  constructor(from: RepositoryName, manifest: Manifest, source: Session, sessions: Pick<Sessions, "connectDirectly">) {
    this.from = from;
    this.manifest = manifest;
    this.#source = this.#resources.add(source);
    this.#sessions = sessions;
  }

  /** The images to choose from; none where it is no index. */
  get images(): readonly ManifestDescriptor[] {
    return imagesOf(this.manifest);
  }

  /** Reads what would be copied, and looks at the target. Rejects with RegistryError, or with the signal's reason. */
  async plan(place: CopyPlace, choice: CopyChoice, signal: AbortSignal): Promise<PlannedCopy> {
    const [plan, before] = await Promise.all([
      planCopy(this.#source.client, this.from.repository, this.manifest, choice, signal),
      this.#targetAt(place, signal).then(({ client }) => digestOfTag(client, place.repository, place.tag, signal)),
    ]);
    return { plan, place, before };
  }

  /** Rejects as `copyImage` does. */
  async copy({ plan, place, before }: PlannedCopy, options: CopyOptions): Promise<CopyOutcome> {
    const target = await this.#targetAt(place, options.signal);
    const ends = {
      source: this.#source.client,
      from: this.from.repository,
      target: target.client,
      to: place.repository,
      tag: place.tag,
      before,
      isOneRegistry: place.host === this.from.host,
    };
    return copyImage(ends, plan, options);
  }

  dispose(): void {
    this.#resources.dispose();
  }

  async #targetAt({ host, repository }: RepositoryName, signal: AbortSignal): Promise<Session> {
    const key = `${host}/${repository}`;
    const known = this.#targets.get(key);
    if (known !== undefined) return known;
    const session = this.#resources.add(await this.#sessions.connectDirectly(host, signal, repository));
    this.#targets.set(key, session);
    return session;
  }
}

/** Reads the manifest of what is to be copied. Rejects with RegistryError, or with the signal's reason. */
export async function openCopy(
  { host, repository, tag, digest }: Reference,
  sessions: Pick<Sessions, "connectDirectly">,
  signal: AbortSignal,
): Promise<CopySession> {
  const session = await sessions.connectDirectly(host, signal, repository);
  try {
    const manifest = await session.client.getManifest(repository, tag ?? digest ?? "latest", { signal });
    return new CopySession({ host, repository }, manifest, session, sessions);
  } catch (error) {
    session.dispose();
    throw error;
  }
}
