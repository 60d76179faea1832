import type { ListedRepository, ListedTag } from "../../../core/listed.ts";
import { isTag } from "../../../core/reference.ts";
import { invalidResponse } from "../../../registry/http/errorKinds.ts";
import { isJsonObject, type JsonObject } from "../../../registry/http/json.ts";
import type { Page } from "../../../registry/lists/pagination.ts";
import { repositoryPath } from "../../../registry/repositoryPath.ts";
import type { BrowseContext, BrowseSource, PageRequest } from "../../browse.ts";
import { chainPages, grantedOf } from "../chainPages.ts";
import { digestIn, objectsIn, sizeIn, textIn, updatedAt } from "../readAnswer.ts";
import { longestPiece, partBehind } from "../searchParts.ts";
import { type GoogleLogin, googleLogin } from "./bearer.ts";
import { projectOf } from "./keyFile.ts";

/** Where the images of a host are in Artifact Registry. */
export interface GoogleSite {
  readonly location: string;
  /** Of gcr.io: the one repository that all of a project's images are in. It does not stand in their names. */
  readonly repository?: string;
}

const api = new URL("https://artifactregistry.googleapis.com/v1/");
/** What the API gives at once. */
const mostItems = 1000;
/** Of a project's repositories, so many pages are read. */
const mostPages = 10;

/**
 * Google's lists. Images: packages of Artifact Registry's API, in the projects that are known: of the key, and of what was added by name; an
 * access token does not tell its own. Tags: the registry's own list, which at Google tells sizes, times and digests as well
 * (go-containerregistry, pkg/v1/google/list.go).
 */
export function googleSource(context: BrowseContext, site: GoogleSite): BrowseSource {
  const login = googleLogin(context.credential, context.askApi);
  const projects =
    login === undefined
      ? []
      : [...new Set([...(login.project === undefined ? [] : [login.project]), ...context.added.flatMap((name) => projectOf(name) ?? [])])];
  const tags: BrowseSource["tags"] = (repository, request) => tagsOf(context, repository, request);
  if (login === undefined || projects.length === 0) return { tags };
  const repositories = chainPages<string, ListedRepository>({
    host: api.host,
    parts: async (signal) => (await grantedOf(projects.map((project) => partsOf(context, login, site, project, signal)))).flat(),
    pageOf: (part, request) => packagesOf(context, login, site, part, request),
  });
  return { repositories, tags, searches: { repositories: (part) => part } };
}

/** The resource names of a project's repositories with images. */
async function partsOf(
  context: BrowseContext,
  login: GoogleLogin,
  { location, repository }: GoogleSite,
  project: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const parent = `projects/${project}/locations/${location}/repositories`;
  if (repository !== undefined) return [`${parent}/${repository}`];
  const found: JsonObject[] = [];
  let token: string | undefined;
  for (let page = 0; page < mostPages && (page === 0 || token !== undefined); page++) {
    const json = await ask(context, login, parent, { pageSize: mostItems, pageToken: token, signal });
    found.push(...objectsIn(json, api.host, "repositories"));
    token = nextTokenIn(json);
  }
  return found.filter(({ format }) => format === "DOCKER").flatMap(({ name }) => textIn(name) ?? []);
}

async function packagesOf(
  context: BrowseContext,
  login: GoogleLogin,
  site: GoogleSite,
  part: string,
  { cursor, pageSize, signal, search }: PageRequest,
): Promise<Page<ListedRepository>> {
  const filter = search === undefined ? undefined : filterOf(part, site, search);
  const json = await ask(context, login, `${part}/packages`, {
    pageSize: Math.min(pageSize, mostItems),
    pageToken: cursor,
    signal,
    filter,
  });
  const next = nextTokenIn(json);
  return {
    items: objectsIn(json, api.host, "packages").flatMap((row) => toRepository(row, site)),
    next: next === cursor ? undefined : next,
  };
}

/**
 * The API's filter for packages whose image's whole name contains a text, or undefined for all: its rules have no case, and `*` stands for
 * anything (Google, “ListPackagesRequest”). A slash is written otherwise there.
 */
function filterOf(part: string, site: GoogleSite, search: string): string | undefined {
  const [sample] = toRepository({ name: `${part}/packages/x` }, site);
  const piece = sample === undefined ? undefined : longestPiece(partBehind(sample.name.slice(0, -1), search)?.split("/") ?? []);
  return piece === undefined ? undefined : `name="${part}/packages/*${piece}*"`;
}

interface Asked {
  readonly pageSize: number;
  readonly filter?: string | undefined;
  readonly pageToken: string | undefined;
  readonly signal: AbortSignal;
}

async function ask(
  { askApi }: BrowseContext,
  { bearer }: GoogleLogin,
  resource: string,
  { pageSize, filter, pageToken, signal }: Asked,
): Promise<unknown> {
  const secret = await bearer(signal);
  const url = new URL(resource.split("/").map(encodeURIComponent).join("/"), api);
  url.searchParams.set("pageSize", String(pageSize));
  if (filter !== undefined) url.searchParams.set("filter", filter);
  if (pageToken !== undefined) url.searchParams.set("pageToken", pageToken);
  return (await askApi({ url, authorization: `Bearer ${secret.reveal()}`, secret }, signal)).json;
}

function nextTokenIn(json: unknown): string | undefined {
  return isJsonObject(json) ? textIn(json["nextPageToken"]) : undefined;
}

/** A slash in an image's name is written `%2F` in its resource name. */
function toRepository(row: JsonObject, { repository: own }: GoogleSite): readonly ListedRepository[] {
  const name = /^projects\/([^/]+)\/locations\/[^/]+\/repositories\/([^/]+)\/packages\/([^/]+)$/.exec(textIn(row["name"]) ?? "");
  const [, project = "", repository = "", image = ""] = name ?? [];
  if (name === null) return [];
  const path = [project.replace(":", "/"), ...(own === undefined ? [repository] : []), image.replaceAll(/%2F/gi, "/")].join("/");
  return [{ name: path, ...updatedAt(row["updateTime"], row["createTime"]) }];
}

async function tagsOf({ askRegistry, host }: BrowseContext, repository: string, { cursor, signal }: PageRequest): Promise<Page<ListedTag>> {
  const path = `/v2/${repositoryPath(repository)}/tags/list`;
  const { json, next } = await askRegistry(cursor ?? path, { kind: "repository", repository, action: "pull" }, signal);
  if (!isJsonObject(json) || !isJsonObject(json["manifest"])) throw invalidResponse(host, "no manifests beside the tags");
  const told = Object.entries(json["manifest"]).flatMap(([digest, manifest]) => (isJsonObject(manifest) ? tagsIn(digest, manifest) : []));
  const newestFirst = told.toSorted((a, b) => (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0));
  const following = next === undefined ? undefined : URL.parse(next, `https://${host}`);
  const target = following?.pathname === path ? path + following.search : undefined;
  return { items: newestFirst, next: target === cursor ? undefined : target };
}

/** Times are milliseconds, and all numbers are texts. */
function tagsIn(digest: string, { tag, timeUploadedMs, imageSizeBytes }: JsonObject): readonly ListedTag[] {
  const facts = {
    ...updatedAt(Number(timeUploadedMs)),
    ...sizeIn(imageSizeBytes),
    ...digestIn(digest),
  };
  return (Array.isArray(tag) ? tag : []).flatMap((name: unknown) => (typeof name === "string" && isTag(name) ? [{ name, ...facts }] : []));
}
