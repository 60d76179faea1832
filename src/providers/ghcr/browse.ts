import type { ListedRepository, ListedTag } from "../../core/listed.ts";
import { isTag } from "../../core/reference.ts";
import { RegistryError } from "../../core/registryError.ts";
import { isJsonObject, type JsonObject } from "../../registry/http/json.ts";
import type { ApiJson } from "../../registry/http/providerApi.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { OpenBrowseSource, PageRequest } from "../browse.ts";
import { chainPages } from "../shared/chainPages.ts";
import { numberedNext, pageNumber } from "../shared/numberedPages.ts";
import { descriptionIn, digestIn, objectsIn, textIn, updatedAt } from "../shared/readAnswer.ts";
import { githubApi } from "./githubApi.ts";

/** What the API gives at most. */
const mostItems = 100;
/** As many as are put together; an account of more is told so. */
const mostOwnerPages = 10;
const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };

type AskGithub = (target: string, signal: AbortSignal) => Promise<ApiJson>;

/**
 * GitHub's packages (GitHub, "REST API endpoints for packages"), since its registry's catalog is that of all its accounts: those of the
 * token's account and of its organizations, for a token with `read:packages`. A version of a package has its digest, date and tags; those
 * of the packages that were listed are asked for, since only then is it known whose they are.
 */
export const openBrowse: OpenBrowseSource = ({ host, credential, askApi }) => {
  if (credential?.kind !== "basic") return undefined;
  const api = githubApi({ host });
  const known: { isPartial?: true } = {};
  const ask: AskGithub = async (target, signal) => {
    const authorization = `Bearer ${credential.password.reveal()}`;
    const answer = await askApi({ url: new URL(target, api), authorization, secret: credential.password, headers }, signal);
    // GitHub, “Authorizing a personal access token for use with single sign-on”: it leaves organizations out, and names them by numbers.
    if (/^\s*partial-results\b/i.test(answer.header("x-github-sso") ?? "")) known.isPartial = true;
    return answer;
  };
  /** Where the versions of a listed package are. */
  const packages = new Map<string, string>();
  return {
    repositories: chainPages({
      host: api.host,
      parts: (signal) => ownersOf(ask, api, signal),
      pageOf: async (owner, request) => {
        const { rows, ...following } = await pageOf(ask, api, `${owner}/packages?package_type=container`, request);
        const listed = rows.flatMap(toPackage);
        for (const { repository, path } of listed) packages.set(repository.name, `${owner}/packages/container/${path}`);
        return { items: listed.map(({ repository }) => repository), ...following };
      },
      hidden: () => (known.isPartial === true ? signOnWanted(api.host) : undefined),
    }),
    tags: (repository, request) => {
      const path = packages.get(repository);
      return path === undefined ? undefined : versionsOf(ask, api, path, request);
    },
  };
};

function signOnWanted(host: string): RegistryError {
  const params = { host, refusal: "single-sign-on" };
  return new RegistryError("denied", `${host} leaves out organizations whose single sign-on has not let the token in`, { params });
}

/** The account itself, and the organizations that it may list: that takes `read:org`, which a token for packages may lack. */
async function ownersOf(ask: AskGithub, api: URL, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const owners = ["user"];
    for (let page = 1, goesOn = true; goesOn && page <= mostOwnerPages; page++) {
      const { json, next } = await ask(`user/orgs?per_page=${mostItems}${page === 1 ? "" : `&page=${page}`}`, signal);
      for (const { login } of objectsIn(json, api.host))
        if (textIn(login) !== undefined) owners.push(`orgs/${encodeURIComponent(String(login))}`);
      goesOn = next !== undefined;
    }
    return owners;
  } catch (error) {
    if (RegistryError.is(error, "denied", "not-found")) return ["user"];
    throw error;
  }
}

/** The registry's names are in lower case, whatever the account's or the package's. */
function toPackage(row: JsonObject): readonly { readonly repository: ListedRepository; readonly path: string }[] {
  const [name, owner] = [textIn(row["name"]), isJsonObject(row["owner"]) ? textIn(row["owner"]["login"]) : undefined];
  if (name === undefined || owner === undefined) return [];
  const { visibility } = row;
  const repository: ListedRepository = {
    name: `${owner}/${name}`.toLowerCase(),
    ...updatedAt(row["updated_at"], row["created_at"]),
    ...descriptionIn(row["description"]),
    ...(visibility === "public" || visibility === "internal" || visibility === "private" ? { visibility } : {}),
  };
  return [{ repository, path: encodeURIComponent(name) }];
}

/** The newest version first; those without a tag are parts of others. */
async function versionsOf(ask: AskGithub, api: URL, path: string, request: PageRequest): Promise<Page<ListedTag>> {
  const { rows, ...following } = await pageOf(ask, api, `${path}/versions?state=active`, { ...request, pageSize: mostItems });
  return { items: rows.flatMap(toTags), ...following };
}

function toTags(row: JsonObject): readonly ListedTag[] {
  const container = isJsonObject(row["metadata"]) ? row["metadata"]["container"] : undefined;
  const tags = isJsonObject(container) && Array.isArray(container["tags"]) ? (container["tags"] as readonly unknown[]) : [];
  const facts = { ...updatedAt(row["updated_at"], row["created_at"]), ...digestIn(row["name"]) };
  return tags.flatMap((name) => (typeof name === "string" && isTag(name) ? [{ name, ...facts }] : []));
}

async function pageOf(ask: AskGithub, api: URL, target: string, { cursor, pageSize, signal }: PageRequest) {
  const number = pageNumber(cursor);
  const { json, next } = await ask(`${target}&per_page=${Math.min(pageSize, mostItems)}&page=${number}`, signal);
  return { rows: objectsIn(json, api.host), ...numberedNext(number, next !== undefined, api.host) };
}
