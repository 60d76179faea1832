import { Readable } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { LayerError } from "./layerError.ts";
import { zstdFrames } from "./zstdFrames.ts";

/** More than any layer holds: 10 MB of zstd can be a terabyte of zeros. */
export const maxUnpackedBytes = 64 * 1024 ** 3;

/** How a layer's bytes begin, and what they are then: media types are not to be trusted for it. */
const codings = [
  { magic: [0x1f, 0x8b], unpack: gunzipped },
  // A zstd frame (RFC 8878, 3.1.1), and a skippable one (3.1.2), with which zstd:chunked and pzstd may begin.
  { magic: [0x28, 0xb5, 0x2f, 0xfd], unpack: zstdFrames },
  { magic: [undefined, 0x2a, 0x4d, 0x18], unpack: zstdFrames },
] as const;
const longestMagic = 4;

/**
 * The tar archive in a layer: uncompressed, gzip or zstd, by its first bytes. Holds no more than a few chunks at a time, and leaves
 * `chunks` open: there may be bytes behind what is packed. Rejects with what
 * `chunks` rejects with, or with LayerError.
 */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>, limit = maxUnpackedBytes): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  const start: Uint8Array[] = [];
  for (let length = 0; length < longestMagic;) {
    const next = await source.next();
    if (next.done === true) break;
    start.push(next.value);
    length += next.value.length;
  }
  const begins = Buffer.concat(start);
  const coding = codings.find(({ magic }) => magic.every((byte, index) => byte === undefined || begins[index] === byte));
  const all = continued(begins, source);
  let total = 0;
  for await (const chunk of coding === undefined ? all : coding.unpack(all)) {
    total += chunk.length;
    if (total > limit) throw new LayerError("layer-too-large", `the layer unpacks to more than ${limit} bytes`, { params: { limit } });
    yield chunk;
  }
}

async function* continued(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Of all members one after another (RFC 1952, 2.2), as eStargz has them. */
async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: true, highWaterMark: 1 });
  const gunzip: Gunzip = createGunzip();
  let failure: unknown;
  source.once("error", (error) => {
    failure = error;
    gunzip.destroy();
  });
  source.pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (error) {
    throw failure ?? LayerError.damaged("its gzip stream does not unpack", error);
  } finally {
    source.destroy();
  }
  if (failure !== undefined) throw failure;
}
