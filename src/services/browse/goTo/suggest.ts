import { dockerHub } from "../../../core/dockerHub.ts";
import { parseReference } from "../../../core/reference.ts";
import { RegistryError } from "../../../core/registryError.ts";
import { type ImageTarget, printTarget } from "../../remembered/imageTarget.ts";
import { type NameLists, type OpenList, rank } from "./nameLists.ts";
import type { TargetReading, WantedNames } from "./readTarget.ts";
import type { Suggestion, Suggestions } from "./suggestion.ts";

/** So many rows of one kind: who does not find it among them types on. */
const mostRows = 50;
/** Repositories of that name, in as many registries, whose tags are looked through. */
const mostTagLists = 3;
/** Pages that a list loads for what is typed: 20,000 names at most registries. What is beyond is found by its whole name. */
const mostPages = 20;

export interface SuggestionSources {
  /** The person's registries. */
  readonly registries: readonly string[];
  readonly pinned: readonly ImageTarget[];
  readonly recent: readonly ImageTarget[];
  readonly lists: NameLists;
}

/**
 * What a text may stand for: at once from what is known, and anew with each page that a list loads for it. Where it leads in whole is
 * first, unless a list that is whole does not have that and something else matches; then what is pinned, where one has been, and what
 * completes it. Lists load of the person's registries alone. Ends with the signal.
 */
export async function* suggest(reading: TargetReading, sources: SuggestionSources, signal: AbortSignal): AsyncGenerator<Suggestions> {
  const { wanted, error } = reading;
  const exact = spelled(reading.exact, sources.registries);
  const remembered = rememberedRows(wanted.name, sources);
  const search = wanted.tag === undefined ? repositorySearch(reading, sources) : await tagSearch(wanted, sources);
  sources.lists.endAllBut(search.lists);
  for (let page = 0; page === 0 || (await grow(search.lists, signal)); page++) {
    const found = await search.rows();
    const isMissing = found.length + remembered.length > 0 && isUnlikely(exact, reading, sources);
    const isLoading = page < mostPages && search.lists.some(({ canGrow }) => canGrow);
    const typed = exact === undefined ? [] : [rowOf(exact, "typed", sources, { isHubImplied: reading.isHubImplied })];
    const ordered = isMissing ? [...remembered, ...found, ...typed] : [...typed, ...remembered, ...found];
    const rows = unique(ordered, ({ target }) => printTarget(target));
    const failed = rows.length > 0 ? undefined : search.lists.find((list) => list.error !== undefined)?.error;
    yield { rows, problem: rows.length === 0 ? (error ?? failed) : undefined, isLoading };
    if (!isLoading) return;
  }
}

/** One page each. @returns whether anybody still wants them */
async function grow(lists: readonly OpenList[], signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  await Promise.all(lists.filter(({ canGrow }) => canGrow).map(async (list) => list.grow(signal)));
  return !signal.aborted;
}

function spelled(target: ImageTarget | undefined, registries: readonly string[]): ImageTarget | undefined {
  if (target === undefined) return undefined;
  return { ...target, host: registries.find((each) => each.toLowerCase() === target.host) ?? target.host };
}

function rowOf(
  target: ImageTarget,
  from: Suggestion["from"],
  { registries }: SuggestionSources,
  { completesTo, isHubImplied = false }: { readonly completesTo?: string; readonly isHubImplied?: boolean } = {},
): Suggestion {
  return { target, from, completesTo, isNew: !registries.includes(target.host), isHubImplied };
}

/** Pinned repositories, and where one has been; those whose name has what is typed in it. */
function rememberedRows(name: string, sources: SuggestionSources): readonly Suggestion[] {
  const part = name.toLowerCase();
  const matching = (targets: readonly ImageTarget[]) => targets.filter((each) => printTarget(each).toLowerCase().includes(part));
  return [
    ...matching(sources.pinned).map((target) => rowOf(target, "pinned", sources)),
    ...matching(sources.recent).map((target) => rowOf(target, "recent", sources)),
  ].slice(0, mostRows);
}

interface NameSearch {
  /** Those that may grow. */
  readonly lists: readonly OpenList[];
  readonly rows: () => Promise<readonly Suggestion[]>;
}

