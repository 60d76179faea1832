import type { ListedRepository } from "../../core/listed.ts";
import { RegistryError } from "../../core/registryError.ts";
import { invalidResponse } from "../../registry/http/errorKinds.ts";
import { isJsonObject } from "../../registry/http/json.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { BrowseContext, OpenBrowseSource, PageRequest } from "../browse.ts";
import { basicLogin, type ApiLogin } from "../shared/basicLogin.ts";
import { chainPages } from "../shared/chainPages.ts";
import { hostnameOf } from "../../core/referenceHost.ts";
import { isNamedIn } from "./hosts.ts";
import { ownPorts } from "./ports.ts";
import { objectsIn, textIn } from "../shared/readAnswer.ts";

/**
 * Artifactory has a catalog for each of its Docker repositories, and a list of these (JFrog, "List Docker Repositories", "Get
 * Repositories"). Where the repository stands in the host's name or port, the registry's own catalog is the one.
 */
export const openBrowse: OpenBrowseSource = (context) => {
  const { origin, credential } = context;
  const login = basicLogin(credential);
  if (login === undefined || !ownPorts.has(new URL(origin).port)) return undefined;
  return {
    repositories: chainPages<string, ListedRepository>({
      host: context.host,
      parts: (signal) => keysOf(context, login, signal),
      pageOf: (key, request) => catalogOf(context, login, key, request),
    }),
  };
};

async function keysOf({ host, origin, askApi }: BrowseContext, login: ApiLogin, signal: AbortSignal): Promise<readonly string[]> {
  const { json } = await askApi({ url: new URL("/artifactory/api/repositories?packageType=docker", origin), ...login }, signal);
  const keys = objectsIn(json, host).flatMap(({ key }) => (typeof key === "string" && /^[\w.-]+$/.test(key) ? [key] : []));
  if (keys.some((key) => isNamedIn(hostnameOf(host), key.toLowerCase())))
    throw new RegistryError("unsupported", `${host} is the host of one Docker repository`, { params: { host } });
  return keys;
}

async function catalogOf(
  { host, origin, askApi }: BrowseContext,
  login: ApiLogin,
  key: string,
  { cursor, pageSize, signal }: PageRequest,
): Promise<Page<ListedRepository>> {
  const url = new URL(`/artifactory/api/docker/${encodeURIComponent(key)}/v2/_catalog?n=${pageSize}`, origin);
  if (cursor !== undefined) url.searchParams.set("last", cursor);
  const { json, next } = await askApi({ url, ...login }, signal);
  const names = isJsonObject(json) ? (json["repositories"] ?? []) : undefined;
  if (!Array.isArray(names)) throw invalidResponse(host, "no list of repositories");
  // Of the link, which may lack the key (RTFACT-18971), only the name counts.
  const last = next === undefined ? undefined : textIn(URL.parse(next, url.href)?.searchParams.get("last"));
  const items = names.flatMap((name: unknown) => (typeof name === "string" && name !== "" ? [{ name: `${key}/${name}` }] : []));
  return { items, next: last === cursor ? undefined : last };
}
