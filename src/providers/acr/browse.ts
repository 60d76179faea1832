import { isTag } from "../../core/reference.ts";
import type { ListedTag } from "../../core/listed.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { BrowseContext, OpenBrowseSource, PageRequest } from "../browse.ts";
import { digestIn, objectsIn, textIn, updatedAt } from "../shared/readAnswer.ts";

/** What Azure's own programs ask for (azure-cli, acr-cli). */
const mostItems = 100;

/**
 * Azure's list of a repository's tags: the newest first, with digests and dates, on the registry's own host, for a token with
 * `metadata_read` (Azure/acr-cli, docs/swagger.yaml). Its list of repositories tells no more than the catalog.
 */
export const openBrowse: OpenBrowseSource = (context) =>
  context.credential === undefined ? undefined : { tags: (repository, request) => tagsOf(context, repository, request) };

async function tagsOf(context: BrowseContext, repository: string, { cursor, pageSize, signal }: PageRequest): Promise<Page<ListedTag>> {
  const size = Math.min(pageSize, mostItems);
  const after = cursor === undefined ? "" : `&last=${encodeURIComponent(cursor)}`;
  const path = `/acr/v1/${repositoryPath(repository)}/_tags`;
  const scope = { kind: "repository", repository, action: "metadata" } as const;
  try {
    const { json, next } = await context.askRegistry(`${path}?n=${size}&orderby=timedesc${after}`, scope, signal);
    const rows = objectsIn(json, context.host, "tags");
    const last = next === undefined ? undefined : URL.parse(next, context.origin)?.searchParams.get("last");
    // It has been seen to continue without a link: a page that is full may not be the last.
    const following = last ?? (rows.length >= size ? textIn(rows.at(-1)?.["name"]) : undefined);
    return { items: rows.flatMap(toTag), next: following === cursor ? undefined : following };
  } catch (error) {
    // Behind the last full page it has none.
    if (cursor !== undefined && RegistryError.is(error, "not-found")) return { items: [], next: undefined };
    throw error;
  }
}

function toTag(row: Readonly<Record<string, unknown>>): readonly ListedTag[] {
  const name = textIn(row["name"]);
  if (name === undefined || !isTag(name)) return [];
  return [{ name, ...updatedAt(row["lastUpdateTime"], row["createdTime"]), ...digestIn(row["digest"]) }];
}
