import type { Disposable } from "../../../core/disposable.ts";
import type { RepositoryName } from "../../../core/reference.ts";
import type { Manifest } from "../../../registry/content/manifest.ts";
import type { RegistryClient } from "../../../registry/registryClient.ts";
import { digestOfTag } from "../deletion/tagSearch.ts";
import type { Session } from "../../reach/session.ts";
import type { Sessions } from "../../reach/sessions.ts";

export type Retagger = Pick<RegistryClient, "resolve" | "getManifest" | "putManifest">;

/** A tag that is to point to what another reference names. */
export interface RetagPlan {
  readonly tag: string;
  /** As the registry has it: what is stored under the tag are the same bytes. */
  readonly manifest: Manifest;
  /** What the tag points to now; undefined where there is none of that name. */
  readonly before: string | undefined;
}

export type RetagOutcome =
  | { readonly kind: "written" }
  /** The tag points to something else than when it was looked at: nothing was written. */
  | { readonly kind: "moved"; readonly digest: string | undefined };

/** Looks at what is to be tagged, and at what the tag points to now. Rejects with RegistryError, or with the signal's reason. */
export async function planRetag(
  client: Retagger,
  repository: string,
  { from, tag }: { readonly from: string; readonly tag: string },
  signal: AbortSignal,
): Promise<RetagPlan> {
  const [manifest, before] = await Promise.all([
    client.getManifest(repository, from, { signal }),
    digestOfTag(client, repository, tag, signal),
  ]);
  return { tag, manifest, before };
}

/** Writes the tag, if it still points to what it did. Rejects with RegistryError, or with the signal's reason. */
export async function writeTag(client: Retagger, repository: string, plan: RetagPlan, signal: AbortSignal): Promise<RetagOutcome> {
  const { tag, manifest, before } = plan;
  const now = await digestOfTag(client, repository, tag, signal);
  if (now !== before) return { kind: "moved", digest: now };
  await client.putManifest(repository, tag, manifest, { signal });
  return { kind: "written" };
}

/** Tagging in one repository, over a session of its own with the registry itself. */
export class RetagSession implements Disposable {
  readonly #repository: string;
  readonly #session: Session;

  constructor(repository: string, session: Session) {
    this.#repository = repository;
    this.#session = session;
  }

  /** `from` is a tag or a digest. */
  plan(from: string, tag: string, signal: AbortSignal): Promise<RetagPlan> {
    return planRetag(this.#session.client, this.#repository, { from, tag }, signal);
  }

  write(plan: RetagPlan, signal: AbortSignal): Promise<RetagOutcome> {
    return writeTag(this.#session.client, this.#repository, plan, signal);
  }

  dispose(): void {
    this.#session.dispose();
  }
}

/** Rejects with RegistryError, or with the signal's reason. */
export async function openRetag(
  { host, repository }: RepositoryName,
  sessions: Pick<Sessions, "connectDirectly">,
  signal: AbortSignal,
): Promise<RetagSession> {
  return new RetagSession(repository, await sessions.connectDirectly(host, signal, repository));
}
