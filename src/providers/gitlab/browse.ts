import type { Credential } from "../../core/credential.ts";
import type { ListedRepository } from "../../core/listed.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { BrowseContext, OpenBrowseSource, PageRequest } from "../browse.ts";
import { grantedOf, tooMany } from "../shared/chainPages.ts";
import { objectsIn, textIn } from "../shared/readAnswer.ts";
import { gitlabOf } from "./gitlabOf.ts";
import type { ApiLogin } from "../shared/basicLogin.ts";

/** Each project costs a request of its own. */
const projectsAtOnce = 20;
/** What the API gives at most. */
const mostItems = 100;
/** Of one project's repositories, so many pages are read. */
const mostPages = 10;
/** A longer name could not be asked for. */
const longestName = 255;

/**
 * GitLab's catalog is for administrators. Its API lists the projects that the token's account is a member of, and the repositories of each
 * (GitLab, "Container registry API"), for a token with `read_api`. It is the API beside the token server that was judged for the login.
 */
export const openBrowse: OpenBrowseSource = (context) => {
  const login = loginOf(context.credential);
  if (login === undefined) return undefined;
  const known: KnownOfList = {};
  return { repositories: (request) => repositoriesOf(context, login, request, known) };
};

/** Of the pages before: some project has more repositories than are read. */
interface KnownOfList {
  isCut?: boolean;
}

/** Deploy tokens and those of jobs may not ask the API, and thirty wrong tries block the person's address. */
function loginOf(credential: Credential | undefined): ApiLogin | undefined {
  if (credential?.kind !== "basic") return undefined;
  const { username, password } = credential;
  const isForRegistryOnly =
    username.startsWith("gitlab+deploy-token-") || username === "gitlab-ci-token" || /^(?:gldt|glcbt)-/.test(password.reveal());
  return isForRegistryOnly ? undefined : { authorization: `Bearer ${password.reveal()}`, secret: password };
}

async function repositoriesOf(
  { host, askApi, tokenServer }: BrowseContext,
  login: ApiLogin,
  { cursor, signal }: PageRequest,
  known: KnownOfList,
): Promise<Page<ListedRepository>> {
  if (cursor === undefined) known.isCut = false;
  const gitlab = gitlabOf(host, await tokenServer(signal));
  if (gitlab === undefined) throw new RegistryError("unsupported", `${host} names no GitLab`, { params: { host } });
  const after = cursor === undefined ? "" : `&id_before=${encodeURIComponent(cursor)}`;
  const query = `membership=true&simple=true&order_by=id&pagination=keyset&per_page=${projectsAtOnce}${after}`;
  const { json, next } = await askApi({ url: new URL(`api/v4/projects?${query}`, gitlab), ...login }, signal);
  const projects = objectsIn(json, gitlab.host).flatMap(({ id }) => (typeof id === "number" ? [id] : []));
  // However many it has put on the page.
  const lists = await grantedOf(
    projects.slice(0, projectsAtOnce).map((id) => ofProject(askApi, login, new URL(`api/v4/projects/${id}/`, gitlab), signal)),
  );
  const following = next === undefined ? undefined : textIn(URL.parse(next, gitlab.href)?.searchParams.get("id_before"));
  known.isCut ||= lists.some(({ isCut }) => isCut);
  const items = lists.flatMap((each) => each.items);
  if (following !== undefined && following !== cursor) return { items, next: following };
  return { items, next: undefined, ...(known.isCut ? { ending: tooMany(gitlab.host, mostPages * mostItems) } : {}) };
}

/** None where the project has its registry switched off, or shows it to others only. */
async function ofProject(
  askApi: BrowseContext["askApi"],
  login: ApiLogin,
  project: URL,
  signal: AbortSignal,
): Promise<{ readonly items: readonly ListedRepository[]; readonly isCut: boolean }> {
  const found: ListedRepository[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const url = new URL(`registry/repositories?per_page=${mostItems}&page=${page}`, project);
    const rows = await askApi({ url, ...login }, signal).then(
      ({ json }) => objectsIn(json, project.host).slice(0, mostItems),
      (error: unknown) => {
        if (RegistryError.is(error, "denied", "not-found")) return [];
        throw error;
      },
    );
    found.push(
      ...rows.flatMap(({ path }) => (typeof path === "string" && path !== "" && path.length <= longestName ? [{ name: path }] : [])),
    );
    if (rows.length < mostItems) return { items: found, isCut: false };
  }
  return { items: found, isCut: true };
}
