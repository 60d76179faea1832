import { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";
import type { PageRequest } from "../browse.ts";

export interface PageChain<Part, Item> {
  /** What has a list each; asked with the first page. */
  readonly parts: (signal: AbortSignal) => Promise<readonly Part[]>;
  readonly pageOf: (part: Part, request: PageRequest) => Promise<Page<Item>>;
}

/**
 * The lists of several namespaces as one, one behind the other. One that refuses, as an organization with single sign-on does, is passed
 * over, unless all do. The cursor is the number of a list and the cursor in it.
 */
export function chainPages<Part, Item>({ parts, pageOf }: PageChain<Part, Item>): (request: PageRequest) => Promise<Page<Item>> {
  const known: { parts?: readonly Part[]; hasAnswered?: true } = {};
  return async ({ cursor, ...request }) => {
    if (cursor === undefined) known.parts = await parts(request.signal);
    const all = known.parts ?? [];
    let [at, inner] = positionOf(cursor);
    for (let part = all[at]; part !== undefined; part = all[at]) {
      const isLast = at + 1 >= all.length;
      try {
        const page = await pageOf(part, { ...request, cursor: inner });
        known.hasAnswered = true;
        if (page.next !== undefined) return { ...page, next: `${at} ${page.next}` };
        return isLast ? page : { ...page, next: `${at + 1} ` };
      } catch (error) {
        const isRefused = inner === undefined && isRefusal(error);
        if (!isRefused || (isLast && known.hasAnswered !== true)) throw error;
      }
      at++;
      inner = undefined;
    }
    return { items: [], next: undefined };
  };
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

function isRefusal(error: unknown): boolean {
  return RegistryError.is(error, "unauthorized", "denied", "not-found");
}

function positionOf(cursor: string | undefined): [at: number, inner: string | undefined] {
  const [, at = "0", inner = ""] = /^(\d+) (.*)$/s.exec(cursor ?? "") ?? [];
  return [Number(at), inner === "" ? undefined : inner];
}
