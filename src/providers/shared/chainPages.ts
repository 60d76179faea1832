import { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { PageRequest } from "../browse.ts";

/** So many lists are put together. */
const mostParts = 1000;
/** So many that refuse are passed over with one page. */
const mostRefusals = 20;

export interface PageChain<Part, Item> {
  /** Who has the parts, for what is said of them. */
  readonly host: string;
  /** What has a list each; asked with the first page, but not for a search behind it. */
  readonly parts: (signal: AbortSignal) => Promise<readonly Part[]>;
  readonly pageOf: (part: Part, request: PageRequest) => Promise<Page<Item>>;
  /** Why there may be more parts than were named, once all of those are listed. */
  readonly hidden?: () => RegistryError | undefined;
}

/**
 * The lists of several namespaces as one, one behind the other. One that refuses is passed over, unless all do; where that is for an
 * organization's single sign-on, which the person can do something about, the whole list ends with it; and with that there are more parts
 * than are put together, where there are. The cursor is the number of a list
 * and the cursor in it.
 */
export function chainPages<Part, Item>({
  host,
  parts,
  pageOf,
  hidden,
}: PageChain<Part, Item>): (request: PageRequest) => Promise<Page<Item>> {
  const known: { parts?: readonly Part[]; hasAnswered?: true; signOn?: RegistryError | undefined; isCut?: boolean } = {};
  const lastOf = (page: Page<Item>): Page<Item> => {
    const ending = page.ending ?? known.signOn ?? hidden?.() ?? (known.isCut === true ? tooMany(host, mostParts) : undefined);
    return ending === undefined ? page : { ...page, ending };
  };
  const partsFor = async ({ cursor, search, signal }: PageRequest): Promise<readonly Part[]> => {
    if (known.parts !== undefined && (cursor ?? search) !== undefined) return known.parts;
    const all = await parts(signal);
    known.parts = all.slice(0, mostParts);
    known.isCut = all.length > mostParts;
    known.signOn = undefined;
    return known.parts;
  };
  return async (whole) => {
    const { cursor, ...request } = whole;
    const all = await partsFor(whole);
    const [start, inner] = positionOf(cursor);
    const end = Math.min(all.length, start + mostRefusals);
    for (const [index, part] of all.slice(start, end).entries()) {
      const at = start + index;
      const isLast = at + 1 >= all.length;
      const within = index === 0 ? inner : undefined;
      try {
        const page = await pageOf(part, { ...request, cursor: within });
        known.hasAnswered = true;
        if (page.next !== undefined) return { ...page, next: `${at} ${page.next}` };
        return isLast ? lastOf(page) : { ...page, next: `${at + 1} ` };
      } catch (error) {
        const isPassedOver = within === undefined && isRefusal(error) && (!isLast || known.hasAnswered === true);
        if (!isPassedOver) throw error;
        if (isSignOn(error)) known.signOn ??= error;
      }
    }
    return end < all.length ? { items: [], next: `${end} ` } : lastOf({ items: [], next: undefined });
  };
}

/** Why a list that is put together of others ends before they do. */
export function tooMany(host: string, limit: number): RegistryError {
  return new RegistryError("too-many-pages", `${host} has more than ${limit} lists`, { params: { host, limit } });
}

/** What was granted of several requests; rejects with the first refusal where nothing was, and with any other failure. */
export async function grantedOf<T>(requests: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(requests);
  const failures = settled.flatMap((each) => (each.status === "rejected" ? [each.reason as unknown] : []));
  const granted = settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const [failure] = granted.length === 0 ? failures : failures.filter((each) => !isRefusal(each));
  if (failure !== undefined) throw failure;
  return granted;
}

/** Of one namespace. A login that is refused is no better for the next. */
function isRefusal(error: unknown): boolean {
  return RegistryError.is(error, "denied", "not-found");
}

/** An organization's single sign-on wants the token to be authorized for it. */
function isSignOn(error: unknown): error is RegistryError {
  return RegistryError.is(error) && error.params["refusal"] === "single-sign-on";
}

function positionOf(cursor: string | undefined): [at: number, inner: string | undefined] {
  const [, at = "0", inner = ""] = /^(\d+) (.*)$/s.exec(cursor ?? "") ?? [];
  return [Number(at), inner === "" ? undefined : inner];
}
