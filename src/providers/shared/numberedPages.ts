import { RegistryError } from "../../core/registryError.ts";
import type { Page } from "../../registry/lists/pagination.ts";

/** Of a list whose pages have numbers, so many are asked for. */
const mostPages = 1000;

/** The number of a page, from 1, whose cursor it is. */
export function pageNumber(cursor: string | undefined): number {
  return cursor === undefined ? 1 : Number(cursor);
}

/** What follows the page of that number, where the list goes on. */
export function numberedNext(number: number, goesOn: boolean, host: string): Pick<Page<unknown>, "next" | "ending"> {
  if (!goesOn) return { next: undefined };
  if (number < mostPages) return { next: String(number + 1) };
  const params = { host, limit: mostPages };
  return { next: undefined, ending: new RegistryError("too-many-pages", `${host} lists more than ${mostPages} pages`, { params }) };
}
