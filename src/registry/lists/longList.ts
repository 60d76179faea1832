import { bodyTooLarge, invalidResponse } from "../http/errorKinds.ts";
import type { JsonObject } from "../http/json.ts";
import { listBounds, measureJson, type SecondLevel, tooComplex } from "../http/jsonBounds.ts";
import { cutShort, looksLikeHtml, parseJsonObject } from "../http/responseBody.ts";

/** Of a list, what is parsed in one go: a fraction of a millisecond of work. */
const partBytes = 32 * 1024;
/** An item that is longer would be parsed in one go, whatever it holds; names and tags have some hundred bytes. */
const longestPart = 128 * 1024;
/** All that is no list may be this long. */
const longestRest = 1024 * 1024;
const mostLists = 1000;
const openList = 0x5b;

/** From the first byte to that behind the last. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * Parses an object for the sake of one list in it, of which there may be a million items. Yields wherever that may be
 * interrupted: the lists are cut out first, and the one that is wanted is parsed part by part. What another list holds is not
 * looked at: it need not be JSON. Throws what `parseJsonObject` throws, and `body-too-large` for what is long and no list.
 * @param keeps the items that are wanted
 * @returns the object with, under `key`, the wanted items where it has a list there; its other lists are not to be used
 */
export function* parseLongObject(
  bytes: Buffer,
  key: string,
  host: string,
  keeps: (item: unknown) => boolean,
): Generator<undefined, JsonObject> {
  const finder = new ListFinder(host);
  const isClosed = yield* measureJson(bytes, listBounds, host, finder);
  if (!isClosed && !looksLikeHtml(bytes)) throw cutShort(host, bytes.length);
  const body = parseJsonObject(finder.withoutItems(bytes), host);
  const number: unknown = Array.isArray(body[key]) ? body[key][0] : undefined;
  const parts = typeof number === "number" ? finder.lists[number] : undefined;
  if (parts === undefined) return body;
  const items: unknown[] = [];
  for (const part of parts) {
    const parsed = parsePart(bytes, part, host);
    // Between two commas, or behind the last one.
    if (parsed.length === 0 && parts.length > 1) throw invalidResponse(host, "not JSON");
    for (const item of parsed) if (keeps(item)) items.push(item);
    yield;
  }
  return { ...body, [key]: items };
}

function parsePart(bytes: Buffer, { start, end }: Part, host: string): readonly unknown[] {
  if (end - start > longestPart) throw bodyTooLarge(host, longestPart);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(start, end));
    return JSON.parse(`[${text}]`) as unknown[];
  } catch (cause) {
    throw invalidResponse(host, "not JSON", cause);
  }
}

/** Finds the lists that the object at the top holds, and cuts them between items. */
class ListFinder implements SecondLevel {
  /** In their order, each as its parts. */
  readonly lists: Part[][] = [];
  readonly #host: string;
  /** Of the list or object at the second level that is open. */
  #isList = false;
  #parts: Part[] = [];
  #start = 0;

  constructor(host: string) {
    this.#host = host;
  }

  opened(at: number, bracket: number): void {
    this.#isList = bracket === openList;
    if (!this.#isList) return;
    this.#parts = [];
    this.#start = at + 1;
    this.lists.push(this.#parts);
    if (this.lists.length > mostLists) throw tooComplex(this.#host, listBounds);
  }

  comma(at: number): void {
    if (this.#isList && at - this.#start >= partBytes) this.#cut(at);
  }

  closed(at: number): void {
    if (this.#isList) this.#cut(at);
    this.#isList = false;
  }

  /** The body with each list's number in place of its items. */
  withoutItems(bytes: Buffer): Buffer {
    const pieces: Uint8Array[] = [];
    let from = 0;
    for (const [number, parts] of this.lists.entries()) {
      pieces.push(bytes.subarray(from, parts[0]?.start), Buffer.from(String(number)));
      from = parts.at(-1)?.end ?? from;
    }
    pieces.push(bytes.subarray(from));
    const rest = Buffer.concat(pieces);
    if (rest.length > longestRest) throw bodyTooLarge(this.#host, longestRest);
    return rest;
  }

  #cut(at: number): void {
    this.#parts.push({ start: this.#start, end: at });
    this.#start = at + 1;
  }
}
