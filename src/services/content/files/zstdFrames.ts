import { createZstdDecompress } from "node:zlib";
import { LayerError } from "./layerError.ts";

type Decoder = ReturnType<typeof createZstdDecompress>;

/**
 * Unpacks zstd: all frames one after another (RFC 8878, 3.1). Node's decoder ends with the first one (22.22), as `pzstd` and zstd:chunked write
 * many; what it has not taken goes to the next.
 */
export async function* zstdFrames(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = new GivenBack(chunks);
  while (await source.hasMore()) {
    const decoder = createZstdDecompress();
    const feeding = feed(source, decoder);
    try {
      for await (const chunk of decoder) yield chunk as Uint8Array;
    } catch (error) {
      throw source.failure ?? LayerError.damaged("its zstd stream does not unpack", error);
    } finally {
      decoder.destroy();
      await feeding;
    }
    source.giveBackAfter(decoder.bytesWritten);
  }
}

async function feed(source: GivenBack, decoder: Decoder): Promise<void> {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  decoder.once("end", resolve).once("close", resolve);
  source.begin();
  while (!decoder.destroyed && !decoder.readableEnded) {
    const chunk = await source.next();
    if (decoder.destroyed || decoder.readableEnded) return;
    if (chunk === undefined) {
      if (source.failure === undefined) decoder.end();
      else decoder.destroy(new Error("the source failed"));
      return;
    }
    // The decoder that has come to the end of its frame never answers.
    await Promise.race([ended, new Promise<void>((done) => decoder.write(chunk, () => done()))]);
  }
}

/** Chunks, of which the last can be given back in part. */
class GivenBack {
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What is to be taken next, before the chunks. */
  #next: Uint8Array[] = [];
  /** What was taken since `begin`, without its beginning where that is long. */
  #taken: Uint8Array[] = [];
  #takenBytes = 0;
  failure: unknown;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async hasMore(): Promise<boolean> {
    if (this.#next.length > 0) return true;
    const chunk = await this.#pull();
    if (this.failure !== undefined) throw this.failure;
    if (chunk !== undefined) this.#next.push(chunk);
    return chunk !== undefined;
  }

  begin(): void {
    this.#taken = [];
    this.#takenBytes = 0;
  }

  /** Undefined at the end, and where the chunks have failed. */
  async next(): Promise<Uint8Array | undefined> {
    const chunk = this.#next.shift() ?? (await this.#pull());
    if (chunk === undefined) return undefined;
    this.#takenBytes += chunk.length;
    this.#taken.push(chunk);
    // One is being decoded, and one may have been taken when it was not wanted any more.
    if (this.#taken.length > 2) this.#taken.shift();
    return chunk;
  }

  /** What lies behind so many bytes since `begin` is to be taken again. */
  giveBackAfter(bytes: number): void {
    const left = this.#takenBytes - bytes;
    const last = Buffer.concat(this.#taken);
    if (left > 0) this.#next.unshift(last.subarray(last.length - left));
  }

  async #pull(): Promise<Uint8Array | undefined> {
    try {
      for (let next = await this.#chunks.next(); next.done !== true; next = await this.#chunks.next()) {
        if (next.value.length > 0) return next.value;
      }
      return undefined;
    } catch (error) {
      this.failure = error;
      return undefined;
    }
  }
}
