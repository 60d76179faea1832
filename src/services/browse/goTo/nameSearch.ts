import { dockerHub } from "../../../core/dockerHub.ts";
import { parseReference, type RepositoryName } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { atOnce } from "../../../core/slices.ts";
import { printTarget } from "../../remembered/imageTarget.ts";
import { best, type OpenList } from "./nameLists.ts";
import type { WantedNames } from "./readTarget.ts";
import { mostRows, type Suggestion, suggestionOf, type SuggestionSources } from "./suggestion.ts";

/** Repositories of that name, in as many registries, whose tags are loaded to look through them. */
const mostTagLists = 3;
/** Lists of tags that are looked through as they are, where no repository is written. */
const mostOpenTagLists = 20;

/** What is known that a text may be the beginning of. */
export interface NameSearch {
  /** Those that may grow for it. */
  readonly lists: readonly OpenList[];
  readonly rows: () => Promise<readonly Suggestion[]>;
}

export async function searchFor(wanted: WantedNames, sources: SuggestionSources): Promise<NameSearch> {
  if (wanted.digest !== undefined) return digestSearch(wanted.digest, sources);
  return wanted.tag === undefined ? repositorySearch(wanted, sources) : tagSearch(wanted, wanted.tag, sources);
}

/** Registries by a part of their name, and repositories: of the registry that is written, else of all whose list is open. */
function repositorySearch({ name, host: written, repository }: WantedNames, sources: SuggestionSources): NameSearch {
  const { registries, lists } = sources;
  const host = registries.find((each) => each.toLowerCase() === written);
  const part = name.toLowerCase();
  const hosts = registries.filter((each) => each.toLowerCase().includes(part) && each !== host);
  const registryRows = hosts.map((each) => suggestionOf({ host: each }, "listed", sources, { completesTo: `${each}/` }));
  if (written === undefined && part === "") return { lists: [], rows: () => Promise.resolve(registryRows) };
  const searched = written === undefined ? registries : host === undefined ? [] : [host];
  const open = searched.flatMap((each) => {
    const list = lists.repositories(each, each === host);
    return list === undefined ? [] : [{ host: each, list }];
  });
  const rows = async (): Promise<readonly Suggestion[]> => {
    const found = await Promise.all(
      open.map(async (each) => (await each.list.find(repository, mostRows)).map((path) => ({ host: each.host, repository: path }))),
    );
    const shown = atOnce(best(found.flat(), repository, mostRows, (each) => each.repository));
    const repositoryRows = shown.map((target) => suggestionOf(target, "listed", sources, { completesTo: `${printTarget(target)}:` }));
    return [...registryRows, ...repositoryRows];
  };
  return { lists: host === undefined ? [] : open.map(({ list }) => list), rows };
}

/** Tags: of the repository that is written; without any, those of all lists that are open. */
async function tagSearch(wanted: WantedNames, tag: string, sources: SuggestionSources): Promise<NameSearch> {
  const { lists } = sources;
  const isAnywhere = wanted.host === undefined && wanted.repository === "";
  const repositories = isAnywhere
    ? lists.withOpenTags().slice(0, mostOpenTagLists)
    : (await repositoriesOf(wanted, sources)).slice(0, mostTagLists);
  return searchTags(repositories, !isAnywhere, sources, async (list) => list.find(tag, mostRows));
}

/** The tags of a digest, in the lists that are open and tell digests. */
function digestSearch(digest: string, sources: SuggestionSources): NameSearch {
  return searchTags(sources.lists.withOpenTags().slice(0, mostOpenTagLists), false, sources, async (list) => list.tagsOf(digest));
}

function searchTags(
  repositories: readonly RepositoryName[],
  mayGrow: boolean,
  sources: SuggestionSources,
  find: (list: OpenList) => Promise<readonly string[]>,
): NameSearch {
  const open = repositories.map(({ host, repository }) => ({ host, repository, list: sources.lists.tags(host, repository) }));
  const rows = async (): Promise<readonly Suggestion[]> => {
    const found = await Promise.all(
      open.map(async ({ host, repository, list }) =>
        (await find(list)).map((tag) => suggestionOf({ host, repository, tag }, "listed", sources)),
      ),
    );
    return found.flat();
  };
  return { lists: mayGrow ? open.map(({ list }) => list) : [], rows };
}

/** The repository of that name in the registry that is written; without one, those that are called so in what is known. */
async function repositoriesOf({ host, repository }: WantedNames, sources: SuggestionSources): Promise<readonly RepositoryName[]> {
  const { registries, lists, pinned, recent } = sources;
  const isWritten = host !== undefined;
  const named = await Promise.all(
    registries
      .filter((each) => !isWritten || each.toLowerCase() === host)
      .map(async (each): Promise<readonly RepositoryName[]> => {
        const whole = pathIn(each, repository);
        if (whole !== undefined && (isWritten || each === dockerHub)) return [{ host: each, repository: whole }];
        const found = (await lists.repositories(each, false)?.find(repository, mostRows)) ?? [];
        return found.map((path) => ({ host: each, repository: path }));
      }),
  );
  const remembered = (isWritten ? [] : [...pinned, ...recent]).flatMap((each) =>
    each.repository !== undefined && registries.includes(each.host) ? [{ host: each.host, repository: each.repository }] : [],
  );
  const called = [...named.flat(), ...remembered].filter((each) => isWritten || `/${each.repository}`.endsWith(`/${repository}`));
  return [...new Map(called.map((each) => [printTarget(each), each])).values()];
}

/** The repository's path: on Docker Hub a name of one part is below `library/`. Undefined for what is no name. */
function pathIn(host: string, repository: string): string | undefined {
  try {
    return parseReference(`${host}/${repository}`).repository;
  } catch (error) {
    if (RegistryError.is(error, "invalid-reference")) return undefined;
    throw error;
  }
}
