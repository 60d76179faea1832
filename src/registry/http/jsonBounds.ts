import { RegistryError } from "../../core/registryError.ts";

/** What JSON from outside may have before it is turned into objects. */
export interface JsonBounds {
  /** Lists and objects within each other. */
  readonly depth: number;
  /** Lists, objects and what they hold, all together. */
  readonly values: number;
  /** Bytes of all keys together: a key that is new to the engine is hashed and kept, at many times the cost of a value's bytes. */
  readonly keyBytes: number;
}

/** What is parsed in one go: as much as the most expensive kind of it, objects with a key of their own each, allows in 50 ms. */
export const documentBounds: JsonBounds = { depth: 100, values: 50_000, keyBytes: 1024 * 1024 };
/** What is parsed in slices. */
export const listBounds: JsonBounds = { depth: 100, values: 2_000_000, keyBytes: Infinity };

/** Told what stands at the second level: where the lists are that an object at the top holds, and where they can be cut. */
export interface SecondLevel {
  opened(at: number, bracket: number): void;
  comma(at: number): void;
  closed(at: number): void;
}

/** Bytes between two yields: about a tenth of a millisecond of work. */
const pace = 65_536;
const quote = 0x22;
const colon = 0x3a;
const comma = 0x2c;
const openList = 0x5b;
const backslash = 0x5c;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/**
 * Looks at JSON byte by byte, and makes nothing of it; yields now and then. That it is JSON is for the parser to find out: this
 * only finds what would be too much for it. Throws `body-too-complex`.
 * @returns whether nothing is open at the end, no list, object or string
 */
export function* measureJson(bytes: Uint8Array, bounds: JsonBounds, host: string, second?: SecondLevel): Generator<undefined, boolean> {
  const measure = new Measure(bounds, host, second);
  for (let at = 0; at < bytes.length; yield) at = measure.read(bytes, at, Math.min(bytes.length, at + pace));
  return measure.isClosed;
}

class Measure {
  readonly #bounds: JsonBounds;
  readonly #host: string;
  readonly #second: SecondLevel | undefined;
  #depth = 0;
  #values = 0;
  #keyBytes = 0;
  #isInString = false;
  /** Where the string began that is open, or was the last. */
  #stringStart = 0;
  #stringEnd = 0;

  constructor(bounds: JsonBounds, host: string, second: SecondLevel | undefined) {
    this.#bounds = bounds;
    this.#host = host;
    this.#second = second;
  }

  get isClosed(): boolean {
    return this.#depth <= 0 && !this.#isInString;
  }

  /** @returns where to go on, which is behind `end` where an escape lies across it */
  read(bytes: Uint8Array, start: number, end: number): number {
    let isInString = this.#isInString;
    let at = start;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (isInString) {
        if (byte === backslash) at++;
        else if (byte === quote) {
          isInString = false;
          this.#stringEnd = at;
        }
      } else if (byte === quote) {
        isInString = true;
        this.#stringStart = at;
      } else if (byte === colon) this.#key();
      else if (byte === comma) this.#comma(at);
      else if (byte === openList || byte === openObject) this.#open(at, byte);
      else if (byte === closeList || byte === closeObject) this.#close(at);
    }
    this.#isInString = isInString;
    return at;
  }

  #open(at: number, bracket: number): void {
    this.#depth++;
    if (this.#depth > this.#bounds.depth) throw tooComplex(this.#host, this.#bounds);
    this.#count();
    if (this.#depth === 2) this.#second?.opened(at, bracket);
  }

  #close(at: number): void {
    if (this.#depth === 2) this.#second?.closed(at);
    this.#depth--;
  }

  #key(): void {
    this.#keyBytes += this.#stringEnd - this.#stringStart;
    if (this.#keyBytes > this.#bounds.keyBytes) throw tooComplex(this.#host, this.#bounds);
  }

  #comma(at: number): void {
    this.#count();
    if (this.#depth === 2) this.#second?.comma(at);
  }

  #count(): void {
    this.#values++;
    if (this.#values > this.#bounds.values) throw tooComplex(this.#host, this.#bounds);
  }
}

export function tooComplex(host: string, { depth, values, keyBytes }: JsonBounds): RegistryError {
  const message = `${host} sent JSON with more than ${values} values, ${depth} within each other, or ${keyBytes} bytes of keys`;
  return new RegistryError("body-too-complex", message, { params: { host, depth, values } });
}
