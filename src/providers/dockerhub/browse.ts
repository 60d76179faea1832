import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import { isTag } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { isJsonObject, type JsonObject } from "../../registry/http/json.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import { repositoryPath } from "../../registry/repositoryPath.ts";
import type { OpenBrowseSource, PageRequest } from "../browse.ts";
import { chainPages } from "../shared/chainPages.ts";
import { numberedNext, pageNumber } from "../shared/numberedPages.ts";
import { descriptionIn, digestIn, objectsIn, sizeIn, textIn, updatedAt } from "../shared/readAnswer.ts";
import { caselessPart, partBehind } from "../shared/searchParts.ts";
import { type AskHub, askHub, hubApi } from "./hubToken.ts";

/** What the API gives at most. */
const mostItems = 100;
/** As many as are put together; an account of more is told so. */
const mostOrganizationPages = 10;

/**
 * Docker Hub's API (Docker, "Docker Hub API"), since its registry has no catalog. Repositories: those of the account and of its
 * organizations. Tags: of any repository, also for nobody; unlike manifests they count against no limit of pulls.
 */
export const openBrowse: OpenBrowseSource = ({ credential, askApi }) => {
  const ask = askHub(credential, askApi);
  const tags = (repository: string, request: PageRequest): Promise<Page<ListedTag>> => tagsOf(ask, repository, request);
  // Whether its search tells upper from lower case is not documented.
  const searches = { tags: caselessPart, repositories: (part: string) => part };
  if (credential?.kind !== "basic") return { tags, searches };
  const { username } = credential;
  return {
    repositories: chainPages({
      host: hubApi.host,
      parts: (signal) => namespacesOf(ask, username, signal),
      pageOf: (namespace, request) => repositoriesOf(ask, namespace, request),
    }),
    tags,
    searches,
  };
};

/** The account's own, unless it logs in by its e-mail address, and its organizations, which an organization's token may not list. */
async function namespacesOf(ask: AskHub, username: string, signal: AbortSignal): Promise<readonly string[]> {
  const own = username.includes("@") ? [] : [username.toLowerCase()];
  try {
    const organizations: string[] = [];
    for (let page = 1, goesOn = true; goesOn && page <= mostOrganizationPages; page++) {
      const json = await ask(`user/orgs?page_size=${mostItems}${page === 1 ? "" : `&page=${page}`}`, signal);
      organizations.push(...objectsIn(json, hubApi.host, "results").flatMap(({ orgname }) => textIn(orgname) ?? []));
      goesOn = isJsonObject(json) && textIn(json["next"]) !== undefined;
    }
    return [...new Set([...own, ...organizations])];
  } catch (error) {
    if (own.length > 0 && RegistryError.is(error, "denied", "not-found", "invalid-response")) return own;
    throw error;
  }
}

async function repositoriesOf(ask: AskHub, namespace: string, request: PageRequest): Promise<Page<ListedRepository>> {
  const { search: whole, ...plain } = request;
  const search = whole === undefined ? undefined : partBehind(`${namespace}/`, whole);
  const asked = { ...plain, ...(search === undefined ? {} : { search }) };
  const { rows, ...following } = await pageOf(ask, `namespaces/${encodeURIComponent(namespace)}/repositories`, "&ordering=name", asked);
  return { items: rows.flatMap((row) => toRepository(row, namespace)), ...following };
}

function toRepository(row: JsonObject, namespace: string): readonly ListedRepository[] {
  const name = textIn(row["name"]);
  if (name === undefined || row["repository_type"] === "plugin") return [];
  const isPrivate = row["is_private"];
  return [
    {
      name: `${namespace}/${name}`,
      ...updatedAt(row["last_updated"], row["last_modified"]),
      ...descriptionIn(row["description"]),
      ...(typeof isPrivate === "boolean" ? { visibility: isPrivate ? "private" : "public" } : {}),
    },
  ];
}

async function tagsOf(ask: AskHub, repository: string, request: PageRequest): Promise<Page<ListedTag>> {
  const [namespace = "", name = "", ...others] = repositoryPath(repository).split("/");
  if (name === "" || others.length > 0)
    throw new RegistryError("not-found", `${hubApi.host} has no such repository`, { params: { host: hubApi.host } });
  const { rows, ...following } = await pageOf(ask, `namespaces/${namespace}/repositories/${name}/tags`, "", request);
  return { items: rows.flatMap(toTag), ...following };
}

function toTag(row: JsonObject): readonly ListedTag[] {
  const name = textIn(row["name"]);
  if (name === undefined || !isTag(name)) return [];
  return [{ name, ...updatedAt(row["tag_last_pushed"], row["last_updated"]), ...sizeIn(row["full_size"]), ...digestIn(row["digest"]) }];
}

async function pageOf(ask: AskHub, path: string, order: string, { cursor, pageSize, signal, search }: PageRequest) {
  const number = pageNumber(cursor);
  const name = search === undefined ? "" : `&name=${encodeURIComponent(search)}`;
  const json = await ask(`${path}?page=${number}&page_size=${Math.min(pageSize, mostItems)}${order}${name}`, signal).catch(
    (error: unknown) => {
      // It may have become shorter: a page behind the last one is 404.
      if (cursor !== undefined && RegistryError.is(error, "not-found")) return { results: [] };
      throw error;
    },
  );
  const goesOn = isJsonObject(json) && textIn(json["next"]) !== undefined;
  return { rows: objectsIn(json, hubApi.host, "results"), ...numberedNext(number, goesOn, hubApi.host) };
}