/** Registries by a part of their name, and repositories: of the registry that is written, else of all whose list is open. */
function repositorySearch({ wanted }: TargetReading, sources: SuggestionSources): NameSearch {
  const { registries, lists } = sources;
  const host = registries.find((each) => each.toLowerCase() === wanted.host);
  const part = wanted.name.toLowerCase();
  const hosts = registries.filter((each) => each.toLowerCase().includes(part) && each !== host);
  const registryRows = hosts.map((each) => rowOf({ host: each }, "listed", sources, { completesTo: `${each}/` }));
  if (wanted.host === undefined && part === "") return { lists: [], rows: () => Promise.resolve(registryRows) };
  const searched = wanted.host === undefined ? registries : host === undefined ? [] : [host];
  const open = searched.flatMap((each) => {
    const list = lists.repositories(each, each === host);
    return list === undefined ? [] : [{ host: each, list }];
  });
  const rows = async (): Promise<readonly Suggestion[]> => {
    const found = await Promise.all(
      open.map(async (each) => (await each.list.find(wanted.repository)).map((repository) => ({ host: each.host, repository }))),
    );
    const ranked = rank(found.flat(), wanted.repository, ({ repository }) => repository).slice(0, mostRows);
    const repositoryRows = ranked.map((target) => rowOf(target, "listed", sources, { completesTo: `${printTarget(target)}:` }));
    return [...registryRows, ...repositoryRows];
  };
  return { lists: host === undefined ? [] : open.map(({ list }) => list), rows };
}

/** Tags of the repositories that are written. */
async function tagSearch(wanted: WantedNames, sources: SuggestionSources): Promise<NameSearch> {
  const { lists } = sources;
  const repositories = (await repositoriesOf(wanted, sources)).slice(0, mostTagLists);
  const open = repositories.map(({ host, repository }) => ({ host, repository, list: lists.tags(host, repository) }));
  const tag = wanted.tag ?? "";
  const rows = async (): Promise<readonly Suggestion[]> => {
    const found = await Promise.all(
      open.map(async ({ host, repository, list }) => {
        const tags = rank(await list.find(tag), tag, (name) => name).slice(0, mostRows);
        return tags.map((each) => rowOf({ host, repository, tag: each }, "listed", sources));
      }),
    );
    return found.flat();
  };
  return { lists: open.map(({ list }) => list), rows };
}

interface Repository {
  readonly host: string;
  readonly repository: string;
}

/** The repository of that name in the registry that is written; without one, those that are called so in what is known. */
async function repositoriesOf({ host, repository }: WantedNames, sources: SuggestionSources): Promise<readonly Repository[]> {
  const { registries, lists, pinned, recent } = sources;
  const named = await Promise.all(
    registries
      .filter((each) => host === undefined || each.toLowerCase() === host)
      .map(async (each): Promise<readonly Repository[]> => {
        const whole = pathIn(each, repository);
        if (whole !== undefined && (host !== undefined || each === dockerHub)) return [{ host: each, repository: whole }];
        const found = (await lists.repositories(each, false)?.find(repository)) ?? [];
        return found.map((name) => ({ host: each, repository: name }));
      }),
  );
  const remembered = [...pinned, ...recent].flatMap((each) =>
    each.repository !== undefined && host === undefined && registries.includes(each.host)
      ? [{ host: each.host, repository: each.repository }]
      : [],
  );
  const isCalledSo = (each: Repository): boolean => host !== undefined || `/${each.repository}`.endsWith(`/${repository}`);
  return unique([...named.flat(), ...remembered].filter(isCalledSo), ({ host: at, repository: path }) => `${at}/${path}`);
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

/**
 * Whether what is typed is rather the beginning of something else: a list that is whole does not have it, the registry is none of the
 * person's, or no registry is written, which means Docker Hub only where nothing else is meant.
 */
function isUnlikely(exact: ImageTarget | undefined, { isHubImplied }: TargetReading, { registries, lists }: SuggestionSources): boolean {
  if (exact === undefined) return false;
  const { host, repository, tag, digest } = exact;
  if (digest !== undefined) return false;
  if (repository === undefined) return !registries.includes(host);
  if (!registries.includes(host)) return isHubImplied && tag === undefined;
  const list = tag === undefined ? lists.repositories(host, false) : lists.tags(host, repository);
  return (isHubImplied && tag === undefined) || (list?.isWhole === true && !list.has(tag ?? repository));
}

/** The first of each. */
function unique<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return !seen.has(key) && seen.add(key);
  });
}
