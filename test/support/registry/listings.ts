import type { ContentStore } from "./contentStore.ts";
import { type Exchange, sendJson } from "./exchange.ts";
import { Fault } from "./fault.ts";

export interface PageLimit {
  readonly max: number;
  /** What happens to an `n` above `max`: it is lowered, or refused with PAGINATION_NUMBER_INVALID. */
  readonly whenLarger: "clamp" | "refuse";
}

/** `GET /v2/_catalog`: the names of the repositories that hold a manifest. */
export function sendCatalog(exchange: Exchange, store: ContentStore, limit: PageLimit): void {
  const names = [...store.repositories].filter(([, repository]) => repository.manifests.size > 0).map(([name]) => name);
  sendPage(exchange, names, limit, (repositories) => ({ repositories }));
}

/** `GET /v2/<name>/tags/list` (distribution specification, "Listing Tags"). */
export function sendTags(exchange: Exchange, store: ContentStore, name: string, limit: PageLimit): void {
  const repository = store.repositories.get(name);
  if (repository === undefined) throw new Fault(404, "NAME_UNKNOWN", "repository name not known to registry");
  sendPage(exchange, [...repository.tags.keys()], limit, (tags) => ({ name, tags }));
}

/** One page of `names` in lexical order, after `last`, with a `Link` to the next page when there is one. */
function sendPage(exchange: Exchange, names: string[], limit: PageLimit, body: (page: readonly string[]) => unknown): void {
  const { pathname, searchParams } = exchange.url;
  const size = pageSize(searchParams.get("n"), limit);
  const last = searchParams.get("last") ?? "";
  const remaining = names.filter((name) => name > last).toSorted(byCodeUnit);
  const page = remaining.slice(0, size);
  const final = page.at(-1);
  const headers: Record<string, string> = {};
  if (final !== undefined && page.length < remaining.length) {
    headers["link"] = `<${pathname}?n=${size}&last=${encodeURIComponent(final)}>; rel="next"`;
  }
  sendJson(exchange, body(page), { status: 200, headers });
}

function pageSize(text: string | null, limit: PageLimit): number {
  if (text === null) return limit.max;
  const size = Number(text);
  const refused = size > limit.max && limit.whenLarger === "refuse";
  if (!/^\d{1,9}$/.test(text) || refused) {
    throw new Fault(400, "PAGINATION_NUMBER_INVALID", `invalid number of results requested, at most ${limit.max} are given`);
  }
  return Math.min(size, limit.max);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
