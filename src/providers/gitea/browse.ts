import type { ListedTag } from "../../core/listed.ts";
import { isTag } from "../../core/reference.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { BrowseContext, OpenBrowseSource, PageRequest } from "../browse.ts";
import { basicLogin, type ApiLogin } from "../shared/basicLogin.ts";
import { numberedNext, pageNumber } from "../shared/numberedPages.ts";
import { objectsIn, textIn, updatedAt } from "../shared/readAnswer.ts";

/** What the API gives where its administrator has not said otherwise. */
const mostItems = 50;

/**
 * Gitea's packages, on the registry's own host and with the same login (Gitea, "API", listPackages): each version of an image with its
 * date. Its catalog lists what the account may see as it is.
 */
export const openBrowse: OpenBrowseSource = (context) => {
  const login = basicLogin(context.credential);
  return login === undefined ? undefined : { tags: (repository, request) => tagsOf(context, login, repository, request) };
};

async function tagsOf(
  { host, origin, askApi }: BrowseContext,
  login: ApiLogin,
  repository: string,
  { cursor, pageSize, signal }: PageRequest,
): Promise<Page<ListedTag>> {
  const [owner = "", ...path] = repositoryPath(repository).split("/");
  const image = path.join("/");
  const number = pageNumber(cursor);
  const size = Math.min(pageSize, mostItems);
  const query = new URLSearchParams({ type: "container", q: image, page: String(number), limit: String(size) });
  const { json, next } = await askApi({ url: new URL(`/api/v1/packages/${owner}?${query.toString()}`, origin), ...login }, signal);
  const rows = objectsIn(json, host);
  // It finds a part of a name, too, and has a version for each manifest that has no tag.
  const items = rows.flatMap(({ name, version, created_at: created }): readonly ListedTag[] => {
    const tag = textIn(version);
    return name === image && tag !== undefined && isTag(tag) ? [{ name: tag, ...updatedAt(created) }] : [];
  });
  return { items, ...numberedNext(number, next !== undefined || rows.length >= size, host) };
}
