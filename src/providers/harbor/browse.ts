import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import { isTag } from "../../core/reference.ts";
import { isJsonObject, type JsonObject } from "../../registry/http/json.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { BrowseContext, OpenBrowseSource, PageRequest } from "../browse.ts";
import { basicLogin, type ApiLogin } from "../shared/basicLogin.ts";
import { numberedNext, pageNumber } from "../shared/numberedPages.ts";
import { descriptionIn, digestIn, objectsIn, sizeIn, textIn, updatedAt } from "../shared/readAnswer.ts";
import { caselessPart } from "../shared/searchParts.ts";

/** What the API gives at most. */
const mostItems = 100;

/**
 * Harbor's catalog is for administrators. Its API lists the repositories of all projects that a user or robot may see, and the artifacts of
 * each with their tags (Harbor, api/v2.0/swagger.yaml), on the registry's own host and with the same login.
 */
export const openBrowse: OpenBrowseSource = (context) => {
  const login = basicLogin(context.credential);
  if (login === undefined) return undefined;
  return {
    repositories: (request) => repositoriesOf(context, login, request),
    tags: (repository, request) => tagsOf(context, login, repository, request),
    // Names of repositories are in lower case; tags are compared as they are.
    searches: { repositories: (part) => part, tags: caselessPart },
  };
};

async function repositoriesOf(context: BrowseContext, login: ApiLogin, request: PageRequest): Promise<Page<ListedRepository>> {
  const { rows, ...following } = await pageOf(context, login, `repositories?sort=name${fuzzy("name", request)}`, request);
  return {
    items: rows.flatMap((row) => {
      const name = textIn(row["name"]);
      return name === undefined
        ? []
        : [{ name, ...updatedAt(row["update_time"], row["creation_time"]), ...descriptionIn(row["description"]) }];
    }),
    ...following,
  };
}

/** `key=~part` finds what contains the part (Harbor, api/v2.0/swagger.yaml, “query”). */
function fuzzy(key: string, { search }: PageRequest): string {
  return search === undefined ? "" : `&q=${encodeURIComponent(`${key}=~${search}`)}`;
}

async function tagsOf(context: BrowseContext, login: ApiLogin, repository: string, request: PageRequest): Promise<Page<ListedTag>> {
  const [project = "", ...name] = repositoryPath(repository).split("/");
  // A slash in the name is encoded twice.
  const path = `projects/${project}/repositories/${name.join("%252F")}/artifacts`;
  const query = request.search === undefined ? "&q=tags%3D*" : fuzzy("tags", request);
  const { rows, ...following } = await pageOf(context, login, `${path}?with_tag=true${query}&sort=-push_time`, request);
  return { items: rows.flatMap(toTags), ...following };
}

function toTags(row: JsonObject): readonly ListedTag[] {
  const tags = Array.isArray(row["tags"]) ? row["tags"].filter(isJsonObject) : [];
  return tags.flatMap((tag) => {
    const name = textIn(tag["name"]);
    if (name === undefined || !isTag(name)) return [];
    return [{ name, ...updatedAt(tag["push_time"], row["push_time"]), ...sizeIn(row["size"]), ...digestIn(row["digest"]) }];
  });
}

async function pageOf({ host, origin, askApi }: BrowseContext, login: ApiLogin, target: string, { cursor, pageSize, signal }: PageRequest) {
  const number = pageNumber(cursor);
  const size = Math.min(pageSize, mostItems);
  const url = new URL(`/api/v2.0/${target}&page=${number}&page_size=${size}`, origin);
  const { json, header, next } = await askApi({ url, ...login }, signal);
  const total = Number(header("x-total-count") ?? Number.NaN);
  const goesOn = Number.isNaN(total) ? next !== undefined : number * size < total;
  return { rows: objectsIn(json ?? [], host), ...numberedNext(number, goesOn, host) };
}
