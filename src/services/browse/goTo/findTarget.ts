import type { ListedRepository } from "../../../core/listed.ts";
import { untilAborted } from "../../../core/singleFlight.ts";
import type { AddedRepositories } from "../../remembered/addedRepositories.ts";
import type { ImageTarget } from "../../remembered/imageTarget.ts";
import { findByDigest, findByTag, type FindTagPorts, type FoundTag } from "./findTag.ts";
import { showItem, takeFilterOff } from "./showItem.ts";

/** So far a registry's list is read to see whether it has a repository. */
const mostRepositoryPages = 10;

export interface FindTargetPorts extends FindTagPorts {
  readonly added: AddedRepositories;
  /** Rejects where the registry has no such repository, or does not let this login see it. */
  readonly checkRepository: (host: string, repository: string, signal: AbortSignal) => Promise<void>;
}

/** What of a target the tree can show. */
export interface FoundTarget extends FoundTag {
  readonly repository: ListedRepository;
}

/**
 * Has the lists show a repository, and the tag or digest in it: loads on for them, takes a filter off that hides them, and adds the
 * repository by name where the registry's list does not have it. Rejects where there is no such repository.
 */
export async function findTarget(
  { host, repository, tag, digest }: ImageTarget & { readonly repository: string },
  ports: FindTargetPorts,
  signal: AbortSignal,
): Promise<FoundTarget> {
  const found = await findRepository(host, repository, ports, signal);
  const place = { host, repository };
  if (tag !== undefined) return { repository: found, ...(await findByTag(place, { tag, digest }, ports, signal)) };
  if (digest !== undefined) return { repository: found, ...(await findByDigest(place, digest, ports, signal)) };
  return { repository: found, outcome: "found" };
}

async function findRepository(
  host: string,
  repository: string,
  { browsing, added, checkRepository }: FindTargetPorts,
  signal: AbortSignal,
): Promise<ListedRepository> {
  const list = browsing.repositories(host);
  await untilAborted(list.view(), signal);
  const isAdded = added.of(host).includes(repository);
  const listed = await list.seek(repository, signal, isAdded ? 0 : mostRepositoryPages);
  if (listed !== undefined && !isAdded) {
    await showItem({ host, name: repository }, list, browsing, signal);
    return listed;
  }
  if (!isAdded) {
    await checkRepository(host, repository, signal);
    await added.add(host, repository);
  }
  // What was added by name stands above the list, unless that is filtered.
  takeFilterOff({ host, name: repository }, browsing);
  return listed ?? { name: repository };
}
