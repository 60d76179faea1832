import { isTag, type RepositoryName } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import type { Signing } from "../../../providers/browse.ts";
import type { DeleteTagByApi } from "../../../providers/deletion.ts";
import { recogniseProvider } from "../../reach/recogniseProvider.ts";
import type { Session } from "../../reach/session.ts";
import type { DeleteTag } from "./deleteImages.ts";

/**
 * How tags of a repository are deleted: by the API of its provider, where it has one and the login is one for it, since that takes nothing else
 * along; else by the registry's protocol.
 */
export function tagDeleter({ host, repository }: RepositoryName, session: Session, signing: Signing | undefined): DeleteTag {
  const opened: { byApi?: Promise<DeleteTagByApi | undefined> } = {};
  return async (tag, digest, signal) => {
    // What a registry calls its tags is its own affair; an address is made of it.
    const byApi = isTag(tag) ? await (opened.byApi ??= openByApi(host, session, signing, signal)) : undefined;
    const refused = await byApi?.(repository, tag, digest, signal).then(() => "deleted" as const, orRefusal);
    if (refused === "deleted") return;
    try {
      await session.client.deleteTag(repository, tag, { signal });
    } catch (error) {
      // What the API said tells more than that the protocol cannot do it.
      throw refused !== undefined && RegistryError.is(error, "unsupported") ? refused : error;
    }
  };
}

/** A token that is none for the API may still be one for the registry. */
function orRefusal(error: unknown): RegistryError {
  if (RegistryError.is(error, "unauthorized", "denied")) return error;
  throw error;
}

async function openByApi(
  host: string,
  { client, endpoint, askApi }: Session,
  signing: Signing | undefined,
  signal: AbortSignal,
): Promise<DeleteTagByApi | undefined> {
  const introduction = () => client.introduction({ signal });
  const provider = await recogniseProvider(host, introduction);
  if (provider?.loadDeletion === undefined) return undefined;
  const open = await provider.loadDeletion();
  return open({
    host,
    origin: endpoint.baseUrl.origin,
    credential: (await introduction()).credential,
    signing,
    askApi,
    deleteAtRegistry: (target, scope, asked) => client.deleteAt(target, scope, { signal: asked }),
  });
}

/** Whether the provider deletes on its pages, and by an API for whole packages, but not by the registry. */
export async function isDeletedOnPage(host: string): Promise<boolean> {
  const { providerOfHost } = await import("../../../providers/catalog.ts");
  return providerOfHost(host)?.deletesOnPage === true;
}
