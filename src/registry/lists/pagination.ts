import { findLink } from "./link.ts";
import { RegistryError } from "../../core/registryError.ts";
import type { ResponseHeaders } from "../http/transport.ts";

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque: give it back as `cursor` for the next page. Undefined on the last one. */
  readonly next: string | undefined;
}

export interface PageOptions {
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** As many as the registry is asked for; it may give fewer. Counts for the first page only. */
  readonly pageSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Path and query of a page on the registry's origin, and its number from 0, by which an endless list is ended. */
export interface PagePosition {
  readonly number: number;
  readonly target: string;
}

export function printCursor(position: PagePosition): string {
  return `${position.number} ${position.target}`;
}

export function parseCursor(cursor: string): PagePosition {
  const match = /^(\d{1,7}) (\/[^\s\\]*)$/.exec(cursor);
  if (match?.[1] === undefined || match[2] === undefined || match[2].startsWith("//")) throw new TypeError("not a cursor of this list");
  return { number: Number(match[1]), target: match[2] };
}

/**
 * The page after one that was asked for at `asked` and came from `answered` (redirects lie between), by its `Link`
 * header (distribution-spec, "Listing Tags"); undefined on the last. The query is the registry's own, byte for byte:
 * cursors are opaque. Throws RegistryError: `paging-refused` for another origin, which would get the token;
 * `paging-loop` for the same page; `too-many-pages`.
 */
export function nextPage(headers: ResponseHeaders, asked: URL, answered: URL, current: number, maxPages: number): PagePosition | undefined {
  const link = findLink(headers.all("link"), "next");
  if (link === undefined) return undefined;
  const host = asked.host;
  const target = URL.parse(link, answered.href);
  const path = target === null ? "" : samePath(target.pathname, asked.pathname) + target.search;
  // Two slashes begin a host for whoever resolves the path once more.
  if (target === null || !isSameOrigin(target, answered) || path.startsWith("//")) {
    const where = target?.host ?? "nowhere";
    throw new RegistryError("paging-refused", `${host} continues its list at ${where}`, { params: { host, target: where } });
  }
  if (path === asked.pathname + asked.search)
    throw new RegistryError("paging-loop", `${host} names the same page as its next`, { params: { host } });
  if (current + 1 >= maxPages) {
    throw new RegistryError("too-many-pages", `${host} lists more than ${maxPages} pages`, { params: { host, limit: maxPages } });
  }
  return { number: current + 1, target: path };
}

/** The same host and port; a registry behind a proxy that ends TLS may write `http:` of itself, which is read as `https:`. */
function isSameOrigin(target: URL, url: URL): boolean {
  return target.host === url.host && (target.protocol === url.protocol || url.protocol === "https:");
}

/**
 * A list's next page is at the list's own path, whatever the link's path is: Artifactory leaves its repository's key out
 * of it (RTFACT-18971), and a redirect's target has names of its own.
 */
function samePath(target: string, own: string): string {
  const list = /\/(?:_catalog|tags\/list|referrers\/[^/]+)$/;
  const name = list.exec(own)?.[0];
  return name !== undefined && target.endsWith(name) ? own : target;
}

/**
 * Every item of a list, page by page: the next page is asked for when the one before has been taken. Ends with
 * `paging-loop` where a page comes back that was seen before.
 */
export async function* eachPage<T>(
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>,
  host: string,
): AsyncGenerator<readonly T[]> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const page: Page<T> = await fetchPage(cursor);
    yield page.items;
    cursor = page.next;
    const target = cursor === undefined ? undefined : parseCursor(cursor).target;
    if (target !== undefined && seen.has(target))
      throw new RegistryError("paging-loop", `${host} lists the same page twice`, { params: { host } });
    if (target !== undefined) seen.add(target);
  } while (cursor !== undefined);
}
