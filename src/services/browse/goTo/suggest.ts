import { type ImageTarget, printTarget } from "../../remembered/imageTarget.ts";
import type { OpenList } from "./nameLists.ts";
import { searchFor } from "./nameSearch.ts";
import type { TargetReading } from "./readTarget.ts";
import { mostRows, type Suggestion, suggestionOf, type Suggestions, type SuggestionSources } from "./suggestion.ts";

/** Pages that a list loads for what is typed: 20,000 names at most registries. What is beyond is found by its whole name. */
const mostPages = 20;

/**
 * What a text may stand for: at once from what is known, and anew with each page that a list loads for it. Where it leads in whole is
 * first, unless a list that is whole does not have that and something else matches; then what is pinned, where one has been, and what
 * completes it. Lists load of the person's registries alone. Ends with the signal.
 */
export async function* suggest(reading: TargetReading, sources: SuggestionSources, signal: AbortSignal): AsyncGenerator<Suggestions> {
  const { wanted, isHubImplied, error } = reading;
  const exact = spelled(reading.exact, sources.registries);
  const typed = exact === undefined ? [] : [suggestionOf(exact, "typed", sources, { isHubImplied })];
  const remembered = rememberedRows(wanted.name, sources);
  const search = await searchFor(wanted, sources);
  sources.lists.endAllBut(search.lists);
  for (let page = 0; page === 0 || (await grow(search.lists, signal)); page++) {
    const found = await search.rows();
    const isLast = found.length + remembered.length > 0 && isUnlikely(exact, reading, sources);
    const rows = unique(isLast ? [...remembered, ...found, ...typed] : [...typed, ...remembered, ...found]);
    const failed = search.lists.find((list) => list.error !== undefined)?.error;
    const isLoading = page < mostPages && search.lists.some(({ canGrow }) => canGrow);
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

/** Pinned repositories, and where one has been; those whose name has what is typed in it. */
function rememberedRows(name: string, sources: SuggestionSources): readonly Suggestion[] {
  const part = name.toLowerCase();
  const matching = (targets: readonly ImageTarget[]) => targets.filter((each) => printTarget(each).toLowerCase().includes(part));
  return [
    ...matching(sources.pinned).map((target) => suggestionOf(target, "pinned", sources)),
    ...matching(sources.recent).map((target) => suggestionOf(target, "recent", sources)),
  ].slice(0, mostRows);
}

/**
 * Whether what is typed is rather the beginning of something else: a list that is whole does not have it, the registry is none of the
 * person's, or no registry is written, which means Docker Hub only where nothing else is meant: with a tag, where it is the person's.
 */
function isUnlikely(
  exact: ImageTarget | undefined,
  { isHubImplied, isCommand = false }: TargetReading,
  { registries, lists }: SuggestionSources,
): boolean {
  if (exact === undefined) return false;
  const { host, repository, tag, digest } = exact;
  if (digest !== undefined) return false;
  if (repository === undefined) return !registries.includes(host);
  if (isHubImplied && !isCommand && (tag === undefined || !registries.includes(host))) return true;
  if (!registries.includes(host)) return false;
  const list = tag === undefined ? lists.repositories(host, false) : lists.tags(host, repository);
  return list?.isWhole === true && !list.has(tag ?? repository);
}

/** The first of those that lead to the same place. */
function unique(rows: readonly Suggestion[]): readonly Suggestion[] {
  const seen = new Set<string>();
  return rows.filter(({ target }) => {
    const name = printTarget(target);
    return !seen.has(name) && seen.add(name);
  });
}
