import { createHash, type Hash } from "node:crypto";

/** Encoded lengths of the algorithms that image-spec registers (descriptor.md, "Registered Algorithms"). */
const hexLengths: Readonly<Record<string, number>> = { sha256: 64, sha512: 128 };

const grammar = /^([a-z0-9]+(?:[+._-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)$/;

/** Whether `text` is a digest of a registered algorithm, written as the specification wants it (lower-case hex). */
export function isDigest(text: string): boolean {
  const match = grammar.exec(text);
  if (match === null) return false;
  const length = hexLengths[match[1] ?? ""];
  return length !== undefined && match[2]?.length === length && /^[a-f0-9]+$/.test(match[2]);
}

/** `sha256:…` of the bytes. */
export function sha256Of(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The digest of the bytes in the algorithm of `like`, which must be a digest. */
export function digestLike(like: string, bytes: Uint8Array): string {
  const digester = new Digester(like);
  digester.update(bytes);
  return digester.finish();
}

/** Computes a digest chunk by chunk, in the algorithm of another one. */
export class Digester {
  readonly #algorithm: string;
  readonly #hash: Hash;

  /** `like` must be a digest. */
  constructor(like: string) {
    this.#algorithm = like.slice(0, like.indexOf(":"));
    this.#hash = createHash(this.#algorithm);
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  finish(): string {
    return `${this.#algorithm}:${this.#hash.digest("hex")}`;
  }
}
