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
import { applicationUser } from "./applicationUser.ts";

/** What the API gives at most. */
const mostItems = 100;

type AskQuay = (target: string, signal: AbortSignal) => Promise<unknown>;

/**
 * Quay's API on the registry's own host (Quay, endpoints/api). With an application's token: the repositories of its account, of the
 * account's organizations, and of the namespaces that were added by name, else the catalog lists what a robot or user may see. Tags with
 * dates are there for nobody, too, where the repository is public.
 */
export const openBrowse: OpenBrowseSource = ({ host, origin, credential, added, askApi }) => {
  const secret = credential?.kind === "basic" && credential.username === applicationUser ? credential.password : undefined;
  const login = secret === undefined ? {} : { authorization: `Bearer ${secret.reveal()}`, secret };
  const ask: AskQuay = async (target, signal) => (await askApi({ url: new URL(`/api/v1/${target}`, origin), ...login }, signal)).json;
  const tags = (repository: string, request: PageRequest): Promise<Page<ListedTag>> => tagsOf(ask, host, repository, request);
  // It compares without regard to case (data/model/oci/tag.py, `contains`).
  const searches = { tags: (part: string) => part };
  if (secret === undefined) return { tags, searches };
  return {
    repositories: chainPages({
      host,
      parts: (signal) => namespacesOf(ask, added, signal),
      pageOf: (namespace, request) => repositoriesOf(ask, host, namespace, request),
    }),
    tags,
    searches,
  };
};

/** The token may lack the right to read its account: then there are those that were added by name. */
async function namespacesOf(ask: AskQuay, added: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const named = added.flatMap((name) => name.split("/", 1));
  try {
    const user = await ask("user/", signal);
    const { username, organizations } = isJsonObject(user) ? user : {};
    const names = Array.isArray(organizations) ? organizations.filter(isJsonObject).map(({ name }) => name) : [];
    return [...new Set([username, ...names, ...named].flatMap((name) => textIn(name) ?? []))];
  } catch (error) {
    if (named.length > 0 && RegistryError.is(error, "unauthorized", "denied", "not-found")) return [...new Set(named)];
    throw error;
  }
}

async function repositoriesOf(
  ask: AskQuay,
  host: string,
  namespace: string,
  { cursor, signal }: PageRequest,
): Promise<Page<ListedRepository>> {
  const after = cursor === undefined ? "" : `&next_page=${encodeURIComponent(cursor)}`;
  const json = await ask(`repository?namespace=${encodeURIComponent(namespace)}&public=true&last_modified=true${after}`, signal);
  const next = isJsonObject(json) ? textIn(json["next_page"]) : undefined;
  return { items: objectsIn(json, host, "repositories").flatMap(toRepository), next: next === cursor ? undefined : next };
}

/** Dates are seconds since 1970. */
function toRepository(row: JsonObject): readonly ListedRepository[] {
  const [namespace, name, seconds] = [textIn(row["namespace"]), textIn(row["name"]), row["last_modified"]];
  if (namespace === undefined || name === undefined || (row["kind"] ?? "image") !== "image") return [];
  return [
    {
      name: `${namespace}/${name}`,
      ...updatedAt(Number(seconds) * 1000),
      ...descriptionIn(row["description"]),
      ...(typeof row["is_public"] === "boolean" ? { visibility: row["is_public"] ? "public" : "private" } : {}),
    },
  ];
}

async function tagsOf(
  ask: AskQuay,
  host: string,
  repository: string,
  { cursor, pageSize, signal, search }: PageRequest,
): Promise<Page<ListedTag>> {
  const number = pageNumber(cursor);
  const size = Math.min(pageSize, mostItems);
  const like = search === undefined ? "" : `&filter_tag_name=${encodeURIComponent(`like:${search}`)}`;
  const json = await ask(`repository/${repositoryPath(repository)}/tag/?limit=${size}&page=${number}&onlyActiveTags=true${like}`, signal);
  const goesOn = isJsonObject(json) && json["has_additional"] === true;
  return { items: objectsIn(json, host, "tags").flatMap(toTag), ...numberedNext(number, goesOn, host) };
}

function toTag(row: JsonObject): readonly ListedTag[] {
  const name = textIn(row["name"]);
  if (name === undefined || !isTag(name)) return [];
  return [{ name, ...updatedAt(row["last_modified"]), ...sizeIn(row["size"]), ...digestIn(row["manifest_digest"]) }];
}
