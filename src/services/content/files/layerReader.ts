import type { RepositoryName } from "../../../core/reference.ts";
import type { AccessTo } from "../contents.ts";
import { LayerError } from "./layerError.ts";
import type { LayerStore } from "../../../core/layerStore.ts";
import { unpacked } from "./unpacked.ts";

/** A layer as its manifest lists it. */
export interface Layer {
  readonly digest: string;
  /** Bytes, as it is stored. */
  readonly size: number;
  readonly mediaType: string;
}

export interface LayerPorts {
  readonly accessTo: AccessTo;
  readonly store: LayerStore;
}

/** What an image holds where files are wanted: at most, bytes. */
export interface FilePart {
  /** Bytes before it in the unpacked layer. */
  readonly offset: number;
  readonly length: number;
}

/** Reads layers: from what is kept, else from the registry, whose bytes are checked and kept on the way. */
export class LayerReader {
  readonly #ports: LayerPorts;

  constructor(ports: LayerPorts) {
    this.#ports = ports;
  }

  /**
   * Hands over the unpacked layer, and answers once all of it is there and checked. `received` hears how many bytes have come. Rejects with
   * RegistryError, LayerError, what `use` rejects with, or the signal's reason.
   */
  async read<T>(
    place: RepositoryName,
    layer: Layer,
    use: (archive: AsyncIterable<Uint8Array>) => Promise<T>,
    signal: AbortSignal,
    received: (bytes: number) => void = () => undefined,
  ): Promise<T> {
    if (layer.mediaType.endsWith("+encrypted")) throw new LayerError("layer-encrypted", "the layer is encrypted");
    const { store, accessTo } = this.#ports;
    const kept = await store.open(layer.digest);
    if (kept !== undefined) return closing(kept, (bytes) => use(unpacked(bytes)));
    const access = await accessTo(place.host, signal, place.repository);
    const { value: blob } = await access.content((client) => client.getBlob(place.repository, layer, { signal }), signal);
    try {
      return await closing(store.keep(layer.digest, counted(blob.body, received)), async (bytes) => {
        const answer = await use(unpacked(bytes));
        // Behind the end of what is packed there may be more, and only at its end is it known to be what the digest says.
        while ((await bytes.next()).done !== true) signal.throwIfAborted();
        return answer;
      });
    } finally {
      blob.discard();
    }
  }

  /** A part of the unpacked layer. Rejects as `read` does. */
  async readPart(place: RepositoryName, layer: Layer, { offset, length }: FilePart, signal: AbortSignal): Promise<Uint8Array> {
    const part = new Uint8Array(length);
    const end = offset + length;
    const copy = async (archive: AsyncIterable<Uint8Array>): Promise<number> => {
      let at = 0;
      for await (const chunk of archive) {
        signal.throwIfAborted();
        const wanted = chunk.subarray(Math.max(0, offset - at), Math.max(0, end - at));
        part.set(wanted, Math.max(0, at - offset));
        at += chunk.length;
        if (at >= end) break;
      }
      return at;
    };
    const reached = await this.read(place, layer, copy, signal);
    if (reached < end) throw LayerError.damaged("it ends before the file does");
    return part;
  }
}

/** Lends chunks, which leaving a loop over them does not end, and ends them when the work is over. */
async function closing<T>(chunks: AsyncIterable<Uint8Array>, work: (lent: AsyncIterableIterator<Uint8Array>) => Promise<T>): Promise<T> {
  const source = chunks[Symbol.asyncIterator]();
  const lent: AsyncIterableIterator<Uint8Array> = { next: () => source.next(), [Symbol.asyncIterator]: () => lent };
  try {
    return await work(lent);
  } finally {
    await source.return?.();
  }
}

async function* counted(chunks: AsyncIterable<Uint8Array>, received: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    received(total);
    yield chunk;
  }
}
