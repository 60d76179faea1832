import { findLink } from "./link.ts";
import { freshItems } from "./once.ts";
import { inSlices } from "../../core/slices.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { ResponseHeaders } from "../http/transport.ts";

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque: give it back as `cursor` for the next page. Undefined on the last one. */
  readonly next: string | undefined;
  /**
   * Why the list ends with this page although the registry names another: `paging-refused` where that is not to be asked for
   * (`params.target` is the host that it names, if any), `paging-loop` where it was there before, `too-many-pages`. The items are
   * good all the same.
   */
  readonly ending?: RegistryError;
}

export interface PageOptions {
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** As many as the registry is asked for; it may give fewer. Counts for the first page only. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where a page is. */
export interface PagePosition {
  /** From 0, by which an endless list is ended. */
  readonly number: number;
  /** Path and query on the registry's origin. */
  readonly target: string;
  /** The target of the page whose number is the greatest power of two up to this: where a page is there again, the list goes in a circle. */
  readonly mark: string;
}

/** What follows a page: another, nothing, or a reason why the other is not asked for. */
export type Continuation = Pick<Page<unknown>, "next" | "ending">;

/** A page that was asked for at `asked` and came from `answered` (redirects lie between). `position` is undefined for the first. */
export interface PageResponse {
  readonly headers: ResponseHeaders;
  readonly asked: URL;
  readonly answered: URL;
  readonly position: PagePosition | undefined;
}

function printCursor({ number, mark, target }: PagePosition): string {
  return `${number} ${mark} ${target}`;
}

export function parseCursor(cursor: string): PagePosition {
  const [, number, mark, target] = /^(\d{1,7}) (\S+) (\S+)$/.exec(cursor) ?? [];
  if (mark === undefined || target === undefined || !isLocal(mark) || !isLocal(target)) throw new TypeError("not a cursor of this list");
  return { number: Number(number), mark, target };
}

/** Whether it is a path and a query: two slashes, or a slash and a backslash, begin a host for whoever resolves it. */
function isLocal(target: string): boolean {
  return /^\/(?![/\\])[^\\?]*(?:\?|$)/.test(target);
}

/**
 * The page after another, by its `Link` header (distribution-spec, "Listing Tags"). The query is the registry's own, byte for
 * byte: cursors are opaque. It is asked for at the registry's origin whatever the link says, so that nobody else gets the token.
 */
export function nextPage({ headers, asked, answered, position }: PageResponse, maxPages: number): Continuation {
  const link = findLink(headers.all("link"), "next");
  if (link === undefined) return { next: undefined };
  const { host } = asked;
  const end = (ending: RegistryError): Continuation => ({ next: undefined, ending });
  const target = targetOf(link, asked, answered);
  if (typeof target === "object") return end(pagingRefused(host, target.host));
  const isBeginning = target === asked.pathname;
  if (isBeginning || target === asked.pathname + asked.search || target === position?.mark)
    return end(new RegistryError("paging-loop", `${host} names a page as its next that it listed before`, { params: { host } }));
  const number = (position?.number ?? 0) + 1;
  if (number >= maxPages)
    return end(new RegistryError("too-many-pages", `${host} lists more than ${maxPages} pages`, { params: { host, limit: maxPages } }));
  // Brent's way to find a circle: the mark moves on at each power of two, so that a circle of any length comes back to it.
  const mark = position === undefined || (number & (number - 1)) === 0 ? target : position.mark;
  return { next: printCursor({ number, mark, target }) };
}

/**
 * Path and query of the link on the registry's own origin; or the host that it names, where it is not the same list there, and
 * undefined for no usable address.
 * A list's next page is at the list's own path, whatever the link's is: Artifactory leaves its repository's key out of it
 * (RTFACT-18971), a redirect's target has names of its own, and behind a proxy Nexus writes a host or port that only it knows.
 */
function targetOf(link: string, asked: URL, answered: URL): string | { readonly host: string | undefined } {
  const url = URL.parse(link, answered.href);
  if (url === null || !/^https?:$/.test(url.protocol)) return { host: undefined };
  const name = /\/(?:_catalog|tags\/list|referrers\/[^/]+)$/.exec(asked.pathname)?.[0];
  if (name !== undefined && url.pathname.endsWith(name)) return asked.pathname + url.search;
  const target = url.pathname + url.search;
  if (!isSameOrigin(url, answered)) return { host: url.host };
  return isLocal(target) ? target : { host: undefined };
}

function pagingRefused(host: string, target: string | undefined): RegistryError {
  const message = `${host} continues its list at ${target ?? "an address that cannot be used"}`;
  return new RegistryError("paging-refused", message, { params: { host, ...(target !== undefined && { target }) } });
}

/** The same host and port; a registry behind a proxy that ends TLS may write `http:` of itself, which is read as `https:`. */
function isSameOrigin(target: URL, url: URL): boolean {
  return target.host === url.host && (target.protocol === url.protocol || url.protocol === "https:");
}

/** Of a list, as many items are remembered for the sake of those that come again. */
const maxRemembered = 1_000_000;

/**
 * Every item of a list once, page by page: the next page is asked for when the one before has been taken. Rejects behind the last
 * page with its `ending`, where the list is not whole.
 */
export async function* eachPage(fetchPage: (cursor: string | undefined) => Promise<Page<string>>): AsyncGenerator<readonly string[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: Page<string> = await fetchPage(cursor);
    // A page repeats nothing of itself.
    const isAll = cursor === undefined && page.next === undefined;
    yield isAll ? page.items : await inSlices(freshItems(page.items, seen, maxRemembered));
    if (page.ending !== undefined) throw page.ending;
    cursor = page.next;
  } while (cursor !== undefined);
}
