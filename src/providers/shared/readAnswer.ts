import { isDigest } from "../../core/digest.ts";
import { ForeignText } from "../../core/foreignText.ts";
import { invalidResponse } from "../../registry/http/errorKinds.ts";
import { isJsonObject, type JsonObject } from "../../registry/http/json.ts";

/** The objects of a list in an answer: of the answer itself, or under `key`, where null stands for none. Throws `invalid-response`. */
export function objectsIn(json: unknown, host: string, key?: string): readonly JsonObject[] {
  const list = key === undefined ? json : isJsonObject(json) ? (json[key] ?? []) : undefined;
  if (!Array.isArray(list)) throw invalidResponse(host, key === undefined ? "no list" : `no list of ${key}`);
  return list.filter(isJsonObject);
}

/** A text that is there; undefined for anything else. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A moment in the form of RFC 3339 or 2822, or in milliseconds since 1970; undefined for anything else, and for the year 1, which is how Go writes “never”. */
function momentIn(value: unknown): Date | undefined {
  const moment = new Date(typeof value === "string" || typeof value === "number" ? value : Number.NaN);
  return Number.isNaN(moment.getTime()) || moment.getUTCFullYear() < 1971 ? undefined : moment;
}

/** What an answer tells of an item, without what it leaves out or writes in another form. */
export function updatedAt(...moments: readonly unknown[]): { readonly updatedAt?: Date } {
  const moment = moments.map(momentIn).find((each) => each !== undefined);
  return moment === undefined ? {} : { updatedAt: moment };
}

/** Google and GraphQL write long numbers as text. None stands for zero: an index has no size of its own. */
export function sizeIn(value: unknown): { readonly size?: number } {
  const size = typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;
  return Number.isSafeInteger(size) && size > 0 ? { size } : {};
}

export function digestIn(value: unknown): { readonly digest?: string } {
  return typeof value === "string" && isDigest(value) ? { digest: value } : {};
}

export function descriptionIn(value: unknown): { readonly description?: ForeignText } {
  const description = textIn(value);
  return description === undefined ? {} : { description: new ForeignText(description) };
}
